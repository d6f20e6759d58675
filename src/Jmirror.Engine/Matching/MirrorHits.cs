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
    private const int InitialRoom = 8;

    private Candidate[] _candidates = new Candidate[InitialRoom];
    private MirrorHit[] _hits = new MirrorHit[InitialRoom];
    private int _candidateCount;
    private int _hitCount;

    /// <summary>The copies to make, in order of definition.</summary>
    public ReadOnlySpan<MirrorHit> Hits => _hits.AsSpan(0, _hitCount);

    /// <summary>When there are none: why. The reason that got furthest, if there are several.</summary>
    public MissReason Miss { get; private set; }

    /// <summary>What triggers selected, before their policies are asked; in order of definition.</summary>
    internal ReadOnlySpan<Candidate> Candidates => _candidates.AsSpan(0, _candidateCount);

    internal void Clear()
    {
        _candidateCount = 0;
        _hitCount = 0;
        Miss = MissReason.NoTrigger;
    }

    /// <summary>Sorts a candidate in, unless its mirror is there already: a mirror copies a packet once.</summary>
    internal void Consider(Candidate candidate)
    {
        var place = _candidateCount;
        while (place > 0 && _candidates[place - 1].Entry > candidate.Entry)
            place--;
        if (place > 0 && _candidates[place - 1].Entry == candidate.Entry)
            return;
        if (_candidateCount == _candidates.Length)
            Array.Resize(ref _candidates, 2 * _candidates.Length);
        if (place < _candidateCount)
            Array.Copy(_candidates, place, _candidates, place + 1, _candidateCount - place);
        _candidates[place] = candidate;
        _candidateCount++;
    }

    internal void Add(MirrorHit hit)
    {
        if (_hitCount == _hits.Length)
            Array.Resize(ref _hits, 2 * _hits.Length);
        _hits[_hitCount++] = hit;
        Miss = MissReason.None;
    }

    internal void Refuse(MissReason reason)
    {
        if (_hitCount == 0 && reason > Miss)
            Miss = reason;
    }
}

/// <summary>A mirror whose trigger selects the packet.</summary>
/// <param name="Entry">Number of the mirror, in order of definition.</param>
/// <param name="FromInner">See <see cref="MirrorHit.FromInner"/>.</param>
/// <param name="Direction">
/// The view of the packet that fits; <see cref="MirrorDirection.Both"/> when both do, so that this does not tell.
/// </param>
internal readonly record struct Candidate(int Entry, bool FromInner, MirrorDirection Direction);
