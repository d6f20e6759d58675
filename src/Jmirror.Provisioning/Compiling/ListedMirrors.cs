using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>
/// The mirrors of a configuration where nobody logs in: identities are those of the listed subscribers, for ever.
/// </summary>
public static class ListedMirrors
{
    /// <summary>Definitions in order of definition; an entry that names subscribers makes one for each of them.</summary>
    /// <param name="compiled">What <see cref="ConfigCompiler"/> made of <paramref name="router"/>'s configuration.</param>
    /// <param name="router">Its router.</param>
    public static IReadOnlyList<MirrorDefinition> DefinitionsOf(CompiledConfig compiled, RouterConfig router)
    {
        var byIdentity = compiled
            .Subscribers.SelectMany(one => one.Identities.Select(identity => (identity, one)))
            .ToLookup(one => one.identity, one => one.one);
        return [.. compiled.Mirrors.SelectMany(Define)];

        IEnumerable<MirrorDefinition> Define(MirrorRequest request)
        {
            if (request.Selector.Packets is { } triggers)
                return [DefinitionOf(request.Target, triggers, 0, router)];
            var identity = request.Selector.Identities![0];
            var rank = TriggerCompiler.RankOf(identity.Kind, router.TriggerOrder);
            return from subscriber in byIdentity[identity]
                select DefinitionOf(
                    request.Target,
                    [.. TriggersOf(subscriber, rank)],
                    AccountingOf(subscriber),
                    router
                );
        }
    }

    private static MirrorDefinition DefinitionOf(
        MirrorTarget target,
        IReadOnlyList<Trigger> triggers,
        uint accountingSessionId,
        RouterConfig router
    ) =>
        new(
            triggers,
            target.Policy,
            target.Outer,
            target.Handle is { } handle ? handle.ToHeader(accountingSessionId, router.VersionBits) : null,
            target.WayOut,
            target.Mtu,
            target.Oversize
        );

    /// <summary>One for each address and L2TP end, or one for the subscriber interface alone.</summary>
    private static IEnumerable<Trigger> TriggersOf(Sighting subscriber, TriggerRank rank)
    {
        var link = subscriber.Interface ?? new SubscriberInterface();
        IReadOnlyList<IpPrefix?> addresses = subscriber.Addresses is { } told
            ? [.. told.Select(address => (IpPrefix?)address)]
            : [null];
        IReadOnlyList<L2tpTrigger?> ends = link.L2tp is { } l2tp
            ? [.. new[] { l2tp.Lac, l2tp.Lns }.Where(end => end != default).Select(TriggerOf)]
            : [null];
        return from address in addresses
            from end in ends
            select new Trigger
            {
                Address = address,
                Interface = link.Interface,
                OuterVlan = Known(link.OuterVlan),
                InnerVlan = Known(link.InnerVlan),
                Mac = link.Mac == default ? null : link.Mac,
                PppoeSession = Known(link.PppoeSession),
                L2tp = end,
                Rank = rank,
            };
    }

    private static L2tpTrigger TriggerOf(L2tpEnd end) =>
        new(end.Address == default ? null : end.Address, Known(end.Tunnel), Known(end.Session));

    private static uint AccountingOf(Sighting subscriber) =>
        subscriber
            .Identities.Where(identity => identity.Kind == IdentityKind.AcctSessionId)
            .Select(identity => AccountingSessionId.TryParse(identity.Value, out var number) ? number : 0)
            .FirstOrDefault();

    private static ushort? Known(ushort value) => value == 0 ? null : value;
}
