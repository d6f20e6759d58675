using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Registry;

/// <summary>
/// What mirrors copied that are no more, so that figures add up. Capture threads may still be counting a last copy
/// when a mirror ends, so its figures are read for good a while later.
/// </summary>
internal sealed class EndedMirrors(TimeProvider time)
{
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(2);

    private readonly Queue<(long Ended, Mirror Mirror)> _recent = new();
    private long _count;
    private long _packets;
    private long _bytes;

    /// <summary>How many have ended, and what they copied.</summary>
    public (long Count, long Packets, long Bytes) Total =>
        (
            _count + _recent.Count,
            _packets + _recent.Sum(one => one.Mirror.Packets),
            _bytes + _recent.Sum(one => one.Mirror.Bytes)
        );

    /// <summary>Takes one in that was just removed from the table.</summary>
    public void Add(Mirror mirror)
    {
        _recent.Enqueue((time.GetTimestamp(), mirror));
        while (_recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Ended) > CountingTime)
        {
            _recent.Dequeue();
            _count++;
            _packets += oldest.Mirror.Packets;
            _bytes += oldest.Mirror.Bytes;
        }
    }
}
