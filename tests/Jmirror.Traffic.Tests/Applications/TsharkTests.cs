using Jmirror.Network.Files;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications;

/// <summary>Wireshark's dissectors, written by others from the same RFCs, have nothing to say against our packets.</summary>
public sealed class TsharkTests : IDisposable
{
    private const int Conversations = 12;
    private const long PacketPeriod = 10_000_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<ApplicationKind, bool, string> Kinds =>
        new()
        {
            { ApplicationKind.Udp, false, "udp" },
            { ApplicationKind.Udp, true, "udp" },
            { ApplicationKind.Voip, false, "sip sdp rtp rtcp" },
            { ApplicationKind.Voip, true, "sip sdp rtp rtcp" },
            { ApplicationKind.Http, false, "tcp http" },
            { ApplicationKind.Http, true, "tcp http" },
            { ApplicationKind.Tls, false, "tcp tls" },
            { ApplicationKind.Tls, true, "tcp tls" },
            { ApplicationKind.Dns, false, "dns" },
            { ApplicationKind.Dns, true, "dns" },
            { ApplicationKind.Icmp, false, "icmp" },
            { ApplicationKind.Icmp, true, "icmpv6" },
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Packets_OfEachKind_AreWithoutFault(ApplicationKind kind, bool isIpv6, string protocols)
    {
        var file = Write(kind, isIpv6);
        Assert.Empty(
            Tshark(
                file,
                "-Y",
                "_ws.malformed || tcp.analysis.flags || ip.checksum.status == 0 || tcp.checksum.status == 0"
                    + " || udp.checksum.status == 0 || icmp.checksum.status == 0 || icmpv6.checksum.status == 0"
                    + " || _ws.expert.severity >= 0x600000",
                "-V"
            )
        );
        var seen = Tshark(file, "-T", "fields", "-e", "frame.protocols")
            .SelectMany(line => line.Split(':'))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(protocols.Split(' ').Except(seen, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_OfBothFamilies_AreRtpStreamsWithoutLoss(bool isIpv6)
    {
        var streams = Tshark(Write(ApplicationKind.Voip, isIpv6), "-q", "-z", "rtp,streams")
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
        var responses = Tshark(
            Write(ApplicationKind.Http, isIpv6),
            "-Y",
            "http.response.code == 200",
            "-T",
            "fields",
            "-e",
            "http.content_length",
            "-e",
            "http.file_data"
        );
        Assert.Equal(Conversations, responses.Length);
        Assert.All(
            responses,
            line =>
            {
                var fields = line.Split('\t');
                Assert.Equal(fields[0], $"{fields[1].Length / 2}");
            }
        );
    }

    [Fact]
    public void Tls_ServerName_IsTheHosts()
    {
        var names = Tshark(
            Write(ApplicationKind.Tls, isIpv6: false),
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

    // Conversations one after the other, as raw IP.
    private string Write(ApplicationKind kind, bool isIpv6)
    {
        var path = _folder.PathOf($"{kind}-{isIpv6}.pcap");
        var application = Talk.Of(kind);
        using var sink = CaptureFileSink.Create(path, "test", "test", ethernet: null);
        long time = 0;
        for (ulong number = 1; number <= Conversations; number++)
        {
            var batch = sink.Rent();
            foreach (var packet in Talk.Listen(application, number, isIpv6))
            {
                Assert.True(batch.TryReserve(packet.Bytes.Length, time += PacketPeriod, out var bytes));
                packet.Bytes.CopyTo(bytes);
            }
            Assert.Equal(batch.Count, sink.Send(batch, 0, out _));
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
