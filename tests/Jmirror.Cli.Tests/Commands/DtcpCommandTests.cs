using System.Text;
using System.Text.Json;
using Jmirror.Cli.Tests.Dtcp;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Cli.Tests.Commands;

/// <summary><c>jmirror dtcp</c> as a client.</summary>
[Collection("ssh front")]
public sealed class DtcpCommandTests
{
    private static readonly string[] Target =
    [
        "--analyzer",
        "192.0.2.100:30030",
        "--source",
        "192.0.2.1:50000",
        "--handle",
        "0x0000030000000090",
    ];

    [Fact]
    public void Add_Printed_IsASignedRequest()
    {
        var run = CommandRun.Of([
            "dtcp",
            "add",
            "--user",
            "li-user",
            .. Target,
            "--ttl",
            "64",
            "--agent-circuit-id",
            "eth 0:7",
            "--print",
        ]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            """
            ADD DTCP/0.7
            Csource-ID: li-user
            Cdest-ID: md1
            X-JTap-Cdest-Dest-Address: 192.0.2.100
            X-JTap-Cdest-Dest-Port: 30030
            X-JTap-Cdest-Source-Address: 192.0.2.1
            X-JTap-Cdest-Source-Port: 50000
            X-JTap-Cdest-TTL: 64
            X-MD-Intercept-Id: 0x0000030000000090
            X-RM-Circuit-Id: eth\0320:7
            Flags: STATIC
            Seq: 1
            Authentication-Info: 
            """.ReplaceLineEndings("\r\n"),
            run.Output,
            StringComparison.Ordinal
        );
        var reader = new DtcpReader();
        reader.Append(Encoding.UTF8.GetBytes(run.Output));
        Assert.Equal(DtcpReading.Message, reader.TryRead(out var message));
        Assert.True(message!.IsAuthentic(DtcpDigest.UsualKey));
    }

    [Fact]
    public void Samples_OfJuniper_ArePrintedByteForByte()
    {
        Assert.EndsWith(
            "Authentication-Info: 963aa01c38c531f63fb410afd058c018be4d0230\r\n\r\n",
            CommandRun
                .Of(
                    "dtcp",
                    "disable",
                    "--user",
                    "ft-user",
                    "--criteria",
                    "8",
                    "--drop-policy",
                    "drop_pol",
                    "--dtcp-version",
                    "0.8",
                    "--print"
                )
                .Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Commands_OverSsh_TaskTheRouter()
    {
        using var service = new RunningService();
        string[] router = ["--user", "li-user", "--port", $"{service.Port}", .. SshOptionsOf(service)];

        var added = CommandRun.Of(["dtcp", "add", .. router, .. Target, "--username", "alice"]);
        Assert.Equal(0, added.ExitCode);
        Assert.StartsWith("200 OK\nSEQ: 1\nCRITERIA-ID: 1\n", added.Output, StringComparison.Ordinal);

        var listed = CommandRun.Of(["dtcp", "list", .. router, "--json"]);
        using var document = JsonDocument.Parse(listed.Output);
        Assert.Equal(200, document.RootElement.GetProperty("code").GetInt32());
        Assert.True(document.RootElement.GetProperty("authentic").GetBoolean());
        Assert.Contains(
            document.RootElement.GetProperty("parameters").EnumerateArray(),
            one =>
                one.GetProperty("name").ValueEquals("X-USERNAME")
                && one.GetProperty("value").ValueEquals("alice")
        );

        Assert.Equal(0, CommandRun.Of(["dtcp", "delete", .. router, "--criteria", "1"]).ExitCode);
        var again = CommandRun.Of(["dtcp", "delete", .. router, "--criteria", "1"]);
        Assert.Equal(1, again.ExitCode);
        Assert.StartsWith("431 Unknown Criteria ID\n", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whom to mirror is missing", "add")]
    [InlineData("--handle '1' is no handle", "add", "--handle", "1", "--username", "a")]
    [InlineData("--dtcp-version '0.9' is not", "add", "--dtcp-version", "0.9", "--username", "a")]
    [InlineData("give either --criteria or --destination", "delete")]
    [InlineData("give either --criteria or --destination", "delete", "--criteria", "1", "--destination", "a")]
    public void Mistake_IsNamed(string part, string command, params string[] arguments)
    {
        string[] target = command is "add" ? Target : [];
        if (arguments.Contains("--handle", StringComparer.Ordinal))
            target = target[..^2];

        CommandRun.Of(["dtcp", command, "--user", "a", .. target, .. arguments]).AssertRefused(2, part);
    }

    [Fact]
    public void Password_Hashed_CanBeVerified()
    {
        var run = Testing.Tool.RunAny(
            Path.Combine(AppContext.BaseDirectory, "jmirror"),
            ["dtcp", "password"],
            "open sesame\n"
        );

        Assert.True(PasswordHash.TryParse(run.Output.Trim(), out var hash));
        Assert.True(hash!.Verifies("open sesame"));
    }

    private static IEnumerable<string> SshOptionsOf(RunningService service)
    {
        var options = service.SshOptions.Where(option => option.Contains('=', StringComparison.Ordinal));
        return options
            .Append($"IdentityFile={service.KeyFile}")
            .Append("BatchMode=yes")
            .SelectMany(option => new[] { "--ssh-option", option });
    }
}
