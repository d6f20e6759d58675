using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Copying;

/// <summary>Copies above the MTU. Tshark puts the outer fragments together; what it gets is what was to be sent.</summary>
public sealed class OversizeTests : IDisposable
{
    private const int Mtu = 600;
    private const int OuterLength = 36;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> CapturesWithLongPackets =>
        [
            "gre.pcap",
            "http-ipv6.pcap",
            "ipv4frags.pcap",
            "nb6-startup.pcap",
            "lan-mixed-radius-acct.pcap",
            "sip-rtp-g711.pcap",
        ];

    [Theory]
    [MemberData(nameof(CapturesWithLongPackets))]
    public void Fragments_AreReassembledByTsharkToWhatWouldBeSentWhole(string name)
    {
        var (whole, _) = Replay(name, "--oversize", "send");
        var (cut, summary) = Replay(name, "--oversize", "fragment", "--mtu", $"{Mtu}");

        var pieces = PcapFile.Read(cut);
        Assert.All(pieces, piece => Assert.InRange(piece.Bytes.Length, 0, Mtu));
        var fragments = pieces.Count(piece => IsFragment(piece.Bytes));
        Assert.Equal(summary.Packets("fragments"), fragments);
        Assert.InRange(fragments, 2, int.MaxValue);
        Assert.Equal(Reassembled(whole), Reassembled(cut));
    }

    [Theory]
    [MemberData(nameof(CapturesWithLongPackets))]
    public void Drop_LeavesOutTheLongCopiesAndCountsThem(string name)
    {
        var (whole, _) = Replay(name, "--oversize", "send");
        var (rest, summary) = Replay(name, "--oversize", "drop", "--mtu", $"{Mtu}");

        var all = PcapFile.Read(whole).Select(packet => packet.Bytes).ToList();
        var fitting = all.Where(datagram => datagram.Length <= Mtu).ToList();
        // Identifications differ, as dropped copies take none.
        MirroredFile.AssertSame(
            [.. fitting.Select(datagram => datagram[OuterLength..])],
            [.. PcapFile.Read(rest).Select(packet => packet.Bytes[OuterLength..])]
        );
        Assert.Equal(all.Count - fitting.Count, summary.Dropped("oversize"));
    }

    public void Dispose() => _folder.Dispose();

    // More fragments follow, or this is not the first (RFC 791 section 3.1).
    private static bool IsFragment(byte[] datagram) => ((datagram[6] & 0x3f) | datagram[7]) != 0;

    // UDP payloads in order; of a datagram in pieces tshark shows it with the last.
    private static List<string> Reassembled(string file) =>
        [
            .. Tool.Run(
                "tshark",
                "-n",
                "-r",
                file,
                "-o",
                "ip.defragment:TRUE",
                "--disable-protocol",
                "jmirror",
                "-Y",
                "udp.payload",
                "-T",
                "fields",
                "-e",
                "udp.payload"
            ).Lines,
        ];

    private (string File, System.Text.Json.JsonElement Summary) Replay(string name, params string[] options)
    {
        var output = _folder.PathOf($"{options[1]}.pcap");
        var summary = JmirrorProgram.RunJson(
            0,
            ["replay", Captures.Shared($"subscriber/{name}"), "--write", output, .. options]
        );
        summary.AssertBalanced();
        return (output, summary);
    }
}
