using Jmirror.Network.Files;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications;

/// <summary>Wireshark's dissectors, written by others from the same RFCs, have nothing to say against our packets.</summary>
public sealed class TsharkTests : IDisposable
{
    private const uint RawIp = 101;
    private const int Conversations = 12;
    private const long PacketPeriod = 10_000_000;

    private readonly TemporaryFolder _folder = new();

    private static readonly ApplicationKind[] OverIp =
    [
        ApplicationKind.Udp,
        ApplicationKind.Voip,
        ApplicationKind.Http,
        ApplicationKind.Tls,
        ApplicationKind.Dns,
        ApplicationKind.Icmp,
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "ip udp sip sdp rtp rtcp tcp http tls dns icmp")]
    [InlineData(true, "ipv6 udp sip sdp rtp rtcp tcp http tls dns icmpv6")]
    public void Packets_OfAllKinds_AreWithoutFault(bool isIpv6, string protocols)
    {
        var file = Write(isIpv6, OverIp);
        Assert.Empty(Faults(file));
        var seen = Tshark(file, "-T", "fields", "-e", "frame.protocols")
            .SelectMany(line => line.Split(':'))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(protocols.Split(' ').Except(seen, StringComparer.Ordinal));
    }

    [Fact]
    public void Packets_WithOneBitChanged_AreFoundFaulty()
    {
        // Shows that the list of faults finds what it looks for.
        var packet = Talk.Listen(Talk.Of(ApplicationKind.Udp), 1)[2].Bytes;
        packet[^1] ^= 1;
        var file = _folder.PathOf("changed.pcap");
        PcapFile.Write(file, RawIp, [(0, packet)]);
        Assert.NotEmpty(Faults(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_OfBothFamilies_AreRtpStreamsWithoutLoss(bool isIpv6)
    {
        var streams = Tshark(Write(isIpv6, ApplicationKind.Voip), "-q", "-z", "rtp,streams")
            .Where(line => line.Contains("0x", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2 * Conversations, streams.Count);
        Assert.All(streams, line => Assert.Contains(" 0 (0.0%)", line, StringComparison.Ordinal));
        Assert.All(streams, line => Assert.Contains("g711A", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pages_OfBothFamilies_AreWholeResponses(bool isIpv6)
    {
        var file = Write(isIpv6, ApplicationKind.Http);
        var said = Tshark(
                file,
                "-Y",
                "http.response.code == 200",
                "-T",
                "fields",
                "-e",
                "http.content_length"
            )
            .Select(int.Parse);
        Tshark(file, "-q", "--export-objects", $"http,{_folder.PathOf("pages")}");
        var found = new DirectoryInfo(_folder.PathOf("pages")).GetFiles().Select(page => (int)page.Length);
        Assert.Equal(said.Order(), found.Order());
        Assert.Equal(Conversations, said.Count());
    }

    [Fact]
    public void Tls_ServerName_IsTheHosts()
    {
        var names = Tshark(
            Write(isIpv6: false, ApplicationKind.Tls),
            "-Y",
            "tls.handshake.type == 1",
            "-T",
            "fields",
            "-e",
            "tls.handshake.extensions_server_name",
            "-e",
            "ip.dst"
        );
        Assert.Equal(Conversations, names.Length);
        Assert.All(
            names,
            line =>
            {
                var (name, address) = (line.Split('\t')[0], line.Split('\t')[1].Split('.'));
                var host =
                    (byte.Parse(address[1]) - 18) * 65_536
                    + byte.Parse(address[2]) * 256
                    + byte.Parse(address[3]);
                Assert.Equal($"h{host:x5}.example", name);
            }
        );
    }

    // Warnings and errors (epan/proto.h: PI_WARN) and all that the TCP analysis notices.
    private static string[] Faults(string file) =>
        Tshark(
            file,
            "-Y",
            "_ws.malformed || tcp.analysis.flags || ip.checksum.status == 0 || tcp.checksum.status == 0"
                + " || udp.checksum.status == 0 || icmp.checksum.status == 0 || icmpv6.checksum.status == 0"
                + " || _ws.expert.severity >= 0x600000",
            "-V"
        );

    // Conversations one after the other, as raw IP.
    private string Write(bool isIpv6, params IReadOnlyList<ApplicationKind> kinds)
    {
        var path = _folder.PathOf("written.pcap");
        using var sink = CaptureFileSink.Create(path, "test", "test", ethernet: null);
        long time = 0;
        ulong number = 0;
        foreach (var application in kinds.Select(kind => Talk.Of(kind)))
        {
            for (var i = 0; i < Conversations; i++)
            {
                var batch = sink.Rent();
                foreach (var packet in Talk.Listen(application, ++number, isIpv6))
                {
                    Assert.True(batch.TryReserve(packet.Bytes.Length, time += PacketPeriod, out var bytes));
                    packet.Bytes.CopyTo(bytes);
                }
                Assert.Equal(batch.Count, sink.Send(batch, 0, out _));
            }
        }
        return path;
    }

    private static string[] Tshark(string file, params IReadOnlyList<string> arguments) =>
        Tool.Run(
            "tshark",
            [
                "-r",
                file,
                "-n",
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE",
                .. arguments,
            ]
        ).Lines;
}
