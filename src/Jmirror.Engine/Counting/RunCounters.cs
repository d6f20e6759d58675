using Jmirror.Engine.Impairing;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Counting;

/// <summary>
/// What became of every packet of a run. Always <c>read = matched + unmatched + dropped before matching</c> and
/// <c>mirrored = sent + dropped after matching</c>; <see cref="Imbalance"/> says so of the figures.
/// </summary>
/// <remarks>One thread writes; others may read at any time and see figures a moment old.</remarks>
public sealed class RunCounters
{
    private readonly long[] _dropped = new long[DropReasons.Count];
    private readonly long[] _unmatched = new long[MissReasons.Count];

    /// <summary>Frames the source handed out.</summary>
    public long Read { get; set; }

    /// <summary>Captured bytes of those frames, link headers included.</summary>
    public long ReadBytes { get; set; }

    /// <summary>Packets of which at least one copy was made.</summary>
    public long Matched { get; set; }

    /// <summary>Copies made; one packet may feed several mirrors.</summary>
    public long Mirrored { get; set; }

    /// <summary>Bytes of those copies: IP datagrams before any fragmentation.</summary>
    public long MirroredBytes { get; set; }

    /// <summary>Copies the way out took whole; a copy in pieces counts once.</summary>
    public long Sent { get; set; }

    /// <summary>Bytes of the IP datagrams the way out took, every piece with its own header.</summary>
    public long SentBytes { get; set; }

    /// <summary>Outer fragments the way out took.</summary>
    public long Fragments { get; set; }

    /// <summary>Faults put into copies on purpose.</summary>
    public FaultCounters Faults { get; } = new();

    /// <summary>Packets of which no copy was wanted.</summary>
    public long Unmatched => _unmatched.Sum();

    /// <summary>Packets or copies lost for <paramref name="reason"/>.</summary>
    public long DroppedFor(DropReason reason) => _dropped[(int)reason];

    /// <summary>Packets of which no copy was wanted for <paramref name="reason"/>.</summary>
    public long UnmatchedFor(MissReason reason) => _unmatched[(int)reason];

    /// <summary>Counts packets or copies lost.</summary>
    public void Drop(DropReason reason, long count = 1) => _dropped[(int)reason] += count;

    /// <summary>Counts a packet of which no copy was wanted.</summary>
    public void Miss(MissReason reason) => _unmatched[(int)reason]++;

    /// <summary>Adds another shard's figures to these.</summary>
    public void Add(RunCounters other)
    {
        Read += other.Read;
        ReadBytes += other.ReadBytes;
        Matched += other.Matched;
        Mirrored += other.Mirrored;
        MirroredBytes += other.MirroredBytes;
        Sent += other.Sent;
        SentBytes += other.SentBytes;
        Fragments += other.Fragments;
        Faults.Add(other.Faults);
        for (var i = 0; i < _dropped.Length; i++)
            _dropped[i] += other._dropped[i];
        for (var i = 0; i < _unmatched.Length; i++)
            _unmatched[i] += other._unmatched[i];
    }

    /// <summary>Null when the figures of an ended run add up; otherwise the sentence that says how they do not.</summary>
    public string? Imbalance()
    {
        var before = SumOfDrops(before: true);
        if (Read != Matched + Unmatched + before)
            return $"read {Read} is not matched {Matched} + unmatched {Unmatched} + dropped before matching {before}";
        var after = SumOfDrops(before: false);
        return Mirrored == Sent + after
            ? null
            : $"mirrored {Mirrored} is not sent {Sent} + dropped after matching {after}";
    }

    private long SumOfDrops(bool before)
    {
        long sum = 0;
        for (var i = 0; i < _dropped.Length; i++)
            sum += DropReasons.IsBeforeMatching((DropReason)i) == before ? _dropped[i] : 0;
        return sum;
    }
}
