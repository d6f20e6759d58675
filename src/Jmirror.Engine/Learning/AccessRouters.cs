using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>
/// The routers (PPPoE access concentrators) among the Ethernet stations: those that discovery named, and those that
/// have sessions with several others. The latter is for captures that begin when the sessions already stand.
/// </summary>
internal sealed class AccessRouters
{
    // A subscriber that changes from one router to another has two partners.
    private const int PartnersOfRouter = 3;

    private readonly RecentTable<(ushort Interface, MacAddress Mac), Partners> _stations;

    public AccessRouters(int limit) => _stations = new(limit);

    /// <summary>Stations that had to make room.</summary>
    public long Forgotten => _stations.Forgotten;

    /// <summary>Notes a station that discovery shows to be a router.</summary>
    public void Add(ushort capture, MacAddress router, long time) =>
        _stations.Set((capture, router), new Partners(default, default, PartnersOfRouter), time);

    /// <summary>
    /// Which sender or receiver of a session packet is the subscriber; null when that cannot be said. Notes that
    /// the two have a session.
    /// </summary>
    public MacAddress? FindClient(in PacketKey key, long time)
    {
        var isSource = Note(key.Interface, key.SourceMac, key.DestinationMac, time);
        var isDestination = Note(key.Interface, key.DestinationMac, key.SourceMac, time);
        if (isSource == isDestination)
            return null;
        return isSource ? key.DestinationMac : key.SourceMac;
    }

    private bool Note(ushort capture, MacAddress station, MacAddress partner, long time)
    {
        _stations.TryGet((capture, station), time, out var partners);
        if (partners.Count >= PartnersOfRouter)
            return true;
        partners = partners.With(partner);
        _stations.Set((capture, station), partners, time);
        return partners.Count >= PartnersOfRouter;
    }

    private readonly record struct Partners(MacAddress First, MacAddress Second, int Count)
    {
        public Partners With(MacAddress partner) =>
            Count switch
            {
                0 => new Partners(partner, default, 1),
                1 when partner != First => this with { Second = partner, Count = 2 },
                2 when partner != First && partner != Second => this with { Count = PartnersOfRouter },
                _ => this,
            };
    }
}
