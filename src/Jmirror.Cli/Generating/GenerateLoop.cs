using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Generates and sends, batch after batch, until an end is reached.</summary>
/// <param name="settings">The ends.</param>
/// <param name="generator">Makes the packets.</param>
/// <param name="clock">Their time.</param>
/// <param name="output">Sends them.</param>
/// <param name="restClock">
/// By which rests are waited for where somebody outside takes part, who answers logins; null: time without packets just
/// passes.
/// </param>
internal sealed class GenerateLoop(
    GenerateSettings settings,
    TrafficGenerator generator,
    VirtualClock clock,
    TrafficOutput output,
    IPacingClock? restClock
)
{
    // How long nobody's traffic is waited for while logins are being answered, nanoseconds.
    private const long AnswerWait = 1_000_000;

    private readonly GeneratedBatch _batch = new();
    private readonly long _end = settings.Duration is { } duration
        ? duration.Ticks * TimeSpan.NanosecondsPerTick
        : long.MaxValue;
    private long? _restedUntil;
    private bool _hasCarried;

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
                Rest(cancellation);
            else if (!Carry(cancellation))
                break;
            left -= _batch.Count;
        }
        output.Finish();
        generator.TellGate();
    }

    private bool Carry(CancellationToken cancellation)
    {
        _hasCarried = true;
        _restedUntil = null;
        return output.Carry(_batch, cancellation);
    }

    private void Rest(CancellationToken cancellation)
    {
        var now = clock.Now;
        clock.SkipTo(Math.Min(Math.Min(generator.NextChangeAt, _end), now + LongestRest(now)));
        var length = clock.Now - now;
        // The schedule begins with the first packet: what has really passed before is no part of it.
        if (restClock is null || _hasCarried)
            output.Rest(length);
        if (restClock is null)
            return;
        // From one rest to the next without drift.
        _restedUntil = (_restedUntil ?? restClock.Now) + length;
        restClock.SleepUntil(_restedUntil.Value, cancellation);
    }

    // An answer may come at any time; a change only when it is due.
    private long LongestRest(long now) =>
        generator.NextChangeAt == long.MaxValue || generator.IsWaiting ? AnswerWait : long.MaxValue - now;
}
