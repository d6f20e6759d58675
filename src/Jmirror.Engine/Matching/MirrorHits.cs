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

    /// <summary>Triggers do, but the drop policy of their policies fits.</summary>
    DropPolicy,

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

    // The first place is soon taken again; what lay behind it could keep ended mirrors in memory for ever.
    internal void Clear()
    {
        if (_candidateCount > 1)
            _candidates.AsSpan(1, _candidateCount - 1).Clear();
        if (_hitCount > 1)
            _hits.AsSpan(1, _hitCount - 1).Clear();
        _candidateCount = 0;
        _hitCount = 0;
        Miss = MissReason.NoTrigger;
    }

    /// <summary>
    /// Sorts a mirror in, of which a trigger selects the packet. Told of again, the lowest rank counts, and the views
    /// of the layer that was told first.
    /// </summary>
    internal void Consider(MirrorEntry entry, bool fromInner, MirrorDirection direction)
    {
        var place = _candidateCount;
        while (place > 0 && _candidates[place - 1].Number > entry.Mirror.Number)
            place--;
        if (place > 0 && _candidates[place - 1].Number == entry.Mirror.Number)
        {
            ref var known = ref _candidates[place - 1];
            if (entry.Rank < known.Rank)
                known.Rank = entry.Rank;
            if (fromInner == known.FromInner)
                known.Direction |= direction;
            return;
        }
        if (_candidateCount == _candidates.Length)
            Array.Resize(ref _candidates, 2 * _candidates.Length);
        if (place < _candidateCount)
            Array.Copy(_candidates, place, _candidates, place + 1, _candidateCount - place);
        _candidates[place] = new Candidate(entry, fromInner, direction);
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

/// <summary>A mirror of which a trigger selects the packet.</summary>
internal struct Candidate(MirrorEntry entry, bool fromInner, MirrorDirection direction)
{
    /// <summary>The trigger that was found first.</summary>
    public readonly MirrorEntry Entry = entry;

    /// <summary>See <see cref="MirrorHit.FromInner"/>.</summary>
    public readonly bool FromInner = fromInner;

    /// <summary>
    /// The views of the packet that fit triggers which name the subscriber; neither or both do not tell a direction.
    /// </summary>
    public MirrorDirection Direction = direction;

    /// <summary>Lowest rank of the triggers that fit.</summary>
    public TriggerRank Rank = entry.Rank;

    /// <summary>See <see cref="Mirror.Number"/>.</summary>
    public readonly long Number => Entry.Mirror.Number;
}
