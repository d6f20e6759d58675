using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Copying;

/// <summary>Each form of copy of every capture, as tshark reads it.</summary>
public sealed class CopyFormTests : IDisposable
{
    private const int OuterLength = 36;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> SubscriberCaptures => AllCaptures.OfSubscribers;

    [Theory]
    [MemberData(nameof(SubscriberCaptures))]
    public void Auto_IsDissectedByTsharkAsTheSummarySays(string name) => AssertDissected(name, "auto");

    [Theory]
    [MemberData(nameof(SubscriberCaptures))]
    public void Ppp_IsDissectedByTsharkAsTheSummarySays(string name) => AssertDissected(name, "ppp");

    [Fact]
    public void Bare_IsTheIpPacketAloneAndReadByTshark()
    {
        var captures = AllCaptures.OfSubscribers.Select(row => row.Data).ToArray();
        var (bare, count) = Replay(captures, "--series", "e", "--no-header", "--oversize", "send");
        var (whole, _) = Replay(captures, "--as", "ip", "--oversize", "send");

        MirroredFile.AssertSame(
            [.. PcapFile.Read(whole).Select(packet => packet.Bytes[OuterLength..])],
            [.. PcapFile.Read(bare).Select(packet => packet.Bytes)]
        );
        Assert.Equal(count, Oracle.Fields(bare, "ip || ipv6", "frame.number").Count);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertDissected(string name, string form)
    {
        var (output, count) = Replay(
            [name],
            "--as",
            form,
            "--mirror-id",
            "0x300",
            "--session-id",
            "144",
            "--oversize",
            "send"
        );
        var rows = Tool.Run(
            "tshark",
            "-n",
            "-r",
            output,
            "-d",
            "udp.port==30030,jmirror",
            "-o",
            "ip.check_checksum:TRUE",
            "-T",
            "fields",
            "-E",
            "occurrence=f",
            "-e",
            "ip.checksum.status",
            "-e",
            "ip.dst",
            "-e",
            "udp.checksum",
            "-e",
            "jmirror.mid",
            "-e",
            "jmirror.sid",
            "-e",
            "udp.payload"
        ).Lines;
        Assert.Equal(count, rows.Length);
        Assert.All(rows, row => AssertMirrored(row.Split('\t')));
    }

    private (string File, long Sent) Replay(string[] names, params string[] options)
    {
        var output = _folder.PathOf($"{options.Length}.pcap");
        var captures = names.Select(AllCaptures.PathOf).ToList();
        var summary = JmirrorProgram.RunJson(0, ["replay", .. captures, "--write", output, .. options]);
        summary.AssertBalanced();
        Assert.Equal(captures.Sum(capture => PcapFile.Read(capture).Count), summary.Packets("read"));
        return (output, summary.Packets("sent"));
    }

    // Wireshark decides by the payload's first bytes and refuses some that routers do send (IPv4 options, PAP, CHAP,
    // IPV6CP ...): those show as UDP data, and the header bytes are looked at instead.
    private static void AssertMirrored(string[] fields)
    {
        var (checksum, destination, udpChecksum) = (fields[0], fields[1], fields[2]);
        var (mirrorId, sessionId, payload) = (fields[3], fields[4], fields[5]);
        Assert.Equal(("1", "192.0.2.100", "0x0000"), (checksum, destination, udpChecksum));
        if (mirrorId.Length > 0)
            Assert.Equal(("0x00000300", "0x00000090"), (mirrorId, sessionId));
        else
            Assert.StartsWith("0000030000000090", payload, StringComparison.Ordinal);
    }
}
