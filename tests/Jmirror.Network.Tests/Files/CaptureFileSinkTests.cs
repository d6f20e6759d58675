using CsCheck;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

public sealed class CaptureFileSinkTests
{
    private const string Application = "jmirror 1.2.3";
    private static readonly EthernetLink Link = new(new(0x020000000001), new(0x020000000009));

    [Fact]
    public void Pcap_RawIp_IsTheseBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcap");
        using (var sink = CaptureFileSink.Create(path, Application, "md1", null))
            Send(sink, (1_000_000_002, [0x45, 1, 2]), (3, [0x60]));

        Hex.AssertEqual(
            Hex.Bytes(
                """
                4d3cb2a1 0200 0400 00000000 00000000 00000400 65000000
                01000000 02000000 03000000 03000000 450102
                00000000 03000000 01000000 01000000 60
                """
            ),
            File.ReadAllBytes(path)
        );
    }

    [Fact]
    public void Pcapng_Ethernet_IsTheseBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.PcapNG");
        using (var sink = CaptureFileSink.Create(path, "jmi", "md1", Link))
            Send(sink, (0x1_0000_0002, [0x45, 1, 2]), (3, [0x60, 1]));

        Hex.AssertEqual(
            Hex.Bytes(
                """
                0a0d0d0a 28000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0300 6a6d6900 0000 0000 28000000
                01000000 28000000 0100 0000 00000400 0200 0300 6d643100 0900 0100 09000000 0000 0000 28000000
                06000000 34000000 00000000 01000000 02000000 11000000 11000000
                020000000009 020000000001 0800 450102 000000 34000000
                06000000 30000000 00000000 00000000 03000000 10000000 10000000
                020000000009 020000000001 86dd 6001 30000000
                """
            ),
            File.ReadAllBytes(path)
        );
    }

    [Theory]
    [InlineData("out.pcap", false)]
    [InlineData("out.pcap", true)]
    [InlineData("out.pcapng", false)]
    [InlineData("out.pcapng", true)]
    public void AnyDatagrams_WrittenInBatches_AreReadBack(string name, bool ethernet)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(name);
        Gen.Select(Gen.Byte.Array[1, 300], Gen.Long[0, 4_294_967_295_999_999_999])
            .Array[0, 40]
            .Sample(
                datagrams =>
                {
                    using (
                        var sink = CaptureFileSink.Create(path, Application, "md1", ethernet ? Link : null)
                    )
                    {
                        foreach (var chunk in datagrams.Chunk(7))
                            Send(sink, [.. chunk.Select(datagram => (datagram.Item2, datagram.Item1))]);
                        Assert.Equal(datagrams.Length, sink.DatagramsWritten);
                    }

                    var (packets, problem) = Packet.ReadAll(path);

                    Assert.Null(problem);
                    Assert.Equal(
                        datagrams.Select(datagram =>
                            Expected(datagram.Item1, datagram.Item2, name, ethernet)
                        ),
                        packets
                    );
                },
                iter: 50,
                threads: 1
            );
    }

    [Theory]
    [InlineData("out.pcap")]
    [InlineData("out.pcapng")]
    public void Batches_FilledToTheBrim_AgreeWithTsharkAndCapinfos(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(name);
        var count = 0;
        using (var sink = CaptureFileSink.Create(path, Application, "md1", Link))
        {
            for (var round = 0; round < 2; round++)
            {
                var batch = sink.Rent();
                batch.Memory.AsSpan().Fill(0xa5);
                while (batch.TryReserve(20 + 1480 * (count % 5) / 4, count * 1_000_001L, out var bytes))
                {
                    bytes.Clear();
                    bytes[0] = 0x45;
                    count++;
                }
                Assert.Equal(batch.Count, sink.Send(batch, 0, out _));
            }
        }

        Assert.EndsWith(
            $"{path},ether,{count}\n",
            Tool.Run("capinfos", "-TmMcE", path).Output,
            StringComparison.Ordinal
        );
        var lines = Tool.Run(
            "tshark",
            "-r",
            path,
            "-T",
            "fields",
            "-e",
            "frame.len",
            "-e",
            "frame.time_epoch"
        ).Lines;
        Assert.Equal(
            Packet
                .ReadAll(path)
                .Packets.Select(packet =>
                    $"{packet.OriginalLength}\t{packet.Timestamp / 1_000_000_000}.{packet.Timestamp % 1_000_000_000:D9}"
                ),
            lines,
            StringComparer.Ordinal
        );
        Assert.Equal(count, lines.Length);
    }

    [Fact]
    public void Pcapng_NamesTheProgramAndTheInterface()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcapng");
        using (var sink = CaptureFileSink.Create(path, Application, "md1", null))
            Send(sink, (1, [0x45]));

        var infos = Tool.Run("capinfos", path).Output;

        Assert.Contains(Application, infos, StringComparison.Ordinal);
        Assert.Contains("Name = md1", infos, StringComparison.Ordinal);
        Assert.Contains("Raw IP", infos, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_FromAnInnerDatagramOn_LeavesTheFirstOut()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcapng");
        using (var sink = CaptureFileSink.Create(path, Application, "md1", null))
        {
            var batch = Fill(sink, (1, [0x45]), (2, [0x46]), (3, [0x47]));
            Assert.Equal(2, sink.Send(batch, 1, out _));
            Assert.Equal(0, sink.Send(batch, 3, out _));
        }

        Assert.Equal(
            ["46", "47"],
            Packet.ReadAll(path).Packets.Select(packet => packet.Bytes),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Datagram_OfTheLargestLength_FitsABatch()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcapng");
        var largest = new byte[65_535];
        largest[0] = 0x45;
        using (var sink = CaptureFileSink.Create(path, Application, "md1", Link))
        {
            Assert.Equal(largest.Length, sink.MaxDatagramLength);
            Send(sink, (1, largest));
        }

        Assert.Equal(65_549, Packet.ReadAll(path).Packets.Single().OriginalLength);
    }

    [Fact]
    public void Timestamp_BeforeAndAfterWhatPcapKnows_IsItsFirstOrLast()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcap");
        using (var sink = CaptureFileSink.Create(path, Application, "md1", null))
            Send(sink, (-1, [0x45]), (long.MaxValue, [0x45]));

        Assert.Equal(
            [0, 4_294_967_295_999_999_999],
            Packet.ReadAll(path).Packets.Select(packet => packet.Timestamp)
        );
    }

    [Fact]
    public void Send_AllocatesNothingPerDatagram()
    {
        using var sink = CaptureFileSink.Create("/dev/null", Application, "md1", Link);
        SendThousand(sink);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            SendThousand(sink);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal(21_000, sink.DatagramsWritten);

        static void SendThousand(CaptureFileSink sink)
        {
            var batch = sink.Rent();
            for (var i = 0; i < 1000; i++)
                Assert.True(batch.TryReserve(100, i, out _));
            sink.Send(batch, 0, out _);
        }
    }

    private static void Send(CaptureFileSink sink, params (long Timestamp, byte[] Bytes)[] datagrams)
    {
        var batch = Fill(sink, datagrams);
        Assert.Equal(datagrams.Length, sink.Send(batch, 0, out var refusal));
        Assert.Equal(default, refusal);
    }

    private static DatagramBatch Fill(CaptureFileSink sink, params (long Timestamp, byte[] Bytes)[] datagrams)
    {
        var batch = sink.Rent();
        batch.Memory.AsSpan().Fill(0xa5);
        foreach (var (timestamp, bytes) in datagrams)
        {
            Assert.True(batch.TryReserve(bytes.Length, timestamp, out var room));
            bytes.CopyTo(room);
        }
        return batch;
    }

    private static Packet Expected(byte[] datagram, long timestamp, string name, bool ethernet)
    {
        var etherType = datagram[0] >> 4 == 6 ? "86dd" : "0800";
        return new Packet(
            (ethernet ? "020000000009020000000001" + etherType : "") + Convert.ToHexStringLower(datagram),
            datagram.Length + (ethernet ? 14 : 0),
            timestamp,
            ethernet ? LinkType.Ethernet : LinkType.Raw,
            name.EndsWith("ng", StringComparison.Ordinal) ? "md1" : name
        );
    }
}
