using System.Globalization;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>
/// jmirror at the near end of a cable, tcpdump at the far end. The analyzer is 198.51.100.9, the outer source
/// 192.0.2.1 is nobody's address, and no packet can leave the two namespaces: neither has a default route.
/// </summary>
internal sealed class WireBed : IDisposable
{
    public const string Analyzer = "198.51.100.9";
    public const string Source = "192.0.2.1";
    public const string NearAddress = "10.9.0.1";
    public const string FarMac = "02:00:00:00:00:77";
    public const string ForeignMac = "02:00:00:00:00:09";

    /// <summary>An E Series way out: from an analyzer port without address, to a static MAC.</summary>
    public static readonly string[] StaticPort =
    [
        "--series",
        "e",
        "--via",
        $"port:{VethPair.Near}",
        "--static-arp",
        ForeignMac,
    ];

    /// <summary>The same, but the MAC is asked for.</summary>
    public static readonly string[] AskingPort = ["--series", "e", "--via", $"port:{VethPair.Near}"];

    private readonly TemporaryFolder _folder = new();

    public WireBed()
    {
        Cable = new VethPair();
        Cable.RunFar($"ip link set {VethPair.Far} address {FarMac}");
    }

    public VethPair Cable { get; }

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>A cable on which the analyzer is behind the far end, 10.9.0.2, as an MX Series router sees it.</summary>
    public static WireBed Routed()
    {
        var bed = new WireBed();
        bed.AddAddresses();
        return bed;
    }

    /// <summary>Makes the cable again that was removed.</summary>
    public void PlugAgain(bool isRouted, int queues = 1)
    {
        Cable.Plug(queues);
        Cable.RunFar($"ip link set {VethPair.Far} address {FarMac}");
        if (isRouted)
            AddAddresses();
    }

    public void AddRoute() => Cable.RunNear("ip route add 198.51.100.0/24 via 10.9.0.2");

    public void RemoveRoute() => Cable.RunNear("ip route delete 198.51.100.0/24");

    /// <summary>Runs <c>jmirror replay</c> at the near end to its end; to the analyzer, from the source.</summary>
    public JsonElement Replay(int exitCode, params IReadOnlyList<string> arguments) =>
        Balanced(Cable.RunNear(JmirrorProgram.Path, Complete(arguments)), exitCode);

    /// <summary>Starts <c>jmirror replay</c> at the near end.</summary>
    public RunningTool StartReplay(params IReadOnlyList<string> arguments) =>
        Cable.StartNear(JmirrorProgram.Path, Complete(arguments));

    /// <summary>The summary of a replay, which adds up.</summary>
    public static JsonElement Balanced(ToolResult result, int exitCode)
    {
        var summary = JmirrorProgram.Summary(result, exitCode);
        summary.AssertBalanced();
        return summary;
    }

    /// <summary>Frames that the far end's interface has counted since it was made.</summary>
    public long FarReceived => Counter(Cable.RunFar("cat /sys/class/net/far/statistics/rx_packets"));

    /// <summary>Frames that the near end's interface took and then lost: the far end was not up to receive them.</summary>
    public long LostOnTheCable => Counter(Cable.RunNear("cat /sys/class/net/near/statistics/tx_dropped"));

    /// <summary>Waits until the far end has received <paramref name="more"/> frames from now on.</summary>
    public void WaitForFrames(int more)
    {
        var before = FarReceived;
        Waiting.Until(() => FarReceived >= before + more, $"{more} more frames arrive");
    }

    public void Dispose()
    {
        Cable.Dispose();
        _folder.Dispose();
    }

    private void AddAddresses()
    {
        Cable.RunNear($"ip addr add {NearAddress}/24 dev {VethPair.Near}");
        Cable.RunFar($"ip addr add 10.9.0.2/24 dev {VethPair.Far}");
        AddRoute();
    }

    private static string[] Complete(IReadOnlyList<string> arguments)
    {
        bool IsGiven(string option) => arguments.Contains(option, StringComparer.Ordinal);
        var isConfigured = IsGiven("--config");
        string[] analyzer = isConfigured || IsGiven("--analyzer") ? [] : ["--analyzer", $"{Analyzer}:6502"];
        string[] source = isConfigured || IsGiven("--source") ? [] : ["--source", Source];
        return ["replay", .. arguments, .. analyzer, .. source, "--json"];
    }

    private static long Counter(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
