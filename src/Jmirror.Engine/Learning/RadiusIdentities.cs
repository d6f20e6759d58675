using System.Buffers.Binary;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Learning;

/// <summary>The attributes of RADIUS that identify a subscriber.</summary>
/// <remarks>Source: JUNOSe 11.3 Policy Management Configuration Guide, triggers; Juniper's and RFC 4679's dictionaries.</remarks>
public static class RadiusIdentities
{
    private const byte Option82Code = 82;
    private const byte CircuitIdCode = 1;
    private const byte RemoteIdCode = 2;
    private const byte PadCode = 0;
    private const byte EndCode = 255;
    private const int OptionHeaderLength = 2;

    /// <summary>The identity that one attribute states; false for all other attributes and for empty values.</summary>
    public static bool TryRead(RadiusAttributeView attribute, out SubscriberIdentity identity)
    {
        identity = default;
        if (attribute.Value.IsEmpty)
            return false;
        if (KindOf(attribute.Type) is { } kind)
        {
            identity = new SubscriberIdentity(kind, IdentityText.Of(attribute.Value)!);
            return true;
        }
        if (!TryReadOption82(attribute, out var subOptions))
            return false;
        identity = new SubscriberIdentity(IdentityKind.DhcpOption82, Convert.ToHexStringLower(subOptions));
        return true;
    }

    /// <summary>
    /// All identities that a packet states, of each kind the first. Circuit and remote id come out of option 82 where no
    /// attribute of their own tells them.
    /// </summary>
    public static IReadOnlyList<SubscriberIdentity> ReadAll(RadiusPacketView packet)
    {
        var identities = new List<SubscriberIdentity>();
        foreach (var attribute in packet.Attributes)
        {
            if (TryRead(attribute, out var identity))
                AddNew(identities, identity);
        }
        foreach (var attribute in packet.Attributes)
        {
            if (!TryReadOption82(attribute, out var subOptions))
                continue;
            if (TryFindOption(subOptions, CircuitIdCode, out var circuitId) && !circuitId.IsEmpty)
                AddNew(identities, new(IdentityKind.AgentCircuitId, IdentityText.Of(circuitId)!));
            if (TryFindOption(subOptions, RemoteIdCode, out var remoteId) && !remoteId.IsEmpty)
                AddNew(identities, new(IdentityKind.AgentRemoteId, IdentityText.Of(remoteId)!));
        }
        return identities;
    }

    /// <summary>Takes an identity into a list that holds none of its kind.</summary>
    internal static void AddNew(List<SubscriberIdentity> identities, SubscriberIdentity identity)
    {
        if (!identities.Exists(known => known.Kind == identity.Kind))
            identities.Add(identity);
    }

    private static IdentityKind? KindOf(RadiusAttributeType type) =>
        type switch
        {
            RadiusAttributeType.UserName => IdentityKind.Username,
            RadiusAttributeType.AcctSessionId => IdentityKind.AcctSessionId,
            RadiusAttributeType.CallingStationId => IdentityKind.CallingStationId,
            RadiusAttributeType.NasPortId => IdentityKind.NasPortId,
            RadiusAttributeType.AgentCircuitId or RadiusAttributeType.AccLoopCircuitId =>
                IdentityKind.AgentCircuitId,
            RadiusAttributeType.AgentRemoteId or RadiusAttributeType.AccLoopRemoteId =>
                IdentityKind.AgentRemoteId,
            _ => null,
        };

    /// <summary>
    /// The sub-options of option 82. In DHCP-Options it is one option of several. Whether DHCP-Option-82 begins with the
    /// option's own code and length no document says: they are left out where they are there and fit.
    /// </summary>
    private static bool TryReadOption82(RadiusAttributeView attribute, out ReadOnlySpan<byte> subOptions)
    {
        subOptions = attribute.Value;
        if (attribute.Type == RadiusAttributeType.DhcpOptions)
            return TryFindOption(attribute.Value, Option82Code, out subOptions) && !subOptions.IsEmpty;
        if (attribute.Type != RadiusAttributeType.DhcpOption82 || subOptions.IsEmpty)
            return false;
        var isWhole =
            subOptions.Length > OptionHeaderLength
            && BinaryPrimitives.ReadUInt16BigEndian(subOptions)
                == ((Option82Code << 8) | (subOptions.Length - OptionHeaderLength));
        if (isWhole)
            subOptions = subOptions[OptionHeaderLength..];
        return true;
    }

    /// <summary>Finds one option among options of the form code, length, value; a broken one ends the search.</summary>
    private static bool TryFindOption(ReadOnlySpan<byte> options, byte code, out ReadOnlySpan<byte> value)
    {
        while (!options.IsEmpty && options[0] != EndCode)
        {
            if (options[0] == PadCode)
            {
                options = options[1..];
                continue;
            }
            if (options.Length < OptionHeaderLength || options.Length - OptionHeaderLength < options[1])
                break;
            value = options.Slice(OptionHeaderLength, options[1]);
            if (options[0] == code)
                return true;
            options = options[(OptionHeaderLength + value.Length)..];
        }
        value = default;
        return false;
    }
}
