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
        var client = AccessStation.At(key, message.HardwareAddress);
        var subject = new Subject(
            client,
            IsOnLink(message, packet, key) ? client : null,
            FindLine(message, client, time)
        );
        if (message.IsFromClient)
            SeeClient(message, subject, time);
        else
            SeeServer(message, subject, time);
    }

    /// <summary>Learns from an ARP packet: a client that uses the address it has asked for was given it.</summary>
    public void SeeArp(ReadOnlySpan<byte> packet, in PacketKey key, long time)
    {
        var client = AccessStation.SourceOf(key);
        if (
            ArpView.TryRead(packet, out var arp)
            && arp.SenderMac == client.Mac
            && _wishes.TryGet(client, time, out var wish)
            && wish.Address == arp.SenderAddress
        )
            TellUp(new Subject(client, client, wish.Line), wish.Address, expiry: null, time);
    }

    private void SeeClient(in DhcpView message, Subject subject, long time)
    {
        var address =
            message.ClientAddress != default
                ? message.ClientAddress
                : message.FindAddress(DhcpOption.RequestedAddress);
        switch (message.MessageType)
        {
            case DhcpMessageType.Discover:
                _wishes.Set(subject.Client, new Wish(default, subject.Line, IsLogin: true), time);
                break;
            // To go on with an address is to use it.
            case DhcpMessageType.Request when message.ClientAddress != default:
                TellUp(subject, address, expiry: null, time);
                break;
            case DhcpMessageType.Request:
                var isLogin = _wishes.TryGet(subject.Client, time, out var wish) && wish.IsLogin;
                _wishes.Set(subject.Client, new Wish(address, subject.Line, isLogin), time);
                break;
            case DhcpMessageType.Release or DhcpMessageType.Decline:
                TellDown(subject, address, SessionEnd.UserRequest, time);
                break;
            default:
                break;
        }
    }

    private void SeeServer(in DhcpView message, Subject subject, long time)
    {
        switch (message.MessageType)
        {
            case DhcpMessageType.Ack:
                var expiry = message.LeaseTime is { } lease and not DhcpView.InfiniteLease
                    ? FrameTime.After(time, lease)
                    : null;
                TellUp(subject, message.YourAddress, expiry, time);
                break;
            case DhcpMessageType.Nak:
                _wishes.Remove(subject.Client);
                // It must stop using its address. A client that had none has lost nothing.
                if (subject.Station is { } station && clients.FindNeighbours(station, time) is not null)
                    TellDown(subject, default, SessionEnd.SessionTimeout, time);
                break;
            default:
                break;
        }
    }

    private LineIds FindLine(in DhcpView message, AccessStation client, long time)
    {
        var exchange = new Exchange(client, message.TransactionId);
        Span<byte> buffer = stackalloc byte[MaxOption82];
        var length = message.Join(DhcpOption.RelayAgentInformation, buffer);
        if (length is 0 or > MaxOption82)
            return _exchanges.TryGet(exchange, time, out var known) ? known : LineIds.None;
        var line = LineIds.OfOption82(buffer[..length]);
        _exchanges.Set(exchange, line, time);
        return line;
    }

    // Only clients use the client's port; relays and servers talk from port to port of the server.
    private static bool IsOnLink(in DhcpView message, in Payload packet, in PacketKey key)
    {
        var client = message.HardwareAddress;
        if (client == default)
            return false;
        return message.IsFromClient
            ? packet.SourcePort == DhcpView.ClientPort && key.SourceMac == client
            : packet.DestinationPort == DhcpView.ClientPort && MayReach(client, key.DestinationMac);
    }

    // Broadcast to all, or the capture does not have the receiver's address.
    private static bool MayReach(MacAddress client, MacAddress receiver) =>
        receiver == client || (receiver.Value & GroupBit) != 0 || receiver == default;

    private void TellUp(Subject subject, Ipv4Address address, long? expiry, long time)
    {
        if (address == default)
            return;
        var isLogin = _wishes.TryGet(subject.Client, time, out var wish) && wish.IsLogin;
        _wishes.Remove(subject.Client);
        if (subject.Station is { } station)
            clients.Add(station, time);
        tell(
            new Sighting
            {
                Source = SightingSource.Dhcp,
                Kind = SightingKind.Up,
                Timestamp = time,
                Interface = subject.Station?.ToInterface(),
                IsLogin = isLogin,
                Identities = subject.Line.ToIdentities(),
                Addresses = [PrefixOf(address)],
                Expiry = expiry,
            }
        );
    }

    private void TellDown(Subject subject, Ipv4Address address, SessionEnd end, long time)
    {
        if (subject.Station is { } station)
            clients.Remove(station);
        else if (address == default)
            return;
        tell(
            new Sighting
            {
                Source = SightingSource.Dhcp,
                Kind = SightingKind.Down,
                Timestamp = time,
                Interface = subject.Station?.ToInterface(),
                Identities = subject.Line.ToIdentities(),
                Addresses = address == default ? null : [PrefixOf(address)],
                End = end,
            }
        );
    }

    private static IpPrefix PrefixOf(Ipv4Address address) => new(IpPrefix.FromIpv4(address.Value), HostBits);

    /// <summary>What the messages of one exchange have in common.</summary>
    private readonly record struct Exchange(AccessStation Client, uint TransactionId);

    /// <summary>What a client is about to be given. The address is 0.0.0.0 as long as it asks for none.</summary>
    private sealed record Wish(Ipv4Address Address, LineIds Line, bool IsLogin);

    /// <summary>Whom a message is about: by its own word, on the frame's link, and on which line.</summary>
    private readonly record struct Subject(AccessStation Client, AccessStation? Station, LineIds Line);
}
