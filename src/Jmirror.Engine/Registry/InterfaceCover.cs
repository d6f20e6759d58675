using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Registry;

/// <summary>
/// The interface-specific triggers that are live, for the rule of E Series that they go before all others at the
/// interfaces they name. Triggers that ask for the same properties lie in one table, so that a login asks once for
/// each such set and not once for each trigger.
/// </summary>
internal sealed class InterfaceCover
{
    private readonly Dictionary<Properties, Dictionary<Trigger, int>> _triggers = [];

    [Flags]
    private enum Properties : byte
    {
        None = 0,
        Interface = 1,
        OuterVlan = 2,
        InnerVlan = 4,
        Mac = 8,
        PppoeSession = 16,
        L2tpPeer = 32,
        L2tpTunnel = 64,
        L2tpSession = 128,
    }

    /// <summary>True for a trigger of an interface-specific policy: it names no address.</summary>
    public static bool IsInterfaceSpecific(Trigger trigger) =>
        trigger is { Rank: TriggerRank.Interface, Address: null };

    /// <summary>Counts a trigger in.</summary>
    public void Add(Trigger trigger)
    {
        var properties = PropertiesOf(trigger);
        if (!_triggers.TryGetValue(properties, out var counts))
            _triggers.Add(properties, counts = []);
        counts[trigger] = counts.GetValueOrDefault(trigger) + 1;
    }

    /// <summary>Counts a trigger out that was counted in.</summary>
    public void Remove(Trigger trigger)
    {
        var properties = PropertiesOf(trigger);
        var counts = _triggers[properties];
        if (--counts[trigger] > 0)
            return;
        counts.Remove(trigger);
        if (counts.Count == 0)
            _triggers.Remove(properties);
    }

    /// <summary>True when one of the triggers selects all packets at the subscriber interface of a session.</summary>
    public bool Covers(Subscriber session)
    {
        if (session.Interface is not { } link)
            return false;
        foreach (var (properties, counts) in _triggers)
        {
            if (Views(link, properties).Any(counts.ContainsKey))
                return true;
        }
        return false;
    }

    private static Properties PropertiesOf(Trigger trigger) =>
        (trigger.Interface is null ? Properties.None : Properties.Interface)
        | (trigger.OuterVlan is null ? Properties.None : Properties.OuterVlan)
        | (trigger.InnerVlan is null ? Properties.None : Properties.InnerVlan)
        | (trigger.Mac is null ? Properties.None : Properties.Mac)
        | (trigger.PppoeSession is null ? Properties.None : Properties.PppoeSession)
        | (trigger.L2tp?.Peer is null ? Properties.None : Properties.L2tpPeer)
        | (trigger.L2tp?.Tunnel is null ? Properties.None : Properties.L2tpTunnel)
        | (trigger.L2tp?.Session is null ? Properties.None : Properties.L2tpSession);

    /// <summary>The subscriber interface as triggers that ask for these properties would have to be; both ends of L2TP.</summary>
    private static IEnumerable<Trigger> Views(SubscriberInterface link, Properties properties)
    {
        var plain = new Trigger
        {
            Interface = properties.HasFlag(Properties.Interface) ? link.Interface : null,
            OuterVlan = properties.HasFlag(Properties.OuterVlan) ? link.OuterVlan : null,
            InnerVlan = properties.HasFlag(Properties.InnerVlan) ? link.InnerVlan : null,
            Mac = properties.HasFlag(Properties.Mac) ? link.Mac : null,
            PppoeSession = properties.HasFlag(Properties.PppoeSession) ? link.PppoeSession : null,
        };
        if (properties < Properties.L2tpPeer)
            return [plain];
        if (link.L2tp is not { } l2tp)
            return [];
        return from end in (L2tpEnd[])[l2tp.Lac, l2tp.Lns]
            select plain with
            {
                L2tp = new L2tpTrigger(
                    properties.HasFlag(Properties.L2tpPeer) ? end.Address : null,
                    properties.HasFlag(Properties.L2tpTunnel) ? end.Tunnel : null,
                    properties.HasFlag(Properties.L2tpSession) ? end.Session : null
                ),
            };
    }
}
