using System.IO.Hashing;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Generating;

/// <summary>A plan, generated at 1000 packets per second of its own time.</summary>
internal sealed class GeneratedTraffic
{
    private readonly GeneratedBatch _batch = new();
    private readonly VirtualClock _clock = new(PacingSchedule.CopiesPerSecond(1000));

    public GeneratedTraffic(
        TrafficPlan plan,
        TrafficForm form = TrafficForm.Mirrored,
        ILoginGate? gate = null
    ) => Generator = new TrafficGenerator(plan, form, _clock, new GeneratorSupplies { Gate = gate });

    public TrafficGenerator Generator { get; }

    public FillOutcome LastOutcome { get; private set; }

    /// <summary>The next packets with their bytes; fewer when nobody sends any more.</summary>
    public List<(GeneratedPacket Packet, byte[] Bytes)> Take(int count)
    {
        var packets = new List<(GeneratedPacket, byte[])>();
        while (packets.Count < count)
        {
            LastOutcome = Generator.Fill(_batch, Math.Min(GeneratedBatch.Capacity, count - packets.Count));
            if (LastOutcome == FillOutcome.Silent)
                break;
            if (LastOutcome == FillOutcome.Idle)
                _clock.SkipTo(Math.Min(Generator.NextChangeAt, _clock.Now + 1_000_000));
            foreach (ref readonly var packet in _batch.Packets)
                packets.Add((packet, _batch.FrameOf(packet).ToArray()));
        }
        return packets;
    }

    /// <summary>One fingerprint of the next packets.</summary>
    public ulong Digest(int count)
    {
        var digest = new XxHash3();
        foreach (var (packet, bytes) in Take(count))
        {
            digest.Append(BitConverter.GetBytes(packet.Time));
            digest.Append(bytes);
        }
        return digest.GetCurrentHashAsUInt64();
    }
}
