using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Registry;

/// <summary>What packets of a session show, as triggers.</summary>
/// <remarks>
/// A subscriber interface that stands alone selects by itself on its capture interface; on the capture interfaces
/// towards the network the addresses do. Any other interface selects together with each address. A session whose
/// interface nobody saw is selected by its addresses wherever they show. An entry of the configuration selects as it
/// was configured.
/// </remarks>
internal sealed class SessionTriggers(IReadOnlyList<ushort> coreInterfaces)
{
    private static readonly IpPrefix LinkLocal = new(new UInt128(0xfe80_0000_0000_0000, 0), 10);

    /// <summary>
    /// The triggers of a session; none when it shows nothing yet. What the wire told may be no trigger at all, such as
    /// VLAN 4095: then it selects nothing.
    /// </summary>
    public IReadOnlyList<Trigger> Of(Subscriber session, TriggerRank rank) =>
        [.. All(session, rank).Where(trigger => DefinitionGuard.FaultOf(trigger) is null)];

    private IEnumerable<Trigger> All(Subscriber session, TriggerRank rank)
    {
        if (session.StaticTriggers is { } configured)
            return configured.Select(trigger => trigger with { Rank = rank });
        IReadOnlyList<IpPrefix> addresses = [.. session.Addresses.Where(NamesOne)];
        if (session.Interface is not { } link)
            return addresses.Select(address => new Trigger { Address = address, Rank = rank });
        var triggers = new List<Trigger>();
        if (link.StandsAlone)
            triggers.AddRange(TriggersOf(link, rank));
        else
            triggers.AddRange(
                addresses.Select(address => PlainTriggerOf(link, rank) with { Address = address })
            );
        foreach (var core in coreInterfaces)
        {
            triggers.AddRange(
                addresses.Select(address => new Trigger
                {
                    Address = address,
                    Interface = core,
                    Rank = rank,
                })
            );
        }
        return triggers;
    }

    /// <summary>
    /// False for what many hosts have at the same time: link-local addresses, and default routes.
    /// </summary>
    private static bool NamesOne(IpPrefix prefix) =>
        !LinkLocal.Contains(prefix.Address) && prefix.Length > (prefix.IsIpv4 ? IpPrefix.Ipv4Offset : 0);

    private static IEnumerable<Trigger> TriggersOf(SubscriberInterface link, TriggerRank rank)
    {
        var plain = PlainTriggerOf(link, rank);
        if (link.L2tp is not { } l2tp)
            return [plain];
        return from end in (L2tpEnd[])[l2tp.Lac, l2tp.Lns]
            where end.Session != 0
            select plain with
            {
                L2tp = new L2tpTrigger(end.Address, end.Tunnel == 0 ? null : end.Tunnel, end.Session),
            };
    }

    private static Trigger PlainTriggerOf(SubscriberInterface link, TriggerRank rank) =>
        new()
        {
            Interface = link.Interface,
            OuterVlan = link.OuterVlan == 0 ? null : link.OuterVlan,
            InnerVlan = link.InnerVlan == 0 ? null : link.InnerVlan,
            Mac = link.Mac.Value == 0 ? null : link.Mac,
            PppoeSession = link.PppoeSession == 0 ? null : link.PppoeSession,
            Rank = rank,
        };
}
