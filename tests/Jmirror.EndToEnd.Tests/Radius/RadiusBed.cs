using System.Text.Json;
using Jmirror.EndToEnd.Tests.Live;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Radius;

/// <summary>A live bed whose router has a loopback, and FreeRADIUS's tools in it.</summary>
internal sealed class RadiusBed : IDisposable
{
    public const string Secret = "testing123";
    public const string Loopback = "127.0.0.1";

    private readonly string _radclient;
    private int _requests;

    public RadiusBed()
    {
        var path = Tool.Find("radclient");
        Assert.SkipUnless(path is not null, "radclient is not installed");
        _radclient = path;
        Live = new LiveBed();
        Live.InRouter("ip link set lo up");
    }

    public LiveBed Live { get; }

    /// <summary>The secure log's file.</summary>
    public string SecureLog => Live.PathOf("secure.log");

    /// <summary>Starts a run with the analyzer, the control socket and the secure log.</summary>
    /// <param name="capture">Further keys of the capture interface.</param>
    /// <param name="rest">Further sections.</param>
    public RunningTool StartRun(string rest, string capture = "") =>
        Live.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access{{capture}} } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            api: { socket: {{Live.PathOf("api.sock")}} }
            logging: { secure-log-file: {{SecureLog}} }
            {{rest}}
            """
        );

    /// <summary>Sends a dynamic request to the run; see <see cref="RadclientOutput.AnswerOf"/>.</summary>
    public string Ask(string kind, string attributes, string secret = Secret)
    {
        var file = Live.Write($"request{_requests++}", attributes);
        var radclient = Live.StartInRouter(
            _radclient,
            ["-x", "-r", "1", "-t", "1", "-f", file, $"{Loopback}:3799", kind, secret]
        );
        return RadclientOutput.AnswerOf(radclient.WaitForEnd().Output);
    }

    /// <summary>Plays a capture, and waits until the run has carried all of it.</summary>
    public void Play(string capture, int packetsPerSecond = 5000)
    {
        var frames = ReadSoFar() + PcapFile.Read(capture).Count;
        Live.Play(capture, packetsPerSecond);
        Waiting.Until(() => ReadSoFar() >= frames, $"the run has read {frames} frames");
    }

    /// <summary>A capture of the frames that a display filter selects.</summary>
    public string Cut(string capture, string filter)
    {
        var file = Live.PathOf($"cut{_requests++}.pcap");
        Tool.Run("tshark", "-n", "-r", capture, "-Y", filter, "-F", "pcap", "-w", file);
        return file;
    }

    public void Dispose() => Live.Dispose();

    /// <summary>What the run's API says of its counters.</summary>
    public JsonElement Statistics()
    {
        var answer = Tool.Run(
            "curl",
            "--silent",
            "--unix-socket",
            Live.PathOf("api.sock"),
            "http://localhost/v1/statistics"
        );
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    private long ReadSoFar() => Statistics().Packets("read");
}
