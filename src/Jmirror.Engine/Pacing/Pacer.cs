using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Pacing;

/// <summary>
/// Lets copies leave when the schedule says so, the same way above every sink. Between two readings of the clock it
/// hands out what was due at the last one, so that asking costs a comparison and the clock is read once per burst.
/// </summary>
/// <remarks>
/// <code>
/// while (!pacer.TryTake(frame.Timestamp, length))
/// {
///     Flush();
///     if (!pacer.WaitUntilDue(cancellation))
///         return; // interrupted
/// }
/// </code>
/// The schedule starts with the first wait. Order of the copies is the caller's; a timestamp earlier than one
/// before it counts as equal to that one. One caller at a time; the figures may be read by others while it runs.
/// </remarks>
public sealed class Pacer
{
    private readonly PacingSchedule _schedule;
    private readonly IPacingClock _clock;
    private readonly PacingLimits _limits;
    private readonly PacingUnit _unit;

    /// <summary>Position of the next copy; for capture time, of the latest frame.</summary>
    private long _position;

    /// <summary>Last position that was due when the burst was granted.</summary>
    private long _reach = -1;

    private long _burst;
    private long _burstLeft;
    private long _taken;

    /// <summary>Timestamp at position 0 of the capture's time.</summary>
    private long _origin;

    private long _refusedTimestamp;
    private bool _started;
    private bool _newOrigin = true;
    private long _delay;

    /// <summary>Instant of the schedule's beginning; moved by slips and loop delays.</summary>
    private long _start;

    private long _granted;
    private long _grantedDue;

    /// <summary>Makes a pacer; it does not look at the clock before the first wait.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or the burst has no room for a copy.</exception>
    public Pacer(PacingSchedule schedule, IPacingClock clock, PacingLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.BurstCopies ?? 1, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfNegative(limits.BurstTime, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfNegative(limits.ForgiveAfter, nameof(limits));
        _schedule = schedule;
        _clock = clock;
        _limits = limits;
        _unit = schedule.Unit;
    }

    /// <summary>Lateness of the burst granted last, nanoseconds: how far the run is behind its schedule.</summary>
    public long Lateness { get; private set; }

    /// <summary>Largest lateness of a burst so far, nanoseconds; slips included.</summary>
    public long MaxLateness { get; private set; }

    /// <summary>How often the schedule was moved back because a copy was later than <see cref="PacingLimits.ForgiveAfter"/>.</summary>
    public long Slips { get; private set; }

    /// <summary>By how much the schedule was moved back in all, nanoseconds.</summary>
    public long SlippedTime { get; private set; }

    /// <summary>Loop delays that have taken effect, nanoseconds.</summary>
    public long LoopDelays { get; private set; }

    /// <summary>
    /// Rate of copies that the schedule asked for so far, averaged over its own time without slips and loop delays;
    /// 0 at top speed and where nothing can be said yet.
    /// </summary>
    public double WantedCopiesPerSecond
    {
        get
        {
            var taken = _taken + _burst - _burstLeft;
            var position = _position;
            return _unit switch
            {
                PacingUnit.Copies => _schedule.MeanRate(position),
                PacingUnit.Bytes when position > 0 => _schedule.MeanRate(position) * taken / position,
                // n frames span n - 1 gaps.
                PacingUnit.CaptureTime when position > 0 => _schedule.MeanRate(position)
                    * (taken - 1)
                    / position,
                _ => 0,
            };
        }
    }

    /// <summary>Takes one copy. False: it was not due at the last reading of the clock, or the burst is full.</summary>
    /// <param name="timestamp">When the mirrored frame was captured, nanoseconds; counts under original timing.</param>
    /// <param name="length">Bytes of the IP datagram, outer header included; counts under a bit rate.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long timestamp, int length)
    {
        if (_unit == PacingUnit.None)
            return true;
        var position = _position;
        if (_unit == PacingUnit.CaptureTime)
            position = Math.Max(position, timestamp - _origin);
        if (position > _reach || _burstLeft == 0)
        {
            _refusedTimestamp = timestamp;
            return false;
        }
        _burstLeft--;
        _position =
            _unit == PacingUnit.Copies ? position + 1
            : _unit == PacingUnit.Bytes ? position + length
            : position;
        return true;
    }

    /// <summary>
    /// Blocks until the copy just refused is due; <see cref="TryTake"/> then takes it. Send what is waiting before.
    /// False: cancelled meanwhile.
    /// </summary>
    public bool WaitUntilDue(CancellationToken cancellation)
    {
        var now = _clock.Now;
        if (!_started)
        {
            _started = true;
            _start = _granted = _grantedDue = now;
        }
        if (_newOrigin)
        {
            _newOrigin = false;
            _origin = _refusedTimestamp - _position;
        }
        if (_unit == PacingUnit.CaptureTime)
            _position = Math.Max(_position, _refusedTimestamp - _origin);
        _start += _delay;
        LoopDelays += _delay;
        _delay = 0;

        var due = _start + Math.Min(_schedule.DueAt(_position), long.MaxValue - _start);
        // After a delay, bursts keep half the distance that the schedule has between them.
        var earliest = Math.Max(due, _granted + (due - _grantedDue) / PacingLimits.CatchUpFactor);
        while (!cancellation.IsCancellationRequested)
        {
            if (now >= earliest)
            {
                Grant(now, due);
                return true;
            }
            _clock.SleepUntil(earliest, cancellation);
            now = _clock.Now;
        }
        return false;
    }

    /// <summary>
    /// Says that the capture begins again: its first frame is due together with the last one before, plus
    /// <paramref name="delay"/>. Under a rate only the delay counts.
    /// </summary>
    /// <param name="delay">Nanoseconds, from 0.</param>
    public void BeginLoop(long delay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        _newOrigin = _unit == PacingUnit.CaptureTime;
        _delay += delay;
        if (_newOrigin || delay > 0)
            EndBurst();
    }

    private void Grant(long now, long due)
    {
        EndBurst();
        Lateness = now - due;
        MaxLateness = Math.Max(MaxLateness, Lateness);
        if (Lateness > _limits.ForgiveAfter)
        {
            Slips++;
            SlippedTime += Lateness;
            _start += Lateness;
            due = now;
        }
        _granted = now;
        _grantedDue = due;
        var horizon = _limits.BurstCopies is null ? Math.Min(now, due + _limits.BurstTime) : now;
        _reach = _schedule.ReachAt(horizon - _start);
        _burstLeft = _burst = _limits.BurstCopies ?? long.MaxValue;
    }

    private void EndBurst()
    {
        _taken += _burst - _burstLeft;
        _burst = _burstLeft = 0;
    }
}
