using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>DHCPv6, of subscribers with and without PPP.</summary>
/// <remarks>
/// The interface id of the relay closest to the client is the agent circuit id, and its remote id, without the
/// enterprise number in front, the agent remote id. What has a subscriber interface is as in
/// <see cref="DhcpConversations"/>; for one-way taps see <see cref="SignallingLearner"/>. Inside PPP the session does not hang on the lease: it neither runs out nor ends
/// with it.
/// </remarks>
internal sealed class Dhcpv6Conversations(IpoeClients clients, Action<Sighting> tell, LearningLimits limits)
{
    // Requests are repeated for some minutes at most (RFC 8415, section 7.6).
    private const long ExchangeTime = 120 * FrameTime.Second;
    private const ulong GroupBit = 0x01_00_00_00_00_00;

    private readonly RecentTable<ExchangeName, Exchange> _exchanges = new(limits.HalfOpen, ExchangeTime);
    private readonly RecentTable<AccessStation, bool> _answeredLinks = new(limits.HalfOpen);
    private readonly RecentTable<Client, Dhcpv6Binding> _bindings = new(limits.Live);

    /// <summary>Exchanges, links and clients that had to make room.</summary>
    public long Forgotten => _exchanges.Forgotten + _answeredLinks.Forgotten + _bindings.Forgotten;

    /// <summary>Learns from a message.</summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="packet">The IP packet around it.</param>
    /// <param name="key">The frame.</param>
    /// <param name="place">Where in PPP, if it is in PPP.</param>
    /// <param name="time">The frame's time.</param>
    public void See(
        ReadOnlySpan<byte> datagram,
        in Payload packet,
        in PacketKey key,
        PppPlace place,
        long time
    )
    {
        if (!Dhcpv6Datagram.TryRead(datagram, out var opened))
            return;
        var message = opened.Message;
        var isFromClient = IsFromClient(message.Type);
        place.Session?.Decide(isFromClient ? place.From : PppSession.Opposite(place.From));
        var nearEnd = isFromClient ? packet.Source : packet.Destination;
        var client = new Client(
            place.Session is null ? AccessStation.LinkOf(key) : default,
            place.Session,
            opened.IsRelayed ? opened.ClientAddress : nearEnd
        );
        var subject = new Subject(
            client,
            FindStation(opened, nearEnd, isFromClient, client, key),
            FindLine(opened, client, time, out var asked)
        );
        if (isFromClient)
            SeeClient(message, subject, time);
        else
            SeeServer(message, subject, asked, time);
    }

    private void SeeClient(in Dhcpv6View message, Subject subject, long time)
    {
        _exchanges.Set(
            new ExchangeName(subject.Client, message.TransactionId),
            new Exchange(message.Type, subject.Line),
            time
        );
        switch (message.Type)
        {
            case Dhcpv6MessageType.Request
            or Dhcpv6MessageType.Renew
            or Dhcpv6MessageType.Rebind when IsOneSided(subject.Client, time):
                Take(message, subject, isGranted: false, time);
                break;
            case Dhcpv6MessageType.Release or Dhcpv6MessageType.Decline:
                GiveBack(message, subject, time);
                break;
            default:
                break;
        }
    }

    private void SeeServer(in Dhcpv6View message, Subject subject, Dhcpv6MessageType asked, long time)
    {
        if (subject.Client.Session is null)
            _answeredLinks.Set(subject.Client.Link, true, time);
        // None: the question was not seen.
        var isLease =
            asked
            is Dhcpv6MessageType.None
                or Dhcpv6MessageType.Solicit
                or Dhcpv6MessageType.Request
                or Dhcpv6MessageType.Renew
                or Dhcpv6MessageType.Rebind;
        if (message.Type == Dhcpv6MessageType.Reply && isLease)
            Take(message, subject, isGranted: true, time);
    }

    private bool IsOneSided(Client client, long time) =>
        client.Session?.IsOneSided ?? !_answeredLinks.TryGet(client.Link, time, out _);

    private LineIds FindLine(in Dhcpv6Datagram opened, Client client, long time, out Dhcpv6MessageType asked)
    {
        var name = new ExchangeName(client, opened.Message.TransactionId);
        asked = Dhcpv6MessageType.None;
        var line = LineIds.Of(opened.InterfaceId, opened.RemoteId);
        if (!_exchanges.TryGet(name, time, out var exchange))
            return line;
        asked = exchange.Asked;
        // Servers give the interface id back, but need not give the remote id.
        return new LineIds(
            line.CircuitId ?? exchange.Line.CircuitId,
            line.RemoteId ?? exchange.Line.RemoteId
        );
    }

    private static AccessStation? FindStation(
        in Dhcpv6Datagram opened,
        UInt128 nearEnd,
        bool isFromClient,
        Client client,
        in PacketKey key
    )
    {
        var mac = isFromClient ? key.SourceMac : key.DestinationMac;
        if (client.Session is not null || mac == default || (mac.Value & GroupBit) != 0)
            return null;
        // A message from another link has come through a router, and has the router's Ethernet address.
        var isOnLink = opened.IsRelayed
            ? opened.IsFromAccessNode && opened.ClientAddress == nearEnd
            : SubscriberAddress.IsLinkLocal(nearEnd);
        return isOnLink ? AccessStation.At(key, mac) : null;
    }

    private void Take(in Dhcpv6View message, Subject subject, bool isGranted, long time)
    {
        var binding = FindBinding(subject.Client, time);
        var hadLeases = !binding.IsEmpty;
        foreach (var option in message.Options)
        {
            if (Dhcpv6Association.TryRead(option.Type, option.Value, out var association))
                binding.Replace(association, isGranted, time);
        }
        binding.DropExpired(time);
        if (!binding.IsEmpty)
            TellUp(subject, binding, time);
        else if (hadLeases)
            TellDown(subject, [], SessionEnd.SessionTimeout, time);
    }

    private void GiveBack(in Dhcpv6View message, Subject subject, long time)
    {
        var binding = FindBinding(subject.Client, time);
        var given = new List<IpPrefix>();
        foreach (var option in message.Options)
        {
            if (!Dhcpv6Association.TryRead(option.Type, option.Value, out var association))
                continue;
            binding.Remove(association, given);
        }
        binding.DropExpired(time);
        if (!binding.IsEmpty)
        {
            TellUp(subject, binding, time);
            return;
        }
        _bindings.Remove(subject.Client);
        if (given.Count > 0)
            TellDown(subject, given, SessionEnd.UserRequest, time);
    }

    private Dhcpv6Binding FindBinding(Client client, long time)
    {
        if (!_bindings.TryGet(client, time, out var binding))
        {
            binding = new Dhcpv6Binding();
            _bindings.Set(client, binding, time);
        }
        return binding;
    }

    private void TellUp(Subject subject, Dhcpv6Binding binding, long time)
    {
        var expiry =
            subject.Client.Session is not null ? null
            : subject.Station is { } station ? clients.Hold(station, LeaseFamily.Dhcpv6, binding.Expiry, time)
            : binding.Expiry;
        Tell(subject, SightingKind.Up, binding.Prefixes, expiry, time);
    }

    private void TellDown(Subject subject, List<IpPrefix> given, SessionEnd end, long time)
    {
        if (subject.Client.Session is not null)
            Tell(subject, SightingKind.Up, [], null, time);
        else if (
            subject.Station is { } station
            && !clients.Drop(station, LeaseFamily.Dhcpv6, time, out var expiry)
        )
            Tell(subject, SightingKind.Up, [], expiry, time);
        else if (subject.Station is not null || given.Count > 0)
            Tell(subject, SightingKind.Down, given, null, time, end);
    }

    private void Tell(
        Subject subject,
        SightingKind kind,
        IReadOnlyList<IpPrefix> addresses,
        long? expiry,
        long time,
        SessionEnd end = default
    )
    {
        var session = subject.Client.Session;
        if (session is { Interface: null })
            return;
        session?.NoteTold(time);
        tell(
            new Sighting
            {
                Source = SightingSource.Dhcpv6,
                Kind = kind,
                Timestamp = time,
                Interface = session?.Interface ?? subject.Station?.ToInterface(),
                Identities = subject.Line.ToIdentities(),
                Addresses = addresses,
                Expiry = expiry,
                End = end,
            }
        );
    }

    private static bool IsFromClient(Dhcpv6MessageType type) =>
        type is not (Dhcpv6MessageType.Advertise or Dhcpv6MessageType.Reply or Dhcpv6MessageType.Reconfigure);

    /// <summary>A client: its link-local address is unique on its link, or in its PPP session.</summary>
    private readonly record struct Client(AccessStation Link, PppSession? Session, UInt128 Address);

    /// <summary>What the messages of one exchange have in common.</summary>
    private readonly record struct ExchangeName(Client Client, uint TransactionId);

    /// <summary>What was asked, and from which line.</summary>
    private sealed record Exchange(Dhcpv6MessageType Asked, LineIds Line);

    /// <summary>Whom a message is about.</summary>
    private readonly record struct Subject(Client Client, AccessStation? Station, LineIds Line);
}
