using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Mirror;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Cli.Generating;

/// <summary>
/// The mirrors of the mirrored subscribers: one for each session, under the header of the router that the subscriber is
/// dealt out to. Made when the first packet of a session is.
/// </summary>
internal sealed class PopulationMirrors
{
    private readonly uint _firstMirrorId;
    private readonly IReadOnlyList<MirrorDefinition> _routers;
    private readonly Mirror?[] _mirrors;

    /// <param name="population">The subscribers.</param>
    /// <param name="routers">What the mirrors of each emulated router have in common.</param>
    public PopulationMirrors(SubscriberPopulation population, IReadOnlyList<MirrorDefinition> routers)
    {
        (_firstMirrorId, _routers) = (population.Plan.FirstMirrorId, routers);
        _mirrors = new Mirror?[population.Mirrored];
    }

    /// <summary>Mirrors of the sessions that were seen last, by subscriber.</summary>
    public IReadOnlyCollection<Mirror> Latest => [.. _mirrors.OfType<Mirror>()];

    /// <summary>What mirrors of earlier sessions copied.</summary>
    public EndedCopies Ended { get; private set; }

    /// <summary>The copy to make of a packet of a mirrored subscriber's session.</summary>
    public MirrorHit HitOf(in PacketOwner owner) =>
        new(MirrorOf(owner), FromInner: false, AsPpp: owner.Access == AccessKind.L2tp);

    /// <summary>The stream on which copies of a mirrored subscriber's session are sent.</summary>
    public StreamIdentity StreamOf(in PacketOwner owner)
    {
        var template = MirrorOf(owner).Template!;
        return StreamIdentity.Of(template.Outer, template.Header);
    }

    private Mirror MirrorOf(in PacketOwner owner)
    {
        var place = (int)(owner.MirrorId - _firstMirrorId);
        var mirror = _mirrors[place];
        return mirror?.Template!.Header.SessionId == owner.SessionId
            ? mirror
            : Begin(place, owner.MirrorId, owner.SessionId);
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
