using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Reloading;

/// <summary>Makes what lives what a configuration says, touching only what differs.</summary>
internal sealed class ConfigReload(IControlPlane control, MirrorBook mirrors, StaticSubscribers subscribers)
{
    private const string GoneFromFile = "no longer in the configuration";

    /// <summary>Applies a configuration that was checked: all of it, or with errors noted nothing.</summary>
    public ReloadOutcome Apply(Provisions next, ErrorList errors)
    {
        var changes = Changes<EffectiveMirror>.Between(
            mirrors.Of(MirrorOrigin.Configuration),
            next.Config.Mirrors.Select(next.Complete),
            mirror => mirror.Mirror.Trigger
        );
        // What the operator added may name a policy or an analyzer that is another now.
        var operators = mirrors
            .Of(MirrorOrigin.Operator)
            .Select(one => (one.Number, Mirror: next.Complete(one.Mirror.Mirror)))
            .Where(one => one.Mirror != mirrors.Find(one.Number))
            .ToList();
        var application = new MirrorApplication(control);
        ApplyMirrors(changes, operators, next, application, errors);
        if (errors.Faults > 0)
        {
            application.Undo();
            return ReloadOutcome.Failed(errors.Sorted());
        }
        Remember(changes, operators, application.Added);
        return new ReloadOutcome(
            [],
            changes.Counts,
            // Those with a login are no static ones: RADIUS brings them.
            subscribers.Apply([.. next.Config.Subscribers.Where(one => one.Login is null)])
        );
    }

    private static void ApplyMirrors(
        Changes<EffectiveMirror> changes,
        List<(long Number, EffectiveMirror Mirror)> operators,
        Provisions next,
        MirrorApplication application,
        ErrorList errors
    )
    {
        // Each analyzer is known to be there before the first mirror changes.
        var added = Compile(changes.Added, MirrorOrigin.Configuration);
        var replaced = Compile(changes.Replaced.Select(one => one.Entry), MirrorOrigin.Configuration);
        var carried = Compile(operators.Select(one => one.Mirror), MirrorOrigin.Operator);
        if (errors.Faults > 0)
            return;
        for (var i = 0; i < replaced.Count; i++)
            Note(changes.Replaced[i].Entry, application.Replace(changes.Replaced[i].Number, replaced[i]));
        for (var i = 0; i < carried.Count; i++)
            Note(operators[i].Mirror, application.Replace(operators[i].Number, carried[i]));
        for (var i = 0; i < added.Count && errors.Faults == 0; i++)
            Note(changes.Added[i], application.Add(added[i]));

        List<MirrorRequest> Compile(IEnumerable<EffectiveMirror> mirrors, MirrorOrigin origin)
        {
            var requests = new List<MirrorRequest>();
            foreach (var mirror in mirrors)
            {
                if (next.TryCompile(mirror.Mirror, origin, out var problem) is { } request)
                    requests.Add(request);
                else
                    Note(mirror, problem);
            }
            return requests;
        }

        void Note(EffectiveMirror mirror, string? problem)
        {
            if (problem is not null)
                errors.Add(mirror.Mirror.Origin.Position, $"the mirror cannot be had: {problem}");
        }
    }

    private void Remember(
        Changes<EffectiveMirror> changes,
        List<(long Number, EffectiveMirror Mirror)> operators,
        IReadOnlyList<long> added
    )
    {
        foreach (var number in changes.Deleted)
        {
            control.Delete(number, GoneFromFile);
            mirrors.Forget(number);
        }
        foreach (var (number, mirror) in changes.Kept.Concat(changes.Replaced))
            mirrors.Note(number, mirror, MirrorOrigin.Configuration);
        foreach (var (number, mirror) in operators)
            mirrors.Note(number, mirror, MirrorOrigin.Operator);
        for (var i = 0; i < added.Count; i++)
            mirrors.Note(added[i], changes.Added[i], MirrorOrigin.Configuration);
    }
}
