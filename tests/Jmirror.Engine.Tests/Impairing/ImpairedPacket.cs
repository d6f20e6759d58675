using System.Buffers.Binary;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>One packet with one fault, and what must hold of it.</summary>
internal static class ImpairedPacket
{
    public static (List<byte[]> Datagrams, List<SentCopy> Lines) Put(
        Impairment impairment,
        byte[] packet,
        ulong seed = 1
    )
    {
        using var way = new ImpairedWay([impairment], seed);
        way.Send(packet);
        var lines = way.Finish();
        Assert.Equal(lines.Count(line => line.Fault != FaultKind.None), way.Counters.Faults.Total);
        Assert.Equal(way.Taken.Sum(datagram => datagram.Length), way.Counters.SentBytes);
        return (way.Taken, lines);
    }

    public static void AssertIntact(FaultKind fault, SentCopy line) =>
        Assert.Equal(
            new SentCopy(
                new StreamIdentity(0xc0000201_c0000264, 0x754e_754e, 0x00000300_00000090),
                PacketDigest.Of(Sample.Ping),
                36,
                fault
            ),
            line
        );

    public static void AssertLinesAre(List<byte[]> datagrams, List<SentCopy> lines) =>
        Assert.Equal(
            datagrams.Select(d => (PacketDigest.Of(d.AsSpan(36)), d.Length - 36)),
            lines.Select(line => (line.Digest, (int)line.Length))
        );

    public static void AssertOuterIsRight(byte[] copy)
    {
        Assert.Equal(copy.Length, BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(2)));
        Assert.Equal(copy.Length - 20, BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(24)));
        Assert.Equal(0, InternetChecksum.Compute(copy.AsSpan(0, 20)));
    }
}
