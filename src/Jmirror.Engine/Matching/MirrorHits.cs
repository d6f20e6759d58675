using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Matching;

/// <summary>One copy to make.</summary>
/// <param name="Mirror">The mirror that wants it.</param>
/// <param name="FromInner">True: from the PPP frame inside the L2TP message; false: from the outermost payload.</param>
/// <param name="AsPpp">True: as PPP frame; false: as IP packet.</param>
public readonly record struct MirrorHit(Mirror Mirror, bool FromInner, bool AsPpp);

/// <summary>Why no copy is made of a packet.</summary>
public enum MissReason : byte
{
    /// <summary>A copy is made.</summary>
    None,

    /// <summary>No trigger selects it.</summary>
    NoTrigger,

    /// <summary>Triggers do, but only for the other direction, or the direction cannot be told.</summary>
    Direction,

    /// <summary>Triggers do, but no classifier of their policies fits.</summary>
    Classifier,

    /// <summary>Triggers do, but they copy IP packets and this frame carries none.</summary>
    NotIp,
}

/// <summary>Names of <see cref="MissReason"/>.</summary>
public static class MissReasons
{
    private static readonly string[] Names = Words.Of<MissReason>();

    /// <summary>How many reasons there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The reason's word in JSON, metrics and documents: <c>NoTrigger</c> is <c>no-trigger</c>.</summary>
    public static string NameOf(MissReason reason) => Names[(int)reason];
}

/// <summary>The copies to make of one packet. Reused from packet to packet; grows to the most hits ever seen.</summary>
public sealed class MirrorHits
{
    private MirrorHit[] _hits = new MirrorHit[8];
    private int _count;

    /// <summary>The copies to make, in order of definition.</summary>
    public ReadOnlySpan<MirrorHit> Hits => _hits.AsSpan(0, _count);

    /// <summary>When there are none: why. The reason that got furthest, if there are several.</summary>
    public MissReason Miss { get; internal set; }

    internal void Clear()
    {
        _count = 0;
        Miss = MissReason.NoTrigger;
    }

    internal void Add(MirrorHit hit)
    {
        if (_count == _hits.Length)
            Array.Resize(ref _hits, 2 * _count);
        _hits[_count++] = hit;
        Miss = MissReason.None;
    }
}
