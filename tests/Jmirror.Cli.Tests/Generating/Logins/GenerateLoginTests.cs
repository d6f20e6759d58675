using System.Globalization;
using System.Text;
using System.Text.Json;
using Jmirror.Provisioning.Tests.Radius;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Generating.Logins;

/// <summary>Subscribers of <c>generate</c> log in by a RADIUS server on loopback.</summary>
public sealed class GenerateLoginTests : IDisposable
{
    private const int Subscribers = 200;

    // Outer IPv4 and UDP headers and the mirror header.
    private const int MirrorOverhead = 36;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pap")]
    [InlineData("chap")]
    public void Freeradius_GetsStartAndStopOfEachSession_WithTheTrafficThatWasSent(string authentication)
    {
        using var server = new FreeradiusServer(Users());
        var scenario = _folder.Write(
            "logins.yaml",
            $$"""
            population: { count: {{Subscribers}}, mirrored: {{Subscribers}}, access: { pppoe: 1 } }
            churn: { logins-per-second: 125, online: { fixed: 1s } }
            rate: { pps: 2000 }
            duration: 2s
            radius:
              servers:
                - address: 127.0.0.1
                  port: {{server.Entry.Port}}
                  accounting-port: {{server.Entry.AccountingPort}}
                  secret: {{FreeradiusServer.Secret}}
            """
        );
        var run = Generate("--scenario", scenario, "--authentication", authentication);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        var radius = summary.GetProperty("radius");
        Assert.Equal(Subscribers / 10, radius.GetProperty("rejected").GetInt64());
        Assert.Equal(Subscribers - Subscribers / 10, radius.GetProperty("accepted").GetInt64());
        Assert.Equal(0, radius.GetProperty("accountingUnanswered").GetInt64());

        var records = RecordsIn(server.Accounting);
        Assert.Equal(2 * radius.GetProperty("accepted").GetInt32(), records.Count);
        var carried = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var session in records.GroupBy(record => record.Session, StringComparer.Ordinal))
        {
            Assert.Equal("Start Stop", string.Join(' ', session.Select(record => record.Status)));
            carried.Add(session.Key, session.Last().Octets);
        }
        // Some sessions ended by themselves, the others with the run.
        var ended = records.Count(record =>
            string.Equals(record.Cause, "User-Request", StringComparison.Ordinal)
        );
        var shut = records.Count(record =>
            string.Equals(record.Cause, "NAS-Request", StringComparison.Ordinal)
        );
        Assert.InRange(ended, 1, carried.Count - 1);
        Assert.Equal(carried.Count - ended, shut);

        // Copies of PPPoE sessions are their IP packets: generator, mirrors and accounting count the same bytes.
        Assert.Equal(summary.GetProperty("bytes").GetProperty("generated").GetInt64(), carried.Values.Sum());
        foreach (var mirror in summary.GetProperty("mirrors").EnumerateArray())
        {
            var session = mirror.GetProperty("sessionId").GetUInt32().ToString(CultureInfo.InvariantCulture);
            var headers = MirrorOverhead * mirror.GetProperty("packets").GetInt64();
            Assert.Equal(mirror.GetProperty("bytes").GetInt64() - headers, carried[session]);
        }
    }

    [Fact]
    public void Options_NameServerAndSecret_AndMirrorsOfTheRejectedNeverComeUp()
    {
        using var server = new FakeRadiusServer();
        var run = Generate(
            "--radius",
            $"127.0.0.1:{server.Port}",
            "--radius-secret",
            SecretFile(),
            "--subscribers",
            "5",
            "--limit",
            "100",
            "--pps",
            "1000"
        );
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(10, server.Reports.Count);
        Assert.Contains("RADIUS accepted", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ServersThatNeverAnswer_EndWithASentenceAndExitCode1()
    {
        var scenario = _folder.Write(
            "mute.yaml",
            """
            population: { count: 3, mirrored: 3 }
            packets: 10
            rate: { pps: 1000 }
            radius: { timeout: 100ms, retries: 0, servers: [ { address: 127.0.0.1, port: 9, secret: x } ] }
            """
        );
        var run = Generate("--scenario", scenario);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "jmirror: no RADIUS server answered any of 3 logins",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rate_LoginsAreAskedForInRealTime()
    {
        using var server = new FakeRadiusServer();
        var start = TimeProvider.System.GetTimestamp();
        var run = Generate(
            "--radius",
            $"127.0.0.1:{server.Port}",
            "--radius-secret",
            SecretFile(),
            "--subscribers",
            "1000",
            "--logins-per-second",
            "100",
            "--duration",
            "1s",
            "--pps",
            "1000"
        );
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.9, 10);
        var accepted = JsonDocument
            .Parse(run.Output)
            .RootElement.GetProperty("radius")
            .GetProperty("accepted");
        Assert.InRange(accepted.GetInt32(), 50, 101);
    }

    [Fact]
    public void Radius_WithoutSecret_IsRefused() =>
        CommandRun
            .Of("generate", "--radius", "127.0.0.1", "--analyzer", "127.0.0.1")
            .AssertRefused(2, "--radius needs --radius-secret FILE");

    [Fact]
    public void Radius_OnlyIntoAFile_IsRefused() =>
        CommandRun
            .Of(
                "generate",
                "--radius",
                "127.0.0.1",
                "--radius-secret",
                SecretFile(),
                "--limit",
                "1",
                "--write",
                _folder.PathOf("out.pcap")
            )
            .AssertRefused(2, "add --send");

    // Nobody listens there; loopback takes it anyway.
    private static CommandRun Generate(params string[] arguments) =>
        CommandRun.Of(["generate", "--analyzer", "127.0.0.1:9", "--engine", "udp", "--json", .. arguments]);

    private string SecretFile()
    {
        var file = _folder.Write("secret", FakeRadiusServer.Secret);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        return file;
    }

    // Every tenth subscriber has forgotten its password.
    private static string Users()
    {
        var users = new StringBuilder();
        for (var number = 1; number <= Subscribers; number++)
        {
            var password = number % 10 == 0 ? "forgotten" : $"secret{number}";
            users.AppendLine(
                CultureInfo.InvariantCulture,
                $"user{number}@isp.example Cleartext-Password := \"{password}\""
            );
        }
        return users.ToString();
    }

    private static List<Record> RecordsIn(string detail) =>
        [
            .. detail
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(record => new Record(
                    ValueIn(record, "Acct-Session-Id"),
                    ValueIn(record, "Acct-Status-Type"),
                    ValueIn(record, "Acct-Terminate-Cause"),
                    OctetsIn(record, "Acct-Input-Octets") + OctetsIn(record, "Acct-Output-Octets")
                )),
        ];

    private static string ValueIn(string record, string name)
    {
        var start = record.IndexOf($"\t{name} = ", StringComparison.Ordinal);
        if (start < 0)
            return "";
        var line = record[start..].Split('\n', 2)[0];
        return line[(line.IndexOf('=', StringComparison.Ordinal) + 2)..].Trim('"');
    }

    private static long OctetsIn(string record, string name) =>
        ValueIn(record, name) is { Length: > 0 } value ? long.Parse(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>A record of the server's accounting log.</summary>
    private sealed record Record(string Session, string Status, string Cause, long Octets);
}
