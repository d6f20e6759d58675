using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>DHCPv4 of subscribers without PPP.</summary>
/// <remarks>
/// On the client's own link the frame carries the client's Ethernet address, and the session is that station's. Seen
/// elsewhere, behind a relay or a router, the session has no subscriber interface: its address and line tell whose
/// it is. A lease counts when it is acknowledged. For one-way taps see <see cref="SignallingLearner"/>.
/// </remarks>
internal sealed class DhcpConversations(IpoeClients clients, Action<Sighting> tell, LearningLimits limits)
{
    // The client tries again for about a minute (RFC 2131, section 4.1).
    private const long ExchangeTime = 120 * FrameTime.Second;
    private const int MaxOption82 = 1024;
    private const int HostBits = 128;
    private const ulong GroupBit = 0x01_00_00_00_00_00;

    private readonly RecentTable<Exchange, LineIds> _exchanges = new(limits.HalfOpen, ExchangeTime);
    private readonly RecentTable<AccessStation, Wish> _wishes = new(limits.HalfOpen, ExchangeTime);

    /// <summary>Exchanges and wishes that had to make room.</summary>
    public long Forgotten => _exchanges.Forgotten + _wishes.Forgotten;

    /// <summary>Learns from a message.</summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="packet">The IP packet around it.</param>
    /// <param name="key">The frame.</param>
    /// <param name="time">The frame's time.</param>
    public void See(ReadOnlySpan<byte> datagram, in Payload packet, in PacketKey key, long time)
    {
        if (!DhcpView.TryRead(datagram, out var message))
            return;
        var line = FindLine(message, key, time);
        var station = FindStation(message, packet, key);
        if (message.IsFromClient)
            SeeClient(message, station, line, time);
        else
            SeeServer(message, station, line, time);
    }

    /// <summary>Learns from an ARP packet: a client that uses the address it has asked for was given it.</summary>
    public void SeeArp(ReadOnlySpan<byte> packet, in PacketKey key, long time)
    {
        var station = AccessStation.SourceOf(key);
        if (
            !ArpView.TryRead(packet, out var arp)
            || arp.SenderMac != station.Mac
            || !_wishes.TryGet(station, time, out var wish)
            || wish.Address != arp.SenderAddress
        )
            return;
        TellUp(station, wish.Line, wish.Address, expiry: null, time);
    }

    private void SeeClient(in DhcpView message, AccessStation? station, LineIds line, long time)
    {
        var address =
            message.ClientAddress != default
                ? message.ClientAddress
                : message.FindAddress(DhcpOption.RequestedAddress);
        switch (message.MessageType)
        {
            // To go on with an address is to use it; until the answer the lease ends when it would have.
            case DhcpMessageType.Request when station is { } client && message.ClientAddress != default:
                TellUp(station, line, address, clients.Find(client, time)?.DhcpExpiry, time);
                break;
            case DhcpMessageType.Request when station is { } client:
                _wishes.Set(client, new Wish(address, line), time);
                break;
            case DhcpMessageType.Release or DhcpMessageType.Decline:
                TellDown(station, line, address, SessionEnd.UserRequest, time);
                break;
            default:
                break;
        }
    }

    private void SeeServer(in DhcpView message, AccessStation? station, LineIds line, long time)
    {
        switch (message.MessageType)
        {
            case DhcpMessageType.Ack:
                var expiry = message.LeaseTime is { } lease and not DhcpView.InfiniteLease
                    ? FrameTime.After(time, lease)
                    : null;
                TellUp(station, line, message.YourAddress, expiry, time);
                break;
            // A refused client must stop using its address. One that had none has lost nothing.
            case DhcpMessageType.Nak when station is { } client:
                _wishes.Remove(client);
                if (clients.Find(client, time)?.Holds(LeaseFamily.Dhcp) == true)
                    TellDown(station, line, default, SessionEnd.SessionTimeout, time);
                break;
            default:
                break;
        }
    }

    private LineIds FindLine(in DhcpView message, in PacketKey key, long time)
    {
        var exchange = new Exchange(AccessStation.At(key, message.HardwareAddress), message.TransactionId);
        Span<byte> buffer = stackalloc byte[MaxOption82];
        var length = message.Join(DhcpOption.RelayAgentInformation, buffer);
        if (length is 0 or > MaxOption82)
            return _exchanges.TryGet(exchange, time, out var known) ? known : LineIds.None;
        var line = LineIds.OfOption82(buffer[..length]);
        _exchanges.Set(exchange, line, time);
        return line;
    }

    private static AccessStation? FindStation(in DhcpView message, in Payload packet, in PacketKey key)
    {
        var client = message.HardwareAddress;
        if (client == default)
            return null;
        // Only clients use the client's port; relays and servers talk from port to port of the server.
        var isOnLink = message.IsFromClient
            ? packet.SourcePort == DhcpView.ClientPort && key.SourceMac == client
            : packet.DestinationPort == DhcpView.ClientPort && MayReach(client, key.DestinationMac);
        return isOnLink ? AccessStation.At(key, client) : null;
    }

    // Broadcast to all, or the capture does not have the receiver's address.
    private static bool MayReach(MacAddress client, MacAddress receiver) =>
        receiver == client || (receiver.Value & GroupBit) != 0 || receiver == default;

    private void TellUp(AccessStation? station, LineIds line, Ipv4Address address, long? expiry, long time)
    {
        if (address == default)
            return;
        if (station is { } known)
            _wishes.Remove(known);
        tell(
            new Sighting
            {
                Source = SightingSource.Dhcp,
                Kind = SightingKind.Up,
                Timestamp = time,
                Interface = station?.ToInterface(),
                Identities = line.ToIdentities(),
                Addresses = [PrefixOf(address)],
                Expiry = station is { } client
                    ? clients.Hold(client, LeaseFamily.Dhcp, expiry, time)
                    : expiry,
            }
        );
    }

    private void TellDown(
        AccessStation? station,
        LineIds line,
        Ipv4Address address,
        SessionEnd end,
        long time
    )
    {
        if (station is null && address == default)
            return;
        long? expiry = null;
        var isOver = station is not { } client || clients.Drop(client, LeaseFamily.Dhcp, time, out expiry);
        IReadOnlyList<IpPrefix>? given = address == default ? null : [PrefixOf(address)];
        tell(
            new Sighting
            {
                Source = SightingSource.Dhcp,
                Kind = isOver ? SightingKind.Down : SightingKind.Up,
                Timestamp = time,
                Interface = station?.ToInterface(),
                Identities = line.ToIdentities(),
                Addresses = isOver ? given : [],
                Expiry = expiry,
                End = end,
            }
        );
    }

    private static IpPrefix PrefixOf(Ipv4Address address) => new(IpPrefix.FromIpv4(address.Value), HostBits);

    /// <summary>What the messages of one exchange have in common.</summary>
    private readonly record struct Exchange(AccessStation Client, uint TransactionId);

    /// <summary>An address that a client has asked for and was not yet seen to be given.</summary>
    private sealed record Wish(Ipv4Address Address, LineIds Line);
}
