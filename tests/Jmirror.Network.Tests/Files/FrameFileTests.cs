using Jmirror.Network.Files;
using Jmirror.Network.Tests.Linux;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

/// <summary>Whole Ethernet frames into a file.</summary>
public sealed class FrameFileTests
{
    private const string Application = "jmirror 1.2.3";

    [Fact]
    public void Pcap_Frames_AreTheseBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("out.pcap");
        using (var sink = CaptureFileSink.CreateForFrames(path, Application, "near"))
        {
            var batch = sink.Rent();
            batch.Memory.AsSpan().Fill(0xa5);
            Assert.True(batch.TryReserve(14, 1_000_000_002, out var room));
            Hex.Bytes("02ff00000001 020000000007 88b5").CopyTo(room);
            Assert.Equal(1, sink.Send(batch, 0, out _));
        }

        Hex.AssertEqual(
            Hex.Bytes(
                """
                4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000
                01000000 02000000 0e000000 0e000000 02ff00000001 020000000007 88b5
                """
            ),
            File.ReadAllBytes(path)
        );
    }

    [Theory]
    [InlineData("out.pcap")]
    [InlineData("out.pcapng")]
    public void Frames_OfEveryKind_TsharkReadsThemAsEthernetByteForByte(string name)
    {
        byte[][] frames = [.. Enumerable.Range(1, 20).SelectMany(SubscriberFrames.OfEveryKind)];
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(name);
        using (var sink = CaptureFileSink.CreateForFrames(path, Application, "near"))
            Assert.Equal(frames.Length, sink.SendAll(frames)["sent"]);

        // Wireshark's number of Ethernet.
        var types = Tool.Run("tshark", "-r", path, "-T", "fields", "-e", "frame.encap_type").Lines;
        Assert.Equal(Enumerable.Repeat("1", frames.Length), types, StringComparer.Ordinal);
        var copy = folder.PathOf("copy.pcap");
        Tool.Run("tshark", "-r", path, "-F", "nsecpcap", "-w", copy);
        Assert.Equal(frames, PcapFile.Read(copy).Select(packet => packet.Bytes));
    }
}
