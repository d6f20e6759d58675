using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Pacing;

namespace Jmirror.Benchmarks;

/// <summary>When a copy is due, and which copy is due by now: asked once per batch.</summary>
public class PacingBenchmarks
{
    private const long Hour = 3_600_000_000_000;
    private const int Asked = 4096;

    // Positions and instants spread over a week, so that every leg is met.
    private const long Step = 7 * 24 * Hour / Asked;

    private readonly long[] _positions = new long[Asked];
    private PacingSchedule _schedule = PacingSchedule.TopSpeed;

    /// <summary>The programme, as options write it.</summary>
    [Params("pps 100k", "ramp 1k:100k:168h,100k", "pulse 100k:1k:1s:9s", "daily 100k")]
    public string Programme { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        var (word, text) = (Programme.Split(' ')[0], Programme.Split(' ')[1]);
        if (
            !RateProgrammeText.TryFind(word, out var programme)
            || !RateProgrammeText.TryParse(programme, text, out var schedule, out _)
        )
            throw new InvalidOperationException(Programme);
        _schedule = schedule;
        for (var i = 0; i < Asked; i++)
            _positions[i] = schedule.ReachAt(i * Step);
    }

    [Benchmark(OperationsPerInvoke = Asked)]
    public long DueAt()
    {
        var sum = 0L;
        foreach (var position in _positions)
            sum += _schedule.DueAt(position);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Asked)]
    public long ReachAt()
    {
        var sum = 0L;
        for (var i = 0; i < Asked; i++)
            sum += _schedule.ReachAt(i * Step);
        return sum;
    }
}
