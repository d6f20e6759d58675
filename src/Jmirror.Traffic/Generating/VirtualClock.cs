using Jmirror.Engine.Pacing;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// The time of generated traffic: when the rate programme wants the next packet. It does not look at any clock, so that
/// the same plan gives the same traffic however fast it is sent.
/// </summary>
/// <param name="schedule">The rate programme; at top speed each packet takes <see cref="TopSpeedStep"/>.</param>
public sealed class VirtualClock(PacingSchedule schedule)
{
    /// <summary>Nanoseconds from packet to packet where no rate is given.</summary>
    public const long TopSpeedStep = 1_000;

    private const long FirstGuessOfLength = 500;

    private long _packets;
    private long _bytes;
    private long _skipped;
    private long _batchStart;
    private long _step;
    private long _inBatch;

    /// <summary>When the next packet is due, nanoseconds from the start of the run.</summary>
    public long Now => _batchStart + _inBatch * _step + _skipped;

    /// <summary>Looks at the programme for the next <paramref name="count"/> packets; between them the time is divided evenly.</summary>
    public void BeginBatch(int count)
    {
        var last = Now - _skipped;
        var (from, to) = schedule.Unit switch
        {
            PacingUnit.Copies => (schedule.DueAt(_packets), schedule.DueAt(_packets + count)),
            PacingUnit.Bytes => (schedule.DueAt(_bytes), schedule.DueAt(_bytes + count * MeanLength)),
            _ => (_packets * TopSpeedStep, (_packets + count) * TopSpeedStep),
        };
        // Lengths were guessed: time stands still rather than going back.
        _batchStart = Math.Max(last, from);
        _step = Math.Max(0, to - _batchStart) / count;
        _inBatch = 0;
    }

    /// <summary>Goes on by one packet.</summary>
    /// <param name="length">What it counts under a bit rate, bytes.</param>
    public void Advance(int length)
    {
        _packets++;
        _bytes += length;
        _inBatch++;
    }

    /// <summary>Lets time pass without packets, as nobody is there to send any.</summary>
    public void SkipTo(long time) => _skipped += Math.Max(0, time - Now);

    private long MeanLength => _packets == 0 ? FirstGuessOfLength : Math.Max(1, _bytes / _packets);
}
