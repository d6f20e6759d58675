using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests;

/// <summary>What <c>replay --write</c> made, as tshark reads it.</summary>
public sealed class ReplayToFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> SubscriberCaptures =>
        [
            .. Captures.AllShared.Where(name => !name.StartsWith("jmirror/", StringComparison.Ordinal)),
            "own/dev-pppoe-qinq-pap.pcap",
            "own/dev-ipoe-dhcp82.pcap",
        ];

    [Theory]
    [MemberData(nameof(SubscriberCaptures))]
    public void Replay_EveryCapture_IsDissectedByTsharkAsTheSummarySays(string name)
    {
        var output = _folder.PathOf("out.pcap");
        var summary = JmirrorProgram.RunJson(
            0,
            "replay",
            PathOf(name),
            "--write",
            output,
            "--mirror-id",
            "0x300",
            "--session-id",
            "144",
            "--oversize",
            "send"
        );

        summary.AssertBalanced();
        Assert.Equal(
            Tool.Run("capinfos", "-Mc", PathOf(name)).Lines[^1].Split(' ')[^1],
            $"{summary.Packets("read")}"
        );
        var rows = Tool.Run(
            "tshark",
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
        Assert.Equal(summary.Packets("sent"), rows.Length);
        Assert.All(rows, row => AssertMirrored(row.Split('\t')));
    }

    [Fact]
    public void Replay_PppoeCapture_CopiesTheIpPacketsThatPppoeCarried()
    {
        var output = _folder.PathOf("out.pcap");
        JmirrorProgram.RunJson(0, "replay", Captures.Own("dev-pppoe-qinq-pap.pcap"), "--write", output);

        // QinQ and PPPoE are 14 + 8 + 8 bytes here; PPP protocol 0021 or 0057 stands in the last two.
        var expected = PcapFile
            .Read(Captures.Own("dev-pppoe-qinq-pap.pcap"))
            .Select(frame => frame.Bytes)
            .Where(frame =>
                frame.Length > 30
                && frame[20] == 0x88
                && frame[21] == 0x64
                && frame[28] == 0
                && frame[29] is 0x21 or 0x57
            )
            .Select(frame =>
                frame
                    .AsSpan(
                        30,
                        frame[29] == 0x21 ? (frame[32] << 8) + frame[33] : (frame[34] << 8) + frame[35] + 40
                    )
                    .ToArray()
            )
            .ToList();
        var copies = PcapFile.Read(output).Select(datagram => datagram.Bytes[36..]).ToList();

        Assert.Equal(expected.Count, copies.Count);
        for (var i = 0; i < copies.Count; i++)
            Hex.AssertEqual(expected[i], copies[i]);
    }

    public void Dispose() => _folder.Dispose();

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

    private static string PathOf(string name) =>
        name.StartsWith("own/", StringComparison.Ordinal) ? Captures.Own(name[4..]) : Captures.Shared(name);
}
