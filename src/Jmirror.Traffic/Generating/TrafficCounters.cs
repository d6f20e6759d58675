using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Generating;

/// <summary>What was generated. One thread writes; others may read at any time and see figures a moment old.</summary>
/// <param name="mix">The plan's.</param>
public sealed class TrafficCounters(IReadOnlyList<MixShare> mix)
{
    private readonly long[] _packets = new long[mix.Count];

    /// <summary>Packets of all kinds, signalling included.</summary>
    public long Packets { get; internal set; }

    /// <summary>Bytes of them: frames with their access headers, or bare packets in mirrored form.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Those towards subscribers.</summary>
    public long Downstream { get; internal set; }

    /// <summary>Frames with which sessions come and go.</summary>
    public long Signalling { get; internal set; }

    /// <summary>Conversations begun.</summary>
    public long Conversations { get; internal set; }

    /// <summary>Packets of each kind of traffic, in the order of the mix.</summary>
    public IEnumerable<(ApplicationKind Application, long Packets)> ByApplication =>
        mix.Select((share, place) => (share.Application, Volatile.Read(ref _packets[place])));

    internal void Count(int place) => _packets[place]++;
}
