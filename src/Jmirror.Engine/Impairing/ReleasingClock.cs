using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// A pacing clock that lets impairing sinks release held copies on time while it waits. Its waits and the sinks belong to
/// the same thread.
/// </summary>
/// <param name="clock">Tells the time and waits.</param>
public sealed class ReleasingClock(IPacingClock clock) : IPacingClock
{
    private readonly List<ImpairingSink> _sinks = [];

    /// <inheritdoc/>
    public long Now => clock.Now;

    /// <summary>Adds a sink whose copies are released.</summary>
    public void Add(ImpairingSink sink) => _sinks.Add(sink);

    /// <inheritdoc/>
    public void SleepUntil(long time, CancellationToken cancellation)
    {
        // A busy sink may leave its copies due: the wait ends nevertheless.
        while (NextRelease() is var next && next < time && clock.Now < time)
        {
            clock.SleepUntil(next, cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            foreach (var sink in _sinks)
                sink.Release();
        }
        clock.SleepUntil(time, cancellation);
    }

    private long NextRelease()
    {
        var next = long.MaxValue;
        foreach (var sink in _sinks)
            next = Math.Min(next, sink.NextRelease);
        return next;
    }
}
