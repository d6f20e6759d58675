using System.IO.Pipes;
using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

public sealed class CaptureFileSourceTests
{
    private static byte[] ThreePackets =>
        new FileBytes(false)
            .PcapHeader()
            .PcapRecord(1, 0, [1])
            .PcapRecord(2, 0, [1, 2])
            .PcapRecord(3, 0, [1, 2, 3])
            .ToArray();

    private static string[] ThreeTexts => ["01", "0102", "010203"];

    [Fact]
    public void Open_MissingFolder_SaysSo() =>
        AssertRefused("/nonexistent/x.pcap", "/nonexistent/x.pcap: its folder does not exist");

    [Fact]
    public void Open_MissingFile_SaysSo()
    {
        using var folder = new TemporaryFolder();

        AssertRefused(folder.PathOf("x.pcap"), $"{folder.PathOf("x.pcap")}: there is no such file");
    }

    [Fact]
    public void Open_AnOutputBeingWritten_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var writer = CaptureWriter.Create(folder.PathOf("x.pcap"), "jmirror");

        AssertRefused(
            folder.PathOf("x.pcap"),
            $"{folder.PathOf("x.pcap")}: is in use, by this run (input or output) or by another program"
        );
    }

    [Fact]
    public void Open_Folder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        AssertRefused(folder.PathOf(""), $"{folder.PathOf("")}: is a folder");
    }

    [Fact]
    public void Open_EmptyFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("empty.pcap", []);

        AssertRefused(path, $"{path}: the file is empty; even a capture of nothing has a header");
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and more", "504b0304")]
    [InlineData("ab", "6162")]
    public void Open_SomethingElse_SaysHowItBegins(string contents, string begins)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.pcap", System.Text.Encoding.ASCII.GetBytes(contents));

        AssertRefused(path, $"{path}: not a capture in pcap or pcapng format (begins with {begins})");
    }

    [Fact]
    public void Open_HeaderCutOff_SaysHowMuchIsThere()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.pcap", ThreePackets[..23]);

        AssertRefused(path, $"{path}: the file ends inside its header, of which it has 23 of 24 bytes");
    }

    [Fact]
    public void Open_DamagedGzip_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.pcap.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff]);

        var exception = Assert.Throws<CaptureFileException>(() => Packet.ReadAll(path));

        Assert.StartsWith(
            $"{path}: the compressed data is damaged or cut off",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Open_InterfaceName_OverridesTheFiles()
    {
        var file = new FileBytes(false)
            .SectionHeader()
            .Interface(1, 0, (2, "eth0"u8.ToArray()))
            .EnhancedPacket(0, 1, [1]);
        var interfaces = new CaptureInterfaces();

        using var source = CaptureFileSource.Open(
            new MemoryStream(file.ToArray()),
            "x.pcapng",
            interfaces,
            "access-1"
        );

        Assert.Equal("access-1", Packet.ReadAll(source, interfaces).Single().Interface);
    }

    [Fact]
    public void Compression_IsToldByContentNotByName()
    {
        using var folder = new TemporaryFolder();
        var gzip = folder.Write("a.pcap", Compressed.Gzip(ThreePackets));
        var zstandard = folder.Write("b.pcap.gz", Compressed.Zstandard(ThreePackets));
        var plain = folder.Write("c.zst", ThreePackets);

        foreach (var path in new[] { gzip, zstandard, plain })
        {
            var (packets, problem) = Packet.ReadAll(path);
            Assert.Equal(ThreeTexts, packets.Select(packet => packet.Bytes), StringComparer.Ordinal);
            Assert.Null(problem);
        }
    }

    [Fact]
    public void Compression_InSeveralMembers_IsReadThrough()
    {
        var (head, tail) = (ThreePackets[..50], ThreePackets[50..]);
        // A skippable frame of three bytes first, as pzstd writes.
        byte[] skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9];

        foreach (
            var file in new byte[][]
            {
                [.. Compressed.Gzip(head), .. Compressed.Gzip(tail)],
                [.. Compressed.Zstandard(head), .. Compressed.Zstandard(tail)],
                [.. skippable, .. Compressed.Zstandard(head), .. Compressed.Zstandard(tail)],
            }
        )
        {
            var (packets, problem) = Packet.ReadAll(file);
            Assert.Equal(ThreeTexts, packets.Select(packet => packet.Bytes), StringComparer.Ordinal);
            Assert.Null(problem);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compression_CutOff_KeepsThePacketsBefore(bool zstandard)
    {
        // Random bytes do not shrink, so that what lies before the cut is decompressed before the cut is met.
        var random = new Random(1);
        var file = new FileBytes(false).PcapHeader();
        for (var i = 0u; i < 600; i++)
        {
            var bytes = new byte[1000];
            random.NextBytes(bytes);
            file.PcapRecord(i, 0, bytes);
        }
        var whole = zstandard ? Compressed.Zstandard(file.ToArray()) : Compressed.Gzip(file.ToArray());
        var (expected, _) = Packet.ReadAll(file.ToArray());

        var (packets, problem) = Packet.ReadAll(whole[..(whole.Length / 2)]);

        Assert.InRange(packets.Count, 100, 300);
        Assert.Equal(expected.Take(packets.Count), packets);
        Assert.StartsWith(
            "the compressed data is damaged or cut off",
            problem?.Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(packets.Count + 1, problem?.PacketNumber);
    }

    [Fact]
    public async Task Pipe_HandsOutPacketsAsTheyCome()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        await writer.WriteAsync(ThreePackets.AsMemory(0, 24 + 17), TestContext.Current.CancellationToken);
        var interfaces = new CaptureInterfaces();
        using var source = CaptureFileSource.Open(reader, "standard input", interfaces);

        Assert.Equal(ReceiveStatus.Frames, source.Receive(out var first));
        Assert.Equal(1, first.Frames.Length);
        Assert.Null(source.TotalBytes);

        await writer.WriteAsync(ThreePackets.AsMemory(24 + 17), TestContext.Current.CancellationToken);
        await writer.DisposeAsync();
        Assert.Equal(2, Packet.ReadAll(source, interfaces).Count);
    }

    [Fact]
    public void Progress_CountsTheStoredBytes()
    {
        using var folder = new TemporaryFolder();
        var compressed = Compressed.Gzip(ThreePackets);
        using var source = CaptureFileSource.Open(
            folder.Write("a.gz", compressed),
            new CaptureInterfaces(),
            cancellation: TestContext.Current.CancellationToken
        );

        Assert.Equal(compressed.Length, source.TotalBytes);
        while (source.Receive(out _) == ReceiveStatus.Frames) { }
        Assert.Equal(compressed.Length, source.BytesRead);
        Assert.Equal(3, source.FramesRead);
    }

    [Fact]
    public void ReadError_InTheMiddle_KeepsThePacketsBefore()
    {
        var interfaces = new CaptureInterfaces();
        using var source = CaptureFileSource.Open(new FailingStream(ThreePackets[..60]), "disk", interfaces);

        var packets = Packet.ReadAll(source, interfaces);

        Assert.Equal(2, packets.Count);
        Assert.Equal(
            "disk: reading stopped before packet 3, at byte 59: reading failed (bad sector)",
            source.Problem?.Message
        );
    }

    [Fact]
    public void ReadError_InTheHeader_IsRefused() =>
        Assert.Equal(
            "disk: reading failed (bad sector)",
            Assert
                .Throws<CaptureFileException>(() =>
                    CaptureFileSource.Open(new FailingStream([]), "disk", new CaptureInterfaces())
                )
                .Message
        );

    [Fact]
    public void Open_WithoutReading_CostsLittle()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("large.pcap", [.. ThreePackets, .. new byte[1 << 20]]);
        CaptureFileSource
            .Open(path, new CaptureInterfaces(), cancellation: TestContext.Current.CancellationToken)
            .Dispose();

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var source = CaptureFileSource.Open(
            path,
            new CaptureInterfaces(),
            cancellation: TestContext.Current.CancellationToken
        );

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(4097)]
    public void Window_OfAnyLength_YieldsTheSame(int windowLength)
    {
        foreach (var file in new[] { SampleFiles.Pcap, SampleFiles.Pcapng })
            Assert.Equal(Packet.ReadAll(file).Packets, Packet.ReadAll(file, windowLength).Packets);
    }

    [Fact]
    public void Receive_OfPcap_AllocatesNothingPerPacket()
    {
        var file = new FileBytes(false).PcapHeader();
        for (var i = 0u; i < 50_000; i++)
            file.PcapRecord(i, 0, new byte[i % 200]);

        AssertAllocatesNothingPerPacket(file.ToArray());
    }

    [Fact]
    public void Receive_OfPcapng_AllocatesNothingPerPacket()
    {
        var file = new FileBytes(true).SectionHeader().Interface(1);
        for (var i = 0u; i < 50_000; i++)
            file.EnhancedPacket(0, i, new byte[i % 200], null, (2, [0, 0, 0, 1]));

        AssertAllocatesNothingPerPacket(file.ToArray());
    }

    private static void AssertAllocatesNothingPerPacket(byte[] file)
    {
        using var source = CaptureFileSource.Open(
            new MemoryStream(file),
            "x",
            new CaptureInterfaces(),
            null,
            64 << 10
        );
        // The first two calls get the buffer to its length.
        Assert.Equal(ReceiveStatus.Frames, source.Receive(out _));
        Assert.Equal(ReceiveStatus.Frames, source.Receive(out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        while (source.Receive(out _) == ReceiveStatus.Frames) { }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(50_000, source.FramesRead);
        // The runtime itself may take a little while it compiles; 50 000 packets would take more.
        Assert.InRange(allocated, 0, 10_000);
    }

    private static void AssertRefused(string path, string message) =>
        Assert.Equal(message, Assert.Throws<CaptureFileException>(() => Packet.ReadAll(path)).Message);

    /// <summary>A disk that goes bad behind the given bytes.</summary>
    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            Position < Length ? base.Read(buffer) : throw new IOException("bad sector");
    }
}
