using System.Globalization;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// The emulator between a subscriber's side and an analyzer, each behind a cable: <c>tap</c> is where jmirror
/// captures, <c>out</c> its way to the analyzer. Nothing has a default route, so no packet can leave.
/// </summary>
/// <remarks>
/// <code>
/// subscribers: wire ═══ tap :router: out ═══ md :analyzer
///                                  10.9.0.1   10.9.0.2
/// </code>
/// </remarks>
internal sealed class LiveBed : IDisposable
{
    public const string Tap = "tap";
    public const string Out = "out";
    public const string Wire = "wire";
    public const string AnalyzerInterface = "md";
    public const string Analyzer = "10.9.0.2";
    public const string Source = "10.9.0.1";
    public const string AnalyzerMac = "02:00:00:00:00:77";

    /// <summary>MTU of all cables: frames of captures with tags and tunnels, and their copies, pass whole.</summary>
    public const int Mtu = 2000;

    private static int _made;

    private readonly TemporaryFolder _folder = new();
    private readonly string _subscribers;
    private readonly string _router;
    private readonly string _analyzer;

    public LiveBed()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Tool.Find("ip") is not null, "ip (iproute2) is not installed");
        var prefix = $"jmlive{Environment.ProcessId}-{Interlocked.Increment(ref _made)}";
        _subscribers = $"{prefix}s";
        _router = $"{prefix}r";
        _analyzer = $"{prefix}a";
        try
        {
            foreach (var name in (string[])[_subscribers, _router, _analyzer])
                Tool.Run("ip", "netns", "add", name);
            Plug(Tap, Wire, _subscribers);
            Plug(Out, AnalyzerInterface, _analyzer);
            InAnalyzer($"ip link set {AnalyzerInterface} address {AnalyzerMac}");
            InRouter($"ip addr add {Source}/24 dev {Out}");
            InAnalyzer($"ip addr add {Analyzer}/24 dev {AnalyzerInterface}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Namespace of the emulator.</summary>
    public string Router => _router;

    /// <summary>Where a run of this bed has its control API, when its configuration says <see cref="ApiSection"/>.</summary>
    public string Socket => PathOf("api.sock");

    /// <summary>The section of a configuration that opens the control API.</summary>
    public string ApiSection => $"api: {{ socket: {Socket} }}";

    /// <summary>Name of the namespace of the subscribers.</summary>
    public string SubscribersNamespace => _subscribers;

    /// <summary>Name of the namespace of the analyzer.</summary>
    public string AnalyzerNamespace => _analyzer;

    public string PathOf(string name) => _folder.PathOf(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public string InRouter(string command) => RunIn(_router, command.Split(' ')).Output;

    public string InSubscribers(string command) => RunIn(_subscribers, command.Split(' ')).Output;

    public string InAnalyzer(string command) => RunIn(_analyzer, command.Split(' ')).Output;

    public RunningTool StartInAnalyzer(string path, params IReadOnlyList<string> arguments) =>
        StartIn(_analyzer, path, arguments);

    public RunningTool StartInSubscribers(string path, params IReadOnlyList<string> arguments) =>
        StartIn(_subscribers, path, arguments);

    public RunningTool StartInRouter(string path, params IReadOnlyList<string> arguments) =>
        StartIn(_router, path, arguments);

    /// <summary>Runs a program to its end, whichever that is.</summary>
    public ToolResult RunInRouter(string path, params IReadOnlyList<string> arguments) =>
        Tool.RunAny(Tool.Find("ip")!, ["netns", "exec", _router, path, .. arguments]);

    /// <summary>Starts <c>jmirror run</c> on a configuration and waits until it mirrors.</summary>
    public RunningTool StartRun(string yaml, params IReadOnlyList<string> arguments)
    {
        var run = StartInRouter(
            JmirrorProgram.Path,
            ["run", "--config", Write("run.yaml", yaml), "--json", .. arguments]
        );
        run.WaitUntilItSays("mirroring");
        return run;
    }

    /// <summary>tcpreplay plays a capture into the tap, at a rate that nobody loses a frame of.</summary>
    public void Play(string capture, int packetsPerSecond = 5000) =>
        RunIn(
            _subscribers,
            Tool.Find("tcpreplay")!,
            "-q",
            "-i",
            Wire,
            "--pps",
            packetsPerSecond.ToString(CultureInfo.InvariantCulture),
            capture
        );

    /// <summary>tcpreplay plays a capture over and over, until it is disposed.</summary>
    public RunningTool PlayForEver(string capture, int packetsPerSecond = 5000) =>
        StartInSubscribers(
            Tool.Find("tcpreplay")!,
            "-q",
            "-i",
            Wire,
            "--loop",
            "0",
            "--pps",
            packetsPerSecond.ToString(CultureInfo.InvariantCulture),
            capture
        );

    /// <summary>A command that talks to the run of this bed; what it prints with --json.</summary>
    public JsonElement Control(params IReadOnlyList<string> command) =>
        JmirrorProgram.RunJson(0, [.. command, "--socket", Socket]);

    /// <summary>Ends a run as a service manager does; its summary, which adds up.</summary>
    public static JsonElement End(RunningTool run)
    {
        var summary = JmirrorProgram.Summary(run.Terminate(), 0);
        summary.AssertBalanced();
        return summary;
    }

    public void Dispose()
    {
        foreach (var name in (string[])[_subscribers, _router, _analyzer])
        {
            if (File.Exists($"/run/netns/{name}"))
                Tool.Run("ip", "netns", "delete", name);
        }
        _folder.Dispose();
    }

    private void Plug(string near, string far, string farNamespace)
    {
        InRouter($"ip link add {near} mtu {Mtu} type veth peer name {far} mtu {Mtu} netns {farNamespace}");
        foreach (var (end, room) in (ReadOnlySpan<(string, string)>)[(near, _router), (far, farNamespace)])
        {
            if (Directory.Exists("/proc/sys/net/ipv6"))
                RunIn(room, "ip", "link", "set", end, "addrgenmode", "none");
            RunIn(room, "ip", "link", "set", end, "up");
        }
    }

    private static RunningTool StartIn(string room, string path, IReadOnlyList<string> arguments) =>
        RunningTool.Start(Tool.Find("ip")!, ["netns", "exec", room, path, .. arguments]);

    private static ToolResult RunIn(string room, params IReadOnlyList<string> command) =>
        Tool.Run("ip", ["netns", "exec", room, .. command]);
}
