using Jmirror.Cli.Generating.Logins;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Generated packets as frames of the access link, as subscribers and network send them to a router.</summary>
/// <param name="wayOut">The interface, or a file.</param>
/// <param name="counters">What becomes of each frame.</param>
/// <param name="pacer">When each may leave.</param>
/// <param name="carried">Counts packets by session; null where nobody wants to know.</param>
/// <param name="expected">Records the copies that a router has to make of them; null where nobody wants to know.</param>
internal sealed class FrameTraffic(
    WayOut wayOut,
    RunCounters counters,
    Pacer pacer,
    CarriedTraffic? carried,
    ExpectedCopies? expected
) : TrafficOutput(wayOut, counters, pacer, carried)
{
    public override bool Carry(GeneratedBatch batch, CancellationToken cancellation)
    {
        foreach (ref readonly var packet in batch.Packets)
        {
            var frame = batch.FrameOf(packet);
            if (!MayLeave(packet.Time, frame.Length, cancellation))
                return false;
            Counters.Read++;
            Counters.ReadBytes += frame.Length;
            Counters.Matched++;
            Carried?.Add(packet);
            Counters.Mirrored++;
            Counters.MirroredBytes += frame.Length;
            expected?.Add(packet, batch.Memory);
            WayOut.Take(frame, packet.Time + GenerateRun.Epoch);
        }
        WayOut.Flush();
        return true;
    }
}
