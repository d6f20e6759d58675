using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Generates and sends, batch after batch, until an end is reached.</summary>
internal sealed class GenerateLoop(
    GenerateSettings settings,
    TrafficGenerator generator,
    VirtualClock clock,
    TrafficOutput output
)
{
    // How long nobody's traffic is waited for while logins are being answered, nanoseconds.
    private const long AnswerWait = 1_000_000;

    private readonly GeneratedBatch _batch = new();
    private readonly long _end = settings.Duration is { } duration
        ? duration.Ticks * TimeSpan.NanosecondsPerTick
        : long.MaxValue;

    /// <summary>Returns when the limit, the duration or the plan's own end is reached, or cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        var left = settings.Limit ?? long.MaxValue;
        while (left > 0 && clock.Now < _end && !cancellation.IsCancellationRequested)
        {
            var outcome = generator.Fill(_batch, (int)Math.Min(left, GeneratedBatch.Capacity));
            if (outcome == FillOutcome.Silent)
                break;
            if (outcome == FillOutcome.Idle)
                Rest();
            else if (!output.Carry(_batch, cancellation))
                break;
            left -= _batch.Count;
        }
        output.Finish();
    }

    private void Rest()
    {
        var now = clock.Now;
        clock.SkipTo(Math.Min(Math.Min(generator.NextChangeAt, _end), now + LongestRest(now)));
        output.Rest(clock.Now - now);
    }

    // An answer may come at any time; a change only when it is due.
    private long LongestRest(long now) =>
        generator.NextChangeAt == long.MaxValue || generator.IsWaiting ? AnswerWait : long.MaxValue - now;
}
