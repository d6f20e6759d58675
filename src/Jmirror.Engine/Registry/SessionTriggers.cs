using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Registry;

/// <summary>By what packets of a session are found.</summary>
internal static class SessionTriggers
{
    /// <summary>The triggers of a session; none as long as nothing is known that packets show.</summary>
    /// <remarks>
    /// A subscriber interface that stands alone selects by itself: every packet of it is the subscriber's, whatever its
    /// addresses. On interfaces towards the network, where nothing of it is left, the addresses select. Otherwise
    /// what is known of the interface and an address must both fit.
    /// </remarks>
    public static IReadOnlyList<Trigger> Of(Subscriber session, TriggerRank rank, IReadOnlyList<ushort> coreInterfaces)
    {
        if (session.StaticTriggers is { } given)
            return [.. given.Select(trigger => trigger with { Rank = rank })];
        var triggers = new List<Trigger>();
        if (session.Interface is not { StandsAlone: true } link)
        {
            var attachment = session.Interface is { } part ? OfLink(part, rank) : new Trigger { Rank = rank };
            foreach (var address in session.Addresses)
                triggers.Add(attachment with { Address = address });
            return triggers;
        }
        if (link.L2tp is { } l2tp)
            AddEnds(triggers, l2tp, rank);
        else
            triggers.Add(OfLink(link, rank));
        foreach (var core in coreInterfaces)
        {
            if (core == link.Interface)
                continue;
            foreach (var address in session.Addresses)
            {
                if (!IsLinkLocal(address))
                    triggers.Add(new Trigger { Interface = core, Address = address, Rank = rank });
            }
        }
        return triggers;
    }

    private static Trigger OfLink(SubscriberInterface link, TriggerRank rank) =>
        new()
        {
            Interface = link.Interface,
            OuterVlan = NullIfZero(link.OuterVlan),
            InnerVlan = NullIfZero(link.InnerVlan),
            Mac = link.Mac.Value == 0 ? null : link.Mac,
            PppoeSession = NullIfZero(link.PppoeSession),
            Rank = rank,
        };

    // Each direction shows the ids that its receiver assigned.
    private static void AddEnds(List<Trigger> triggers, L2tpAttachment l2tp, TriggerRank rank)
    {
        foreach (var end in (ReadOnlySpan<L2tpEnd>)[l2tp.Lac, l2tp.Lns])
        {
            if (end.Session != 0)
                triggers.Add(
                    new Trigger
                    {
                        L2tp = new L2tpTrigger(end.Address, NullIfZero(end.Tunnel), end.Session),
                        Rank = rank,
                    }
                );
        }
    }

    // fe80::/10 (RFC 4291 section 2.5.6) does not cross a router.
    private static bool IsLinkLocal(IpPrefix prefix) => prefix.Address >> 118 == 0xfe80 >> 6;

    private static ushort? NullIfZero(ushort value) => value == 0 ? null : value;
}
