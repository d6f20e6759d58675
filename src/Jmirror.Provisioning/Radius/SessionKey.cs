using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Radius;

/// <summary>How a dynamic request names the session that it is about.</summary>
/// <remarks>
/// JUNOSe 11.3 Policy Management Configuration Guide names, highest first: Acct-Session-Id (44), Calling-Station-Id (31),
/// Framed-IP-Address (8), User-Name (1), NAS-Port-Id (87), DHCP-Option-82 (26-159), Agent-Circuit-Id (3561, 26-1),
/// Agent-Remote-Id (3561, 26-2). All that are sent must fit, so their order shows in the secure log only. A
/// Virtual-Router (26-1) is accepted and not compared: the emulator plays one router without virtual ones.
/// Acct-Multi-Session-Id (50) fits no session: no bundles are known.
/// </remarks>
internal sealed class SessionKey
{
    private readonly List<SubscriberIdentity> _identities = [];

    /// <summary>Identities, all of which must fit.</summary>
    public IReadOnlyList<SubscriberIdentity> Identities => _identities;

    /// <summary>Framed-IP-Address, in the number space of <see cref="IpPrefix"/>.</summary>
    public UInt128? Address { get; private set; }

    /// <summary>True when Acct-Multi-Session-Id was sent.</summary>
    public bool NamesBundle { get; private set; }

    /// <summary>True when something was sent that can name a session.</summary>
    public bool IsGiven => _identities.Count > 0 || Address is not null || NamesBundle;

    /// <summary>What Disconnect-Requests need: Acct-Session-Id or Acct-Multi-Session-Id.</summary>
    public bool NamesSessionById =>
        NamesBundle || _identities.Exists(one => one.Kind == IdentityKind.AcctSessionId);

    /// <summary>Takes in an attribute; the Error-Cause of one that cannot be compared or is not supported.</summary>
    public RadiusErrorCause Take(RadiusAttributeView attribute)
    {
        if (RadiusIdentities.TryRead(attribute, out var identity))
        {
            _identities.Add(identity);
            return RadiusErrorCause.None;
        }
        switch (attribute.Type)
        {
            case RadiusAttributeType.FramedIpAddress:
                if (!RadiusValues.TryReadIpv4(attribute.Value, out var address) || Address is not null)
                    return RadiusErrorCause.InvalidRequest;
                Address = IpPrefix.FromIpv4(address.Value);
                return RadiusErrorCause.None;
            case RadiusAttributeType.AcctMultiSessionId:
                NamesBundle = true;
                return RadiusErrorCause.None;
            default:
                return IsIdentity(attribute.Type) ? RadiusErrorCause.InvalidRequest
                    : IsPassedOver(attribute.Type) ? RadiusErrorCause.None
                    : RadiusErrorCause.UnsupportedAttribute;
        }
    }

    /// <summary>The session in the words of the secure log.</summary>
    public override string ToString()
    {
        var words = _identities
            .OrderBy(identity => Precedence(identity.Kind))
            .Select(identity => $"{IdentityNames.Of(identity.Kind)} {identity.Value}");
        if (Address is { } address)
            words = words.Append($"ip-address {IpPrefix.FormatAddress(address)}");
        return string.Join(", ", words);
    }

    private static int Precedence(IdentityKind kind) =>
        kind switch
        {
            IdentityKind.AcctSessionId => 0,
            IdentityKind.CallingStationId => 1,
            IdentityKind.Username => 2,
            IdentityKind.NasPortId => 3,
            IdentityKind.DhcpOption82 => 4,
            IdentityKind.AgentCircuitId => 5,
            _ => 6,
        };

    /// <summary>Identities without a readable value: empty, or DHCP options without option 82.</summary>
    private static bool IsIdentity(RadiusAttributeType type) =>
        type
            is RadiusAttributeType.UserName
                or RadiusAttributeType.AcctSessionId
                or RadiusAttributeType.CallingStationId
                or RadiusAttributeType.NasPortId
                or RadiusAttributeType.DhcpOption82
                or RadiusAttributeType.DhcpOptions
                or RadiusAttributeType.AgentCircuitId
                or RadiusAttributeType.AgentRemoteId
                or RadiusAttributeType.AccLoopCircuitId
                or RadiusAttributeType.AccLoopRemoteId;

    /// <summary>
    /// What may stand in a dynamic request and changes nothing: which router is meant, and what belongs to the exchange
    /// itself (RFC 5176, section 3).
    /// </summary>
    private static bool IsPassedOver(RadiusAttributeType type) =>
        type
            is RadiusAttributeType.NasIpAddress
                or RadiusAttributeType.NasIpv6Address
                or RadiusAttributeType.NasIdentifier
                or RadiusAttributeType.NasPort
                or RadiusAttributeType.NasPortType
                or RadiusAttributeType.CalledStationId
                or RadiusAttributeType.FramedProtocol
                or RadiusAttributeType.State
                or RadiusAttributeType.Class
                or RadiusAttributeType.ProxyState
                or RadiusAttributeType.EventTimestamp
                or RadiusAttributeType.MessageAuthenticator
                or RadiusAttributeType.AcctTerminateCause
                or RadiusAttributeType.ReplyMessage
                or RadiusAttributeType.VirtualRouter;
}
