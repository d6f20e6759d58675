using System.Buffers.Binary;
using Jmirror.Cli.Generating.Logins;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>Generated packets as mirrored copies, as the routers of their subscribers would send them.</summary>
/// <param name="mirrors">The mirrors.</param>
/// <param name="wayOut">To the analyzer.</param>
/// <param name="counters">What becomes of each copy.</param>
/// <param name="pacer">When each may leave.</param>
/// <param name="carried">Counts packets by session; null where nobody wants to know.</param>
internal sealed class MirroredTraffic(
    PopulationMirrors mirrors,
    WayOut wayOut,
    RunCounters counters,
    Pacer pacer,
    CarriedTraffic? carried
) : TrafficOutput(wayOut, counters, pacer, carried)
{
    private const int PppProtocolLength = 2;

    private readonly Encapsulator _encapsulator = new(counters);

    public override bool Carry(GeneratedBatch batch, CancellationToken cancellation)
    {
        foreach (ref readonly var packet in batch.Packets)
        {
            var hit = mirrors.HitOf(packet.Owner);
            var payload = PayloadOf(packet, batch.Memory);
            if (!MayLeave(packet.Time, Encapsulator.LengthOf(hit, payload), cancellation))
                return false;
            Counters.Read++;
            Counters.ReadBytes += packet.Length;
            Counters.Matched++;
            Carried?.Add(packet);
            _encapsulator.Copy(hit, batch.Memory, payload, packet.Time + GenerateRun.Epoch, WayOut);
        }
        WayOut.Flush();
        return true;
    }

    private static Payload PayloadOf(in GeneratedPacket packet, ReadOnlySpan<byte> memory)
    {
        if (packet.Kind != GeneratedKind.PppControl)
        {
            return new Payload
            {
                Kind = packet.Kind == GeneratedKind.Ipv6 ? PayloadKind.Ipv6 : PayloadKind.Ipv4,
                Offset = packet.Offset,
                Length = packet.Length,
            };
        }
        return new Payload
        {
            Kind = PayloadKind.PppOther,
            PppProtocol = BinaryPrimitives.ReadUInt16BigEndian(memory[packet.Offset..]),
            Offset = packet.Offset + PppProtocolLength,
            Length = packet.Length - PppProtocolLength,
        };
    }
}
