using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Mirror;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Cli.Generating;

/// <summary>
/// The mirrors of the mirrored subscribers: one for each session, under the header of the router that the subscriber is
/// dealt out to. Made when the first packet of a session is.
/// </summary>
internal sealed class PopulationMirrors
{
    private readonly SubscriberPopulation _population;
    private readonly IReadOnlyList<MirrorDefinition> _routers;
    private readonly Mirror?[] _mirrors;

    /// <param name="population">The subscribers.</param>
    /// <param name="routers">What the mirrors of each emulated router have in common.</param>
    public PopulationMirrors(SubscriberPopulation population, IReadOnlyList<MirrorDefinition> routers)
    {
        (_population, _routers) = (population, routers);
        _mirrors = new Mirror?[population.Mirrored];
    }

    /// <summary>Mirrors of the sessions that were seen last, by subscriber.</summary>
    public IReadOnlyCollection<Mirror> Latest => [.. _mirrors.OfType<Mirror>()];

    /// <summary>What mirrors of earlier sessions copied.</summary>
    public EndedCopies Ended { get; private set; }

    /// <summary>The copy to make of a packet of a mirrored subscriber's session.</summary>
    public MirrorHit HitOf(int subscriber, uint sessionId)
    {
        var who = _population[subscriber];
        return new MirrorHit(
            MirrorOf(who, sessionId),
            FromInner: false,
            AsPpp: who.Access == AccessKind.L2tp
        );
    }

    /// <summary>The stream on which copies of a mirrored subscriber's session are sent.</summary>
    public StreamIdentity StreamOf(in SyntheticSubscriber who, uint sessionId)
    {
        var template = MirrorOf(who, sessionId).Template!;
        return StreamIdentity.Of(template.Outer, template.Header);
    }

    private Mirror MirrorOf(in SyntheticSubscriber who, uint sessionId)
    {
        var place = (int)(who.MirrorId - _population.Plan.FirstMirrorId);
        var mirror = _mirrors[place];
        return mirror?.Template!.Header.SessionId == sessionId
            ? mirror
            : Begin(place, who.MirrorId, sessionId);
    }

    private Mirror Begin(int place, uint mirrorId, uint sessionId)
    {
        if (_mirrors[place] is { } former)
        {
            Ended = new EndedCopies(
                Ended.Mirrors + 1,
                Ended.Packets + former.Packets,
                Ended.Bytes + former.Bytes
            );
        }
        var router = _routers[place % _routers.Count];
        var mirror = new Mirror(router with { Header = new MirrorHeader(0, mirrorId, sessionId) }, place);
        _mirrors[place] = mirror;
        return mirror;
    }
}
