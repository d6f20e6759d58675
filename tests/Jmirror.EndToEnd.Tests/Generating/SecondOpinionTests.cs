using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>Wireshark's dissectors agree with what generated files are said to hold.</summary>
public sealed class SecondOpinionTests : IDisposable
{
    private const int Packets = 10_000;
    private const double Tolerance = 0.01;

    private readonly TemporaryFolder _folder = new();

    // The weights of Generation.AllTraffic.
    private static readonly Dictionary<string, int> Weights = new(StringComparer.Ordinal)
    {
        ["http"] = 5,
        ["voip"] = 3,
        ["dns"] = 2,
        ["icmp"] = 2,
        ["ppp"] = 2,
        ["tls"] = 3,
        ["udp"] = 3,
    };

    [Theory]
    [InlineData("--frames")]
    [InlineData("")]
    public void Mix_OfEveryApplication_IsFaultlessAndWithinOnePercentOfTheShares(string form)
    {
        var file = _folder.PathOf("mix.pcapng");
        var summary = Generation.Write(
            file,
            [
                "--subscribers",
                "24",
                .. Generation.AllAccess,
                .. Generation.AllTraffic,
                .. form.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                "--limit",
                $"{Packets}",
            ]
        );

        Generation.AssertFaultless(file);
        // Of copies in outer fragments the last one shows the packet.
        var whole = form.Length > 0 ? "eth" : "jmirror";
        var kinds = Generation
            .Fields(file, whole, "frame.protocols", "tcp.port")
            .CountBy(row => KindOf(row[0], row[1]), StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        Assert.Equal(Packets, kinds.Values.Sum());
        var total = Weights.Values.Sum();
        foreach (var (kind, weight) in Weights)
        {
            var share = (double)kinds.GetValueOrDefault(kind) / Packets;
            Assert.InRange(share, (double)weight / total - Tolerance, (double)weight / total + Tolerance);
            Assert.Equal(kinds[kind], TrafficOf(summary, kind));
        }
    }

    [Fact]
    public void Frames_OfAllKindsOfAccess_GoBothWays()
    {
        var file = _folder.PathOf("frames.pcap");
        var summary = Generation.Write(
            file,
            [
                "--subscribers",
                "24",
                .. Generation.AllAccess,
                .. Generation.AllTraffic,
                "--frames",
                "--limit",
                "6000",
            ]
        );

        const string Router = "02:ff:00:00:00:01";
        var ways = Generation.Fields(file, "eth", "eth.dst", "frame.protocols");
        var downstream = ways.Count(row => !string.Equals(row[0], Router, StringComparison.Ordinal));
        Assert.Equal(TrafficOf(summary, "downstream"), downstream);
        Assert.InRange(downstream, 6000 * 0.3, 6000 * 0.7);
        foreach (var access in (string[])["vlan:ethertype:ip", "pppoes", "l2tp"])
        {
            Assert.InRange(
                ways.Count(row => row[1].Contains(access, StringComparison.Ordinal)),
                6000 * 0.2,
                6000 * 0.5
            );
        }
    }

    [Theory]
    [InlineData("pap")]
    [InlineData("chap")]
    public void Signalling_OfAllKindsOfAccess_DissectsFully(string authentication)
    {
        var file = _folder.PathOf("signalling.pcap");
        var summary = Generation.Write(
            file,
            [
                "--subscribers",
                "24",
                .. Generation.AllAccess,
                .. Generation.Churn,
                "--authentication",
                authentication,
                "--mix",
                "icmp",
                "--frames",
                "--limit",
                "8000",
            ]
        );

        Generation.AssertFaultless(file);
        var seen = Generation.Fields(
            file,
            "eth",
            "frame.protocols",
            "dhcp.option.dhcp",
            "dhcpv6.msgtype",
            "icmpv6.type",
            "pppoe.code",
            "l2tp.avp.message_type",
            "pap.code",
            "chap.code",
            "radius.code",
            "radius.Acct_Status_Type"
        );
        AssertHas(seen, 1, 1, 2, 3, 5, 7);
        AssertHas(seen, 2, 1, 2, 3, 7, 8);
        AssertHas(seen, 3, 133, 134);
        AssertHas(seen, 4, 0x09, 0x07, 0x19, 0x65, 0xa7);
        AssertHas(seen, 5, 1, 2, 3, 10, 11, 12, 14);
        AssertHas(seen, authentication is "pap" ? 6 : 7, authentication is "pap" ? [1, 2] : [1, 2, 3]);
        AssertHas(seen, 8, 1, 2, 4, 5);
        // Echoes carry data; nothing else ends in bytes that Wireshark knows no name for.
        var names = seen.Select(row => row[0].Split(':')).Where(IsNoEcho).SelectMany(protocols => protocols);
        var known = names.ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(
                ["lcp", "ipcp", "ipv6cp", "dhcp", "dhcpv6", "radius"],
                StringComparer.Ordinal
            ),
            known
        );
        Assert.DoesNotContain("data", known);
        // Each login begins the accounting and each logout ends it; one may be under way.
        var sessions = summary.GetProperty("sessions");
        var (starts, stops) = (seen.Count(row => row[9] is "1"), seen.Count(row => row[9] is "2"));
        Assert.InRange(sessions.GetProperty("logins").GetInt32(), starts - 1, starts);
        Assert.InRange(sessions.GetProperty("logouts").GetInt32(), stops - 1, stops);
    }

    [Fact]
    public void Option82_IsTheCircuitAndTheLineOfItsSubscriber()
    {
        var file = _folder.PathOf("dhcp.pcap");
        Generation.Write(
            file,
            [
                "--subscribers",
                "24",
                .. Generation.AllAccess,
                .. Generation.Churn,
                "--frames",
                "--limit",
                "3000",
            ]
        );

        var lines = Generation.Fields(
            file,
            "dhcp.option.dhcp == 1",
            "dhcp.hw.mac_addr",
            "dhcp.option.agent_information_option.agent_circuit_id",
            "dhcp.option.agent_information_option.agent_remote_id"
        );

        Assert.True(lines.Count > 8);
        foreach (var line in lines)
        {
            var who = PlannedSubscriber.OfMac(line[0]);
            Assert.Equal((who.CircuitIdHex, who.RemoteIdHex), (line[1], line[2]));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string KindOf(string protocols, string ports)
    {
        var names = protocols.Split(':');
        bool Has(params string[] any) => names.Intersect(any, StringComparer.Ordinal).Any();
        return Has("sip", "rtp", "rtcp") ? "voip"
            : Has("dns") ? "dns"
            : Has("icmp", "icmpv6") ? "icmp"
            : Has("lcp") ? "ppp"
            : ports.Split(',').Contains("443", StringComparer.Ordinal) ? "tls"
            : Has("tcp") ? "http"
            : "udp";
    }

    private static long TrafficOf(JsonElement summary, string name) =>
        summary.GetProperty("traffic").GetProperty(name).GetInt64();

    private static bool IsNoEcho(string[] protocols) =>
        !protocols.Intersect(["icmp", "icmpv6"], StringComparer.Ordinal).Any();

    private static void AssertHas(List<string[]> rows, int column, params int[] values)
    {
        var seen = rows.SelectMany(row => row[column].Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => Convert.ToInt32(text, text.StartsWith("0x", StringComparison.Ordinal) ? 16 : 10));
        Assert.Empty(values.Except(seen));
    }
}
