using System.Text;
using System.Text.RegularExpressions;
using Jmirror.Cli.Dtcp;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>The DTCP service over the real control plane, reachable on loopback, and Debian's ssh to reach it with.</summary>
internal sealed partial class RunningService : IDisposable
{
    public const string Password = "open sesame";

    private static readonly string Hash = PasswordHash
        .Create(Password, new byte[PasswordHash.SaltLength], 1000)
        .ToString();

    private readonly TemporaryFolder _folder = new();
    private readonly FrontStarter _starter = new();
    private readonly DtcpService _service;
    private ulong _seq;

    public RunningService(string settings = "", Func<DtcpConfig, DtcpConfig>? change = null)
    {
        Assert.SkipUnless(Tool.Find("ssh") is not null, "ssh is not installed");
        KeyFile = _folder.PathOf("id_ed25519");
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", KeyFile);
        var config = ConfigFile
            .Parse(
                $$"""
                router: { source-address: 192.0.2.1 }
                analyzers: { md1: { address: 192.0.2.100 } }
                dtcp:
                  users:
                    li-user: { password-hash: {{Hash}}, authorized-keys: "{{File.ReadAllText(
                        $"{KeyFile}.pub"
                    ).Trim()}}" }
                    root: { password-hash: {{Hash}} }
                  listen: 127.0.0.1
                  host-keys: {{HostKeys}}
                  socket: {{_folder.PathOf("dtcp.sock")}}
                  rate-limit: 250
                  {{settings}}
                """,
                "service.yaml"
            )
            .Config!;
        var dtcp = config.Dtcp! with { Port = 0 };
        Plane = new ControlPlane(
            new MirrorTable(TriggerPrecedence.EveryHit, []),
            new Ways(),
            new Recorder(Log),
            TimeProvider.System,
            new ControlPlaneOptions()
        );
        _service = DtcpService.Open(
            config with
            {
                Dtcp = change is null ? dtcp : change(dtcp),
            },
            Plane,
            _ => null,
            TimeProvider.System,
            _starter,
            Say
        )!;
    }

    public ControlPlane Plane { get; }

    public List<MirrorEvent> Log { get; } = [];

    public List<string> Said { get; } = [];

    public string KeyFile { get; }

    public string HostKeys => _folder.PathOf("host-keys");

    public string Address => _service.Address;

    public int Port => int.Parse(Address[(Address.LastIndexOf(':') + 1)..]);

    /// <summary>Options that keep ssh from asking, and from the files of whoever runs the test.</summary>
    public IEnumerable<string> SshOptions =>
        [
            "-F",
            "/dev/null",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            $"UserKnownHostsFile={_folder.PathOf("known_hosts")}",
            "-o",
            "LogLevel=ERROR",
        ];

    /// <summary>Speaks through ssh with the user's key.</summary>
    public ToolResult ByKey(byte[] requests, params IEnumerable<string> options) =>
        Tool.RunAny(
            Tool.Find("ssh")!,
            [
                .. SshOptions,
                "-i",
                KeyFile,
                "-o",
                "BatchMode=yes",
                .. options,
                "-p",
                $"{Port}",
                "-s",
                "li-user@127.0.0.1",
                "flow-tap-dtcp",
            ],
            Encoding.UTF8.GetString(requests)
        );

    /// <summary>Speaks through ssh with a password.</summary>
    public ToolResult ByPassword(
        string user,
        string password,
        byte[] requests,
        string subsystem = "flow-tap-dtcp"
    )
    {
        Assert.SkipUnless(Tool.Find("sshpass") is not null, "sshpass is not installed");
        return Tool.RunAny(
            Tool.Find("sshpass")!,
            [
                "-p",
                password,
                "ssh",
                .. SshOptions,
                "-o",
                "PubkeyAuthentication=no",
                "-p",
                $"{Port}",
                "-s",
                $"{user}@127.0.0.1",
                subsystem,
            ],
            Encoding.UTF8.GetString(requests)
        );
    }

    public byte[] Add(string trigger, string user = "li-user") =>
        Request(
            DtcpMethod.Add,
            user,
            ("Cdest-ID", "md1"),
            ("X-JTap-Cdest-Dest-Address", "192.0.2.100"),
            ("X-JTap-Cdest-Dest-Port", "30030"),
            ("X-JTap-Cdest-Source-Address", "192.0.2.1"),
            ("X-MD-Intercept-Id", "0x0000030000000090"),
            ("X-UserName", trigger),
            ("Flags", "STATIC")
        );

    public byte[] Request(DtcpMethod method, string user, params (string Name, string Value)[] parameters)
    {
        var request = DtcpWriter.Request(method, DtcpVersion.Usual).Add("Csource-ID", user);
        foreach (var (name, value) in parameters)
            request.Add(name, value);
        return request.Add("Seq", $"{++_seq}").Sign(DtcpDigest.UsualKey, DtcpNames.AuthenticationInfo);
    }

    public byte[] List(string user = "li-user") => Request(DtcpMethod.List, user);

    public byte[] DeleteAll() =>
        Request(DtcpMethod.Delete, "li-user", ("Criteria-ID", "1-*"), ("Flags", "STATIC"));

    /// <summary>Process id of the front that this process started.</summary>
    public static string Front() =>
        Tool.Run("pgrep", "-P", $"{Environment.ProcessId}", "-f", "dtcp front").Lines[^1];

    /// <summary>Status codes of all answers.</summary>
    public static string CodesOf(ToolResult result)
    {
        var codes = string.Join(
            ' ',
            StatusLine().Matches(result.Output).Select(match => match.Groups["code"].Value)
        );
        return codes.Length > 0 ? codes : $"no answer: exit code {result.ExitCode} {result.Error}";
    }

    public bool HasSaid(string part)
    {
        lock (Said)
            return Said.Exists(sentence => sentence.Contains(part, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _service.Dispose();
        _starter.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex(
        @"^DTCP/0\.\d (?<code>\d+) ",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex StatusLine();

    private void Say(string sentence)
    {
        lock (Said)
            Said.Add(sentence);
    }

    private sealed class Ways : IAnalyzers
    {
        public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
        {
            problem = null;
            return new AnalyzerWay(0, new Ipv4Address(0xc0000201), null, 255, 1500, OversizeRule.Fragment);
        }
    }

    private sealed class Recorder(List<MirrorEvent> log) : IMirrorLog
    {
        public void Write(in MirrorEvent line) => log.Add(line);
    }
}
