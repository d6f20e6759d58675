using CsCheck;
using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

public sealed class CaptureWriterTests
{
    private const string Application = "jmirror 1.2.3";

    private static readonly Gen<(byte[] Bytes, long Timestamp, int Cut, int Interface)> GenPacket =
        Gen.Select(
            Gen.Byte.Array[0, 300],
            Gen.Long[0, 4_294_967_295_999_999_999],
            Gen.Int[0, 2000],
            Gen.Int[0, 1]
        );

    [Fact]
    public void AnyPackets_InPcapng_AreReadBackWithTheirInterfaces()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcapng");
        GenPacket
            .Array[0, 30]
            .Sample(
                packets =>
                {
                    using (var writer = CaptureWriter.Create(path, Application))
                    {
                        Assert.Equal(0, writer.AddInterface("ip", LinkType.Raw));
                        Assert.Equal(1, writer.AddInterface("ppp", LinkType.PppHdlc));
                        foreach (var (bytes, timestamp, cut, id) in packets)
                            writer.Write(id, timestamp, bytes, bytes.Length + cut);
                        Assert.Equal(packets.Length, writer.PacketsWritten);
                    }

                    var (read, problem) = Packet.ReadAll(path);

                    Assert.Null(problem);
                    Assert.Equal(
                        packets.Select(packet => new Packet(
                            Convert.ToHexStringLower(packet.Bytes),
                            packet.Bytes.Length + packet.Cut,
                            packet.Timestamp,
                            packet.Interface == 0 ? LinkType.Raw : LinkType.PppHdlc,
                            packet.Interface == 0 ? "ip" : "ppp"
                        )),
                        read
                    );
                },
                iter: 50,
                threads: 1
            );
    }

    [Fact]
    public void AnyPackets_InPcap_AreReadBackWithoutNames()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcap");
        GenPacket
            .Array[0, 30]
            .Sample(
                packets =>
                {
                    using (var writer = CaptureWriter.Create(path, Application))
                    {
                        writer.AddInterface("one", LinkType.PppHdlc);
                        writer.AddInterface("two", LinkType.PppHdlc);
                        foreach (var (bytes, timestamp, cut, id) in packets)
                            writer.Write(id, timestamp, bytes, bytes.Length + cut);
                    }

                    var (read, problem) = Packet.ReadAll(path);

                    Assert.Null(problem);
                    Assert.Equal(
                        packets.Select(packet => new Packet(
                            Convert.ToHexStringLower(packet.Bytes),
                            packet.Bytes.Length + packet.Cut,
                            packet.Timestamp,
                            LinkType.PppHdlc,
                            "out.pcap"
                        )),
                        read
                    );
                },
                iter: 50,
                threads: 1
            );
    }

    [Fact]
    public void Pcap_SecondLinkType_IsRefusedWithTheCure()
    {
        using var folder = new TemporaryFolder();
        using var writer = CaptureWriter.Create(folder.PathOf("out.pcap"), Application);
        writer.AddInterface("ip", LinkType.Raw);

        var exception = Assert.Throws<CaptureFileException>(() => writer.AddInterface("ppp", LinkType.Ppp));

        Assert.Equal(
            $"{folder.PathOf("out.pcap")}: pcap holds one link type, here Raw, and cannot take Ppp too; name the file .pcapng",
            exception.Message
        );
    }

    [Theory]
    [InlineData("out.pcap")]
    [InlineData("out.pcapng")]
    public void NoPackets_IsStillACapture(string name)
    {
        using var folder = new TemporaryFolder();
        CaptureWriter.Create(folder.PathOf(name), Application).Dispose();

        var (packets, problem) = Packet.ReadAll(folder.PathOf(name));

        Assert.Empty(packets);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("out.pcap")]
    [InlineData("out.pcapng")]
    public void GiantPackets_OfTheLargestLength_AreKept(string name)
    {
        using var folder = new TemporaryFolder();
        var giant = new byte[262_144];
        new Random(1).NextBytes(giant);
        using (var writer = CaptureWriter.Create(folder.PathOf(name), Application))
        {
            writer.AddInterface("ip", LinkType.Raw);
            for (var i = 0; i < 9; i++)
                writer.Write(0, i, giant, giant.Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(0, 0, new byte[262_145], 262_145));
        }

        var (packets, problem) = Packet.ReadAll(folder.PathOf(name));

        Assert.Null(problem);
        Assert.Equal(9, packets.Count);
        Assert.All(packets, packet => Assert.Equal(Convert.ToHexStringLower(giant), packet.Bytes));
    }

    [Fact]
    public void Flush_MakesTheFileReadableSoFar()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcapng");
        using var writer = CaptureWriter.Create(path, Application);
        writer.AddInterface("ip", LinkType.Raw);
        writer.Write(0, 1, [0x45], 1);
        writer.Flush();
        // The writer holds the lock that keeps readers of this program out, so the bytes are copied aside.
        Tool.Run("cp", path, folder.PathOf("copy.pcapng"));

        Assert.Single(Packet.ReadAll(folder.PathOf("copy.pcapng")).Packets);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void Write_UnknownInterfaceOrImpossibleLength_Throws(int interfaceId, int originalLength)
    {
        using var folder = new TemporaryFolder();
        using var writer = CaptureWriter.Create(folder.PathOf("out.pcapng"), Application);
        writer.AddInterface("ip", LinkType.Raw);

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            writer.Write(interfaceId, 0, [0x45], originalLength)
        );
    }

    [Fact]
    public void DiskFull_IsToldOnce()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's device that is always full");
        var writer = CaptureWriter.Create("/dev/full", Application);
        writer.AddInterface("ip", LinkType.Raw);

        Assert.Throws<CaptureFileException>(writer.Flush);
        writer.Dispose();
    }

    [Fact]
    public void DiskFull_NoticedOnlyAtTheEnd_IsToldByDispose()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's device that is always full");
        var writer = CaptureWriter.Create("/dev/full", Application);
        writer.AddInterface("ip", LinkType.Raw);

        Assert.Throws<CaptureFileException>(writer.Dispose);
    }

    [Fact]
    public void RealCapture_CopiedThroughUs_IsTheSameToTshark()
    {
        using var folder = new TemporaryFolder();
        var original = Captures.Own("dev-pppoe-qinq-pap.pcap");
        var copy = folder.PathOf("copy.pcapng");
        using (
            var source = CaptureFileSource.Open(
                original,
                new CaptureInterfaces(),
                cancellation: TestContext.Current.CancellationToken
            )
        )
        using (var writer = CaptureWriter.Create(copy, Application))
        {
            writer.AddInterface("eth1", LinkType.Ethernet);
            while (source.Receive(out var batch) == ReceiveStatus.Frames)
            {
                foreach (ref readonly var frame in batch.Frames)
                    writer.Write(0, frame.Timestamp, batch.BytesOf(frame), frame.OriginalLength);
            }
        }

        Assert.Equal(Summary(original), Summary(copy));

        static string Summary(string path) =>
            Tool.Run(
                "tshark",
                "-r",
                path,
                "-T",
                "fields",
                "-e",
                "frame.time_epoch",
                "-e",
                "frame.len",
                "-e",
                "_ws.col.info"
            ).Output;
    }
}
