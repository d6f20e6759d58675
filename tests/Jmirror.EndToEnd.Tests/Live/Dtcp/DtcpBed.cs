using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live.Dtcp;

/// <summary>A run that mirrors what it is told by DTCP, between subscribers and an analyzer.</summary>
internal sealed class DtcpBed : IDisposable
{
    public const string User = "li-user";

    /// <summary>Twenty subscribers; what they send, in IP from PPP.</summary>
    public const string PppIp = "(ppp.protocol == 0x0021 || ppp.protocol == 0x0057)";

    /// <summary>Frames until all twenty have logged in; behind them comes what they send, and their logouts.</summary>
    public const int LoginFrames = 230;

    // Behind Ethernet, two VLAN tags, and version, type and code.
    private const int PppoeSessionOffset = 24;
    private const string Password = "open sesame";
    private const int Port = 32001;

    private readonly string _keyFile;

    public DtcpBed(string settings = "", string sections = "")
    {
        foreach (var program in (string[])["ssh", "sshpass", "tshark", "tcpreplay"])
            Assert.SkipUnless(Tool.Find(program) is not null, $"{program} is not installed");
        try
        {
            Live.InRouter("ip link set lo up");
            _keyFile = Live.PathOf("id_ed25519");
            Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _keyFile);
            var hash = Tool.RunAny(JmirrorProgram.Path, ["dtcp", "password"], Password).Output.Trim();
            Run = Live.StartRun(
                $$"""
                router: { name: lab, source-address: {{LiveBed.Source}} }
                capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
                analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
                api: { socket: {{Live.PathOf("api.sock")}} }
                dtcp:
                  listen: 127.0.0.1
                  host-keys: {{Live.PathOf("host-keys")}}
                  users: { {{User}}: { password-hash: {{hash}}, authorized-keys: "{{File.ReadAllText(
                    $"{_keyFile}.pub"
                ).Trim()}}" } }
                  {{settings}}
                {{sections}}
                """
            );
        }
        catch
        {
            Live.Dispose();
            throw;
        }
    }

    public LiveBed Live { get; } = new();

    public RunningTool Run { get; }

    /// <summary>The capture that is played.</summary>
    public static string Capture => Captures.Own("dev-pppoe-qinq-pap.pcap");

    /// <summary>ssh with the user's key.</summary>
    public SshChannel OpenByKey() =>
        Open(Tool.Find("ssh")!, [.. Options("-i", _keyFile, "-o", "BatchMode=yes")]);

    /// <summary>ssh with the user's password.</summary>
    public SshChannel OpenByPassword() =>
        Open(Tool.Find("sshpass")!, ["-p", Password, "ssh", .. Options("-o", "PubkeyAuthentication=no")]);

    /// <summary>A command of <c>jmirror dtcp</c>, which must be answered with 200; its output.</summary>
    public string Jmirror(string command, params IReadOnlyList<string> arguments)
    {
        string[] options =
        [
            $"IdentityFile={_keyFile}",
            "StrictHostKeyChecking=no",
            $"UserKnownHostsFile={KnownHosts}",
        ];
        var result = Live.RunInRouter(
            JmirrorProgram.Path,
            [
                "dtcp",
                command,
                "--user",
                User,
                .. options.SelectMany(option => new[] { "--ssh-option", option }),
                .. arguments,
            ]
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    /// <summary>The parameters of an ADD to the bed's analyzer.</summary>
    public static string[] Adding(string trigger, string handle, params IEnumerable<string> more) =>
        [
            "Cdest-ID: md1",
            $"X-JTap-Cdest-Dest-Address: {LiveBed.Analyzer}",
            $"X-JTap-Cdest-Source-Address: {LiveBed.Source}",
            $"X-MD-Intercept-Id: {handle}",
            trigger,
            .. more.DefaultIfEmpty("X-JTap-Cdest-Dest-Port: 30030"),
            "Flags: STATIC",
        ];

    /// <summary>The packets that subscriber n sends over PPP, of the frames that a filter selects besides.</summary>
    public static List<byte[]> PacketsOf(int subscriber, string filter = "frame") =>
        new TriggerCase(
            Path.GetFileName(Capture),
            "",
            $"pppoe.session_id == {subscriber} && {PppIp} && ({filter})",
            CopiedLayer.TwoTagsPppoe
        ).Expected;

    /// <summary>
    /// Plays the frames of the capture from <paramref name="first"/> to <paramref name="last"/>. Each login has PPPoE
    /// sessions of its own: one that is used again at once is not believed.
    /// </summary>
    public void Play(int first, int last, byte login = 0)
    {
        var part = Live.PathOf($"{login}-{first}-{last}.pcap");
        var frames = PcapFile.Read(Capture).Take(last).Skip(first - 1).ToList();
        foreach (var frame in frames.Where(frame => frame.Bytes[PppoeSessionOffset + 1] != 0))
            frame.Bytes[PppoeSessionOffset] = login;
        PcapFile.Write(part, frames[0].LinkType, frames.Select(frame => (frame.Timestamp, frame.Bytes)));
        Live.Play(part);
    }

    /// <summary>Plays the whole capture.</summary>
    public void Play() => Live.Play(Capture);

    /// <summary>Process of the SSH front.</summary>
    public int Front => int.Parse(Tool.Run("pgrep", "-P", $"{Run.Id}", "-f", "dtcp front").Lines[^1]);

    /// <summary>Ends the run; its summary, which adds up.</summary>
    public JsonElement End() => LiveBed.End(Run);

    public void Dispose()
    {
        Run.Dispose();
        Live.Dispose();
    }

    private string KnownHosts => Live.PathOf("known_hosts");

    private SshChannel Open(string path, IReadOnlyList<string> arguments) =>
        new(Tool.Find("ip")!, ["netns", "exec", Live.Router, path, .. arguments]);

    // They keep ssh from asking, and from the files of whoever runs the test.
    private IEnumerable<string> Options(params IEnumerable<string> login) =>
        [
            "-F",
            "/dev/null",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            $"UserKnownHostsFile={KnownHosts}",
            "-o",
            "LogLevel=ERROR",
            .. login,
            "-p",
            $"{Port}",
            "-s",
            $"{User}@127.0.0.1",
            "flow-tap-dtcp",
        ];
}
