using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// Capture and analyzer at the same interface, behind a bridge that sends every copy back: each copy is seen when it
/// leaves, when it returns, or both, and selected by the trigger. Without a guard the first packet would never end.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class LoopTests
{
    private const string Bridge = "hairpin";
    private const string AnalyzerBehindTheBridge = "10.8.0.2";
    private const string NobodysMac = "02:00:00:00:00:99";

    private static readonly TriggerCase All = new(
        "dev-ipoe-dhcp82.pcap",
        $"interface: {LiveBed.Tap}",
        "ip || ipv6",
        CopiedLayer.TwoTags
    );

    public static TheoryData<string, string, string> Ways =>
        new()
        {
            { "packet", "raw", "routed" },
            { "packet", "packet", "routed" },
            { "pcap", "raw", "routed" },
            { "packet", "packet", "port" },
            { "xdp", "packet", "port" },
            { "pcap", "pcap", "port" },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Run_CopiesComeBack_AreCountedAsOwnOutputAndNotCopiedAgain(
        string capture,
        string engine,
        string via
    )
    {
        var expected = All.Expected;
        using var bed = new LiveBed();
        SendBack(bed);
        var outgoing = capture is "xdp" ? "ignore" : "include";
        var (series, analyzer) = via is "routed"
            ? ("mx", $"address: {AnalyzerBehindTheBridge}")
            : (
                "e",
                $"address: {AnalyzerBehindTheBridge}, via: {{ port: {LiveBed.Tap}, static-arp: '{NobodysMac}' }}"
            );
        var header = via is "routed" ? ", mirror-id: 1, session-id: 1" : "";
        using var run = bed.StartRun(
            $$"""
            router: { series: {{series}}, source-address: 10.8.0.1 }
            capture:
              engine: {{capture}}
              interfaces: [ { name: {{LiveBed.Tap}}, side: access, outgoing: {{outgoing}} } ]
            {{bed.ApiSection}}
            analyzers: { md1: { {{analyzer}} } }
            mirrors: [ { trigger: { {{All.Trigger}} }, analyzer: md1{{header}} } ]
            """,
            "--engine",
            engine
        );
        using var api = ControlApi.Of(bed);
        bed.Play(All.Path);
        Waiting.Until(() => Statistic(api, "dropped", "own-output") >= expected.Count, "all copies are back");
        var summary = LiveBed.End(run);

        Assert.Equal(expected.Count, summary.Packets("sent"));
        // Once when it left, once when it came back, however the engines see it.
        Assert.InRange(summary.Dropped("own-output"), expected.Count, 2 * expected.Count);
    }

    // A bridge of one port that may send a frame out where it came in: what it does not know comes back as it was.
    private static void SendBack(LiveBed bed)
    {
        bed.InSubscribers($"ip link add {Bridge} type bridge mcast_snooping 0");
        // No packet of its own: neither multicast reports nor neighbour discovery.
        bed.InSubscribers("sysctl -q -w net.ipv6.conf.all.disable_ipv6=1");
        bed.InSubscribers($"ip link set {LiveBed.Wire} master {Bridge}");
        bed.InSubscribers($"ip link set {LiveBed.Wire} type bridge_slave hairpin on");
        bed.InSubscribers($"ip link set {Bridge} up");
        bed.InRouter($"ip addr add 10.8.0.1/24 dev {LiveBed.Tap}");
        bed.InRouter($"ip neigh add {AnalyzerBehindTheBridge} lladdr {NobodysMac} dev {LiveBed.Tap}");
    }

    private static long Statistic(ControlApi api, string group, string name) =>
        api.Get("/v1/statistics").GetProperty(group).TryGetProperty(name, out var count)
            ? count.GetInt64()
            : 0;
}
