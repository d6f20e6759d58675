using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Learning;

/// <summary>Router advertisements and neighbour messages.</summary>
/// <remarks>
/// Inside PPP a prefix that the router advertises is the subscriber's. On Ethernet all stations of a link may share
/// one: there, only what is sent to one station counts, and the addresses that it defends itself, and only of
/// stations that DHCP or DHCPv6 has shown to be subscribers.
/// </remarks>
internal sealed class NeighbourDiscovery(PppConversations ppp, IpoeClients clients, Action<Sighting> tell)
{
    // Stations make themselves new addresses every day (RFC 8981); the newest stand.
    private const int MaxAddresses = 8;
    private const int HostBits = 128;

    /// <summary>Learns from a message.</summary>
    /// <param name="message">The ICMPv6 message.</param>
    /// <param name="packet">The IP packet around it.</param>
    /// <param name="key">The frame.</param>
    /// <param name="place">Where in PPP, if it is in PPP.</param>
    /// <param name="time">The frame's time.</param>
    public void See(
        ReadOnlySpan<byte> message,
        in Payload packet,
        in PacketKey key,
        PppPlace place,
        long time
    )
    {
        if (!NeighbourDiscoveryView.TryRead(message, out var view))
            return;
        if (place.Session is { } session)
            SeeInPpp(view, session, place.From, time);
        else if (view.Type == NeighbourDiscoveryType.RouterAdvertisement)
            SeeAdvertisement(view, AccessStation.DestinationOf(key), time);
        else if (IsDefence(view, packet))
            SeeDefence(view.Target, AccessStation.SourceOf(key), time);
    }

    private void SeeInPpp(in NeighbourDiscoveryView view, PppSession session, LinkEnd from, long time)
    {
        if (view.IsFromRouter)
            session.Decide(PppSession.Opposite(from));
        else if (view.Type == NeighbourDiscoveryType.RouterSolicitation)
            session.Decide(from);
        var prefixes = ReadPrefixes(view);
        if (prefixes.Count > 0 && !prefixes.SequenceEqual(session.AdvertisedPrefixes))
        {
            session.AdvertisedPrefixes = prefixes;
            ppp.TellUp(session, SightingSource.NeighbourDiscovery, time, addresses: prefixes);
        }
        ppp.Refresh(session, time);
    }

    private void SeeAdvertisement(in NeighbourDiscoveryView view, AccessStation station, long time)
    {
        if (clients.Find(station, time) is not { } client)
            return;
        var news = ReadPrefixes(view);
        news.RemoveAll(client.Neighbours.Contains);
        Add(client, news, station, time);
    }

    private void SeeDefence(UInt128 address, AccessStation station, long time)
    {
        var prefix = new IpPrefix(address, HostBits);
        if (
            !SubscriberAddress.IsUsable(prefix)
            || clients.Find(station, time) is not { } client
            || client.Neighbours.Contains(prefix)
        )
            return;
        Add(client, [prefix], station, time);
    }

    private void Add(IpoeClient client, List<IpPrefix> news, AccessStation station, long time)
    {
        if (news.Count == 0)
            return;
        client.Neighbours.AddRange(news);
        client.Neighbours.RemoveRange(0, Math.Max(0, client.Neighbours.Count - MaxAddresses));
        tell(
            new Sighting
            {
                Source = SightingSource.NeighbourDiscovery,
                Kind = SightingKind.Up,
                Timestamp = time,
                Interface = station.ToInterface(),
                Addresses = [.. client.Neighbours],
                Expiry = client.Expiry is long.MaxValue ? null : client.Expiry,
            }
        );
    }

    // The question from nowhere whether an address is free, or the answer that it is not.
    private static bool IsDefence(in NeighbourDiscoveryView view, in Payload packet) =>
        view.Type switch
        {
            NeighbourDiscoveryType.NeighbourSolicitation => packet.Source == UInt128.Zero,
            NeighbourDiscoveryType.NeighbourAdvertisement => !view.IsFromRouter,
            _ => false,
        };

    private static List<IpPrefix> ReadPrefixes(in NeighbourDiscoveryView view)
    {
        var prefixes = new List<IpPrefix>();
        var position = 0;
        while (prefixes.Count < MaxAddresses && view.TryReadPrefix(ref position, out var prefix))
        {
            if (
                prefix.ValidLifetime != 0
                && SubscriberAddress.IsUsable(prefix.Prefix)
                && !prefixes.Contains(prefix.Prefix)
            )
                prefixes.Add(prefix.Prefix);
        }
        return prefixes;
    }
}
