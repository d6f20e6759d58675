using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>
/// The mirrors of a configuration where nobody logs in: identities are those of the listed subscribers, for ever.
/// </summary>
public static class ListedMirrors
{
    /// <summary>Definitions in order of definition; a trigger on an identity makes one for each subscriber that has it.</summary>
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
            return byIdentity[identity]
                .Select(subscriber =>
                    DefinitionOf(
                        request.Target,
                        [.. subscriber.Triggers.Select(trigger => trigger with { Rank = rank })],
                        AccountingOf(subscriber),
                        router
                    )
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
            target.Handle?.ToHeader(accountingSessionId, router.VersionBits),
            target.WayOut,
            target.Mtu,
            target.Oversize
        );

    private static uint AccountingOf(StaticSubscriber subscriber) =>
        subscriber
            .Identities.Where(identity => identity.Kind == IdentityKind.AcctSessionId)
            .Select(identity => AccountingSessionId.TryParse(identity.Value, out var number) ? number : 0)
            .FirstOrDefault();
}
