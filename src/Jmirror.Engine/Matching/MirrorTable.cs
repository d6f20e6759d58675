using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>The compiled, immutable set of live mirrors.</summary>
public sealed class MirrorTable
{
    private MirrorTable(IReadOnlyList<Mirror> mirrors) => Mirrors = mirrors;

    /// <summary>The mirrors, in order of definition.</summary>
    public IReadOnlyList<Mirror> Mirrors { get; }

    /// <summary>Compiles definitions.</summary>
    public static MirrorTable Build(
        IReadOnlyList<MirrorDefinition> definitions,
        TriggerPrecedence precedence = TriggerPrecedence.EveryHit,
        IReadOnlyList<InterfaceSide>? sides = null
    )
    {
        _ = precedence;
        _ = sides;
        return new MirrorTable([.. definitions.Select(d => new Mirror(d))]);
    }

    /// <summary>Fills <paramref name="hits"/> with the copies to make of one packet.</summary>
    public void Match(in PacketKey key, MirrorHits hits)
    {
        _ = key;
        hits.Clear();
        _ = Mirrors;
    }
}
