using Jmirror.Engine.Measuring;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// Measures what really left, at one reading of the clock per send. Copies that a sink took in one call are one
/// burst: when within it each copy left is the kernel's and the device's affair and not known here, so the gap
/// between two bursts is recorded once and the number of copies beside it.
/// </summary>
/// <param name="clock">The pacer's clock.</param>
public sealed class RateMeter(IPacingClock clock)
{
    private long _firstCopies;
    private long _firstBytes;

    /// <summary>Copies that left.</summary>
    public long Copies { get; private set; }

    /// <summary>Bytes that left: IP datagrams, outer header included.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the first burst had left, on the pacer's clock.</summary>
    public long First { get; private set; }

    /// <summary>When the last burst had left, on the pacer's clock.</summary>
    public long Last { get; private set; }

    /// <summary>Nanoseconds from one burst to the next.</summary>
    public Histogram Gaps { get; } = new();

    /// <summary>Copies per burst.</summary>
    public Histogram Bursts { get; } = new();

    /// <summary>Counts what one send took; call it when the send has returned. Nothing taken is no burst.</summary>
    public void Departed(int copies, long bytes)
    {
        if (copies == 0)
            return;
        var now = clock.Now;
        if (Copies == 0)
            (First, _firstCopies, _firstBytes) = (now, copies, bytes);
        else
            Gaps.Record(now - Last);
        Bursts.Record(copies);
        Last = now;
        Copies += copies;
        Bytes += bytes;
    }

    /// <summary>Adds what another thread's meter measured over the same time.</summary>
    public void Add(RateMeter other)
    {
        if (other.Copies == 0)
            return;
        if (Copies == 0 || other.First < First)
            (First, _firstCopies, _firstBytes) = (other.First, other._firstCopies, other._firstBytes);
        Last = Math.Max(Last, other.Last);
        Copies += other.Copies;
        Bytes += other.Bytes;
        Gaps.Add(other.Gaps);
        Bursts.Add(other.Bursts);
    }

    /// <summary>
    /// Copies per second from the first burst to the last, <paramref name="pauses"/> nanoseconds left out. The first
    /// burst opens the time and is not counted in it. 0 before the second burst.
    /// </summary>
    public double CopiesPerSecond(long pauses) => PerSecond(Copies - _firstCopies, pauses);

    /// <summary>Bits of IP datagrams per second, measured like <see cref="CopiesPerSecond"/>.</summary>
    public double BitsPerSecond(long pauses) => 8 * PerSecond(Bytes - _firstBytes, pauses);

    private double PerSecond(long amount, long pauses)
    {
        var time = Last - First - pauses;
        return time <= 0 ? 0 : amount / (time / 1e9);
    }
}
