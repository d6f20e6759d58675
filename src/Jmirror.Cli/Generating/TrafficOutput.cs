using Jmirror.Cli.Generating.Logins;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Where generated packets go, batch by batch, each when it is due.</summary>
/// <param name="wayOut">The one way out.</param>
/// <param name="counters">What becomes of each packet.</param>
/// <param name="pacer">When each may leave.</param>
/// <param name="carried">Counts them by session; null where nobody wants to know.</param>
internal abstract class TrafficOutput(
    WayOut wayOut,
    RunCounters counters,
    Pacer pacer,
    CarriedTraffic? carried
)
{
    protected WayOut WayOut { get; } = wayOut;

    protected RunCounters Counters { get; } = counters;

    protected CarriedTraffic? Carried { get; } = carried;

    /// <summary>Sends a batch; false when cancelled meanwhile.</summary>
    public abstract bool Carry(GeneratedBatch batch, CancellationToken cancellation);

    /// <summary>Lets time pass without packets, as nobody has any to send.</summary>
    /// <param name="nanoseconds">How long.</param>
    public void Rest(long nanoseconds)
    {
        WayOut.Flush();
        pacer.BeginLoop(nanoseconds);
    }

    /// <summary>Waits for a busy way out, within its patience, and counts what it never took.</summary>
    public void Finish() => WayOut.Drain(DropReason.Interrupted);

    // What is ready leaves before the wait, not after it.
    protected bool MayLeave(long time, int length, CancellationToken cancellation)
    {
        while (!pacer.TryTake(time, length))
        {
            WayOut.Flush();
            if (!pacer.WaitUntilDue(cancellation))
                return false;
        }
        return true;
    }
}
