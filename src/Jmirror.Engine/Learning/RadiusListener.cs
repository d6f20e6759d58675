using System.Buffers.Binary;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Learning;

/// <summary>
/// Learns from RADIUS between a router and its servers. Nothing is verified: who can send packets past the capture
/// interface can make up subscribers, with any signalling.
/// </summary>
/// <remarks>
/// Access-Request and Access-Accept are one sighting, when the Accept is seen; accounting counts when the request is
/// seen, whatever becomes of it. Start and Interim-Update are up, Stop is down, Accounting-On and -Off end all
/// sessions of their router. RFC 2865, RFC 2866.
/// </remarks>
/// <param name="tell">Gets the sightings, in the thread that saw the packet.</param>
/// <param name="observer">Told of accepted logins; null: nobody.</param>
public sealed class RadiusListener(Action<Sighting> tell, IAccessObserver? observer = null)
{
    /// <summary>Requests that are remembered at a time.</summary>
    public const int MaxRequests = 16384;

    /// <summary>How long after a request its answer is still its answer, nanoseconds: identifiers come again.</summary>
    public const long MaxAnswerTime = 60 * NanosecondsPerSecond;

    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Lock _gate = new();
    private readonly RecentTable<ExchangeKey, AskedLogin> _logins = new(MaxRequests, MaxAnswerTime);
    private readonly RecentTable<ExchangeKey, UInt128> _accounting = new(MaxRequests);

    /// <summary>True for the ports of RADIUS servers: 1812 and 1813, and 1645 and 1646 of old.</summary>
    public static bool IsServerPort(ushort port) => port is 1812 or 1813 or 1645 or 1646;

    /// <summary>Learns from one UDP payload. Any number of threads may call; no bytes make it throw.</summary>
    /// <param name="udpPayload">What follows the UDP header.</param>
    /// <param name="source">Source address, in the number space of <see cref="IpPrefix"/>.</param>
    /// <param name="sourcePort">UDP source port.</param>
    /// <param name="destination">Destination address, likewise.</param>
    /// <param name="destinationPort">UDP destination port.</param>
    /// <param name="timestamp">The frame's time, nanoseconds since 1970-01-01 UTC.</param>
    public void See(
        ReadOnlySpan<byte> udpPayload,
        UInt128 source,
        ushort sourcePort,
        UInt128 destination,
        ushort destinationPort,
        long timestamp
    )
    {
        if (!IsServerPort(sourcePort) && !IsServerPort(destinationPort))
            return;
        if (RadiusPacketView.TryRead(udpPayload, out var packet) != RadiusFault.None)
            return;
        var sent = new ExchangeKey(source, sourcePort, destination, destinationPort, packet.Identifier);
        var answered = new ExchangeKey(destination, destinationPort, source, sourcePort, packet.Identifier);
        switch (packet.Code)
        {
            case RadiusCode.AccessRequest:
                Remember(sent, packet, timestamp);
                break;
            case RadiusCode.AccessAccept:
                Accept(answered, packet, timestamp);
                break;
            case RadiusCode.AccessReject:
                lock (_gate)
                    _logins.Remove(answered);
                break;
            case RadiusCode.AccountingRequest:
                Account(sent, packet, timestamp);
                break;
            default:
                break;
        }
    }

    private void Remember(ExchangeKey key, RadiusPacketView packet, long timestamp)
    {
        var login = new AskedLogin(
            RadiusIdentities.ReadAll(packet),
            NasOf(packet, key.Client),
            IpPrefix.ReadIpv6(packet.Authenticator)
        );
        lock (_gate)
            _logins.Set(key, login, timestamp);
    }

    private void Accept(ExchangeKey key, RadiusPacketView packet, long timestamp)
    {
        AskedLogin? login;
        lock (_gate)
        {
            if (!_logins.TryGet(key, timestamp, out login))
                return;
            _logins.Remove(key);
        }
        // A name in the Accept is the one that accounting will use (RFC 2865, section 5.1).
        List<SubscriberIdentity> identities = [.. RadiusIdentities.ReadAll(packet)];
        foreach (var identity in login.Identities)
            RadiusIdentities.AddNew(identities, identity);
        if (identities.Count == 0)
            return;
        var sighting = new Sighting
        {
            Source = SightingSource.RadiusAccess,
            Kind = SightingKind.Up,
            IsLogin = true,
            Timestamp = timestamp,
            Nas = login.Nas,
            Identities = identities,
            Addresses = RadiusAddresses.ReadAll(packet),
            Expiry = ExpiryOf(packet, timestamp),
        };
        tell(sighting);
        Span<byte> authenticator = stackalloc byte[RadiusPacketView.AuthenticatorLength];
        BinaryPrimitives.WriteUInt128BigEndian(authenticator, login.Authenticator);
        observer?.SeeAccept(new SeenAccept(packet, authenticator, key.Server, sighting));
    }

    private void Account(ExchangeKey key, RadiusPacketView packet, long timestamp)
    {
        if (IsRepeated(key, packet, timestamp))
            return;
        var status =
            packet.TryFind(RadiusAttributeType.AcctStatusType, out var attribute)
            && RadiusValues.TryReadNumber(attribute.Value, out var number)
                ? (AcctStatusType)number
                : AcctStatusType.None;
        SightingKind? kind = status switch
        {
            AcctStatusType.Start or AcctStatusType.InterimUpdate => SightingKind.Up,
            AcctStatusType.Stop => SightingKind.Down,
            AcctStatusType.AccountingOn or AcctStatusType.AccountingOff => SightingKind.AllDown,
            _ => null,
        };
        if (kind is not { } known)
            return;
        var isAll = known == SightingKind.AllDown;
        var identities = isAll ? [] : RadiusIdentities.ReadAll(packet);
        if (identities.Count == 0 && !isAll)
            return;
        tell(
            new Sighting
            {
                Source = SightingSource.RadiusAccounting,
                Kind = known,
                IsLogin = status == AcctStatusType.Start,
                Timestamp = timestamp,
                Nas = NasOf(packet, key.Client),
                Identities = identities,
                Addresses = known == SightingKind.Up ? RadiusAddresses.ReadAll(packet) : null,
                Expiry = known == SightingKind.Up ? ExpiryOf(packet, timestamp) : null,
                End = isAll ? SessionEnd.NasReboot : EndOf(packet),
            }
        );
    }

    /// <summary>True for a retransmission: a Stop that comes late a second time must not end the next session.</summary>
    private bool IsRepeated(ExchangeKey key, RadiusPacketView packet, long timestamp)
    {
        var authenticator = IpPrefix.ReadIpv6(packet.Authenticator);
        lock (_gate)
        {
            if (_accounting.TryGet(key, timestamp, out var known) && known == authenticator)
                return true;
            _accounting.Set(key, authenticator, timestamp);
            return false;
        }
    }

    /// <summary>The router's name for itself; where it has none, the address that it sends from.</summary>
    private static string NasOf(RadiusPacketView packet, UInt128 client)
    {
        if (
            packet.TryFind(RadiusAttributeType.NasIpAddress, out var attribute)
            && RadiusValues.TryReadIpv4(attribute.Value, out var ipv4)
        )
            return ipv4.ToString();
        if (
            packet.TryFind(RadiusAttributeType.NasIpv6Address, out attribute)
            && RadiusValues.TryReadIpv6(attribute.Value, out var ipv6)
        )
            return IpPrefix.FormatAddress(ipv6);
        return packet.TryFind(RadiusAttributeType.NasIdentifier, out attribute) && !attribute.Value.IsEmpty
            ? IdentityText.Of(attribute.Value)!
            : IpPrefix.FormatAddress(client);
    }

    private static long? ExpiryOf(RadiusPacketView packet, long timestamp) =>
        packet.TryFind(RadiusAttributeType.SessionTimeout, out var attribute)
        && RadiusValues.TryReadNumber(attribute.Value, out var seconds)
            ? timestamp + (seconds * NanosecondsPerSecond)
            : null;

    /// <summary>Acct-Terminate-Cause (RFC 2866, section 5.10) in the terms of the MIB.</summary>
    private static SessionEnd EndOf(RadiusPacketView packet) =>
        packet.TryFind(RadiusAttributeType.AcctTerminateCause, out var attribute)
        && RadiusValues.TryReadNumber(attribute.Value, out var cause)
            ? cause switch
            {
                4 => SessionEnd.IdleTimeout,
                5 => SessionEnd.SessionTimeout,
                6 => SessionEnd.AdminReset,
                7 or 11 => SessionEnd.NasReboot,
                _ => SessionEnd.UserRequest,
            }
            : SessionEnd.UserRequest;

    private readonly record struct ExchangeKey(
        UInt128 Client,
        ushort ClientPort,
        UInt128 Server,
        ushort ServerPort,
        byte Identifier
    );

    private sealed record AskedLogin(
        IReadOnlyList<SubscriberIdentity> Identities,
        string Nas,
        UInt128 Authenticator
    );
}
