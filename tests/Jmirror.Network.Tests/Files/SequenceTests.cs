using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

/// <summary>Captures in a row, in memory, and over again.</summary>
public sealed class SequenceTests
{
    [Fact]
    public void Sequence_ReadsFilesInOrderAndCollectsProblems()
    {
        using var folder = new TemporaryFolder();
        var interfaces = new CaptureInterfaces();
        using var sequence = CaptureSequence.Open(
            [
                new(folder.Write("a.pcap", SampleFiles.Pcap[..^1])),
                new(folder.Write("empty.pcap", SampleFiles.Pcap[..24]), "uplink"),
                new(folder.Write("b.pcapng", SampleFiles.Pcapng)),
                new(folder.Write("c.pcapng", SampleFiles.Pcapng), "uplink"),
            ],
            interfaces,
            TestContext.Current.CancellationToken
        );

        var packets = Packet.ReadAll(sequence, interfaces);

        Assert.Equal(
            [
                "a.pcap",
                "a.pcap",
                "a.pcap",
                "eth0",
                "eth0",
                "b.pcapng",
                "b.pcapng",
                .. Enumerable.Repeat("uplink", 4),
            ],
            packets.Select(packet => packet.Interface),
            StringComparer.Ordinal
        );
        var problem = Assert.Single(sequence.Problems);
        Assert.Equal((folder.PathOf("a.pcap"), 4L), (problem.Path, problem.PacketNumber));
        Assert.Equal(SampleFiles.Pcap.Length - 1 + 24 + 2 * SampleFiles.Pcapng.Length, sequence.BytesRead);
        Assert.Equal(sequence.TotalBytes, sequence.BytesRead);
    }

    [Fact]
    public void Sequence_Rewound_IsTheSameAgain()
    {
        using var folder = new TemporaryFolder();
        var interfaces = new CaptureInterfaces();
        using var sequence = CaptureSequence.Open(
            [
                new(folder.Write("a.pcap", SampleFiles.Pcap[..^1])),
                new(folder.Write("b.pcapng", SampleFiles.Pcapng)),
            ],
            interfaces,
            TestContext.Current.CancellationToken
        );
        var first = Packet.ReadAll(sequence, interfaces);

        sequence.Rewind();

        Assert.Equal(first, Packet.ReadAll(sequence, interfaces));
        Assert.Single(sequence.Problems);
    }

    [Fact]
    public void Sequence_WithAnUnreadableLastFile_IsRefusedBeforeTheFirstPacket()
    {
        using var folder = new TemporaryFolder();
        CaptureInput[] inputs =
        [
            new(folder.Write("a.pcap", SampleFiles.Pcap)),
            new(folder.PathOf("missing.pcap")),
        ];

        var exception = Assert.Throws<CaptureFileException>(() =>
            CaptureSequence.Open(inputs, new CaptureInterfaces(), TestContext.Current.CancellationToken)
        );

        Assert.Equal($"{folder.PathOf("missing.pcap")}: there is no such file", exception.Message);
    }

    [Fact]
    public void Sequence_OfAPipe_CannotBeRewound()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("mkfifo", folder.PathOf("pipe"));
        using var writer = new FileStream(folder.PathOf("pipe"), FileMode.Open, FileAccess.ReadWrite);
        writer.Write(SampleFiles.Pcap);
        writer.Flush();
        using var sequence = CaptureSequence.Open(
            [new(folder.PathOf("pipe"))],
            new CaptureInterfaces(),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ReceiveStatus.Frames, sequence.Receive(out _));

        var exception = Assert.Throws<CaptureFileException>(sequence.Rewind);

        Assert.Equal(
            $"{folder.PathOf("pipe")}: a pipe can be read only once; write it to a file to repeat it",
            exception.Message
        );
    }

    [Fact]
    public void Preload_OfMoreThanAChunk_YieldsTheSamePackets()
    {
        var file = new FileBytes(false).PcapHeader();
        for (var i = 0u; i < 900; i++)
            file.PcapRecord(i, 0, [.. Enumerable.Repeat((byte)i, 20_000)]);
        var bytes = file.ToArray();
        var interfaces = new CaptureInterfaces();
        using var preloaded = Preload(bytes, interfaces);

        Assert.Equal((900L, 18_000_000L), (preloaded.Frames, preloaded.Bytes));
        var expected = Packet.ReadAll(bytes).Packets;
        Assert.Equal(expected, Packet.ReadAll(preloaded, interfaces));
        preloaded.Rewind();
        Assert.Equal(expected, Packet.ReadAll(preloaded, interfaces));
    }

    [Fact]
    public void Preload_OverTheLimit_IsRefused()
    {
        // Four packets of 3, 0, 7 and 1 bytes, and 32 bytes beside each.
        using var source = Open(SampleFiles.Pcap, new CaptureInterfaces());
        using var again = Open(SampleFiles.Pcap, new CaptureInterfaces());

        using var fits = PreloadedSource.Load(source, 4 * 32 + 11);
        var exception = Assert.Throws<CaptureFileException>(() => PreloadedSource.Load(again, 4 * 32 + 10));

        Assert.Equal(
            "the captures need more than 138 bytes of memory (limit reached at packet 4)",
            exception.Message
        );
    }

    private static PreloadedSource Preload(byte[] file, CaptureInterfaces interfaces)
    {
        using var source = Open(file, interfaces);
        return PreloadedSource.Load(source, long.MaxValue);
    }

    private static CaptureFileSource Open(byte[] file, CaptureInterfaces interfaces) =>
        CaptureFileSource.Open(new MemoryStream(file), "test", interfaces);
}
