using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Tests.Api;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Controlling;

/// <summary>Commands that talk to a run, against the API of one.</summary>
public class ControlCommandTests
{
    private static readonly string[] Alice =
    [
        "mirrors",
        "add",
        "--trigger",
        "username=alice@isp.example",
        "--analyzer",
        "md1",
        "--handle",
        "0x0000030000000090",
    ];

    [Fact]
    public async Task Add_WithOptions_AddsTheMirrorThatTheySay()
    {
        await using var run = await ApiRun.Start();

        var added = Of(run, Alice);
        var list = Of(run, "mirrors", "list");
        var show = Of(run, "mirrors", "show", "1");

        Assert.Equal((ExitCode.Success, "mirror 1 added\n", ""), (added.ExitCode, added.Output, added.Error));
        Assert.Equal(
            """
            NUMBER  ORIGIN    MIRROR-ID   SESSION-ID  LIVE  PACKETS  BYTES  TO                 TRIGGER
            1       operator  0x00000300  0x00000090  1     0        0      192.0.2.100:30030  username alice@isp.example

            """,
            list.Output
        );
        Assert.Equal(
            """
            mirror 1, asked for by operator at 1970-01-01T00:00:00.000000000Z
              selects     username alice@isp.example
              copies to   192.0.2.100:30030
              analyzer    md1
              mirror id   0x00000300
              session id  0x00000090
            SESSION  MIRROR-ID   SESSION-ID  PACKETS  BYTES
            -        0x00000300  0x00000090  0        0

            """,
            show.Output
        );
    }

    [Fact]
    public async Task Add_WithAFile_TellsWhichMirrorsOfItWereRefused()
    {
        await using var run = await ApiRun.Start();
        File.WriteAllText(
            run.PathOf("mirrors.yaml"),
            """
            - { trigger: { ipv4: 10.0.0.1 }, analyzer: md1, mirror-id: 1, session-id: 1 }
            - { trigger: { ipv4: 10.0.0.300 }, analyzer: md1, mirror-id: 2, session-id: 1 }
            """
        );

        var added = Of(run, "mirrors", "add", "--file", run.PathOf("mirrors.yaml"));

        Assert.Equal((ExitCode.BadInput, "1 mirrors added, 1 refused\n"), (added.ExitCode, added.Output));
        Assert.StartsWith(
            "jmirror: mirror 2 of the list: body:2:22: ipv4 '10.0.0.300' is not",
            added.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Add_WithAMistake_SaysItAndAddsNothing()
    {
        await using var run = await ApiRun.Start();

        Of(run, "mirrors", "add", "--trigger", "usrname=a", "--analyzer", "md1", "--handle", "40000010")
            .AssertRefused(ExitCode.BadInput, "a trigger has no key 'usrname': did you mean 'username'?");
        Of(run, "mirrors", "add")
            .AssertRefused(ExitCode.BadInput, "say which mirror: --trigger and --analyzer, or --file");
        Of(run, [.. Alice, "--file", "x.yaml"])
            .AssertRefused(ExitCode.BadInput, "--file says all of the mirror");

        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public async Task Delete_OfAMirror_EndsIt()
    {
        await using var run = await ApiRun.Start();
        Of(run, Alice);

        Assert.Equal("mirror 1 deleted\n", Of(run, "mirrors", "delete", "1").Output);
        Of(run, "mirrors", "delete", "1").AssertRefused(ExitCode.BadInput, "there is no mirror '1'");
        Of(run, "mirrors", "show", "x").AssertRefused(ExitCode.BadInput, "'x' is not the number of a mirror");
    }

    [Fact]
    public async Task List_OfMoreThanOnePart_ShowsEveryMirror()
    {
        await using var run = await ApiRun.Start();
        const string mirror =
            """{ "trigger": { "ipv4": "10.0.0.1" }, "analyzer": "md1", "mirror-id": 1, "session-id": 1 }""";
        await run.Send("POST", "/v1/mirrors", $"[{string.Join(',', Enumerable.Repeat(mirror, 2500))}]");

        using var all = JsonDocument.Parse(Of(run, "mirrors", "list", "--json").Output);
        using var some = JsonDocument.Parse(Of(run, "mirrors", "list", "--json", "--limit", "1500").Output);

        Assert.Equal(2500, all.RootElement.GetProperty("mirrors").GetArrayLength());
        Assert.Equal(1500, some.RootElement.GetProperty("mirrors").GetArrayLength());
    }

    [Fact]
    public async Task Subscribers_ListedShownAndLoggedOut()
    {
        await using var run = await ApiRun.Start();
        await run.Send(
            "POST",
            "/v1/subscribers",
            """{ "username": "bob", "outer-vlan": 7, "ipv4": "10.0.0.9" }"""
        );
        await run.Send("POST", "/v1/subscribers", """{ "username": "eve\u001b[31m", "ipv4": "10.0.0.66" }""");

        var all = Of(run, "subscribers", "list");
        var bob = Of(run, "subscribers", "list", "--filter", "username=bob", "--filter", "address=10.0.0.9");

        Assert.EndsWith(
            "  username bob, outer-vlan 7, ipv4 10.0.0.9\n",
            bob.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(2, bob.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("username eve\\u001b[31m, ipv4 10.0.0.66\n", all.Output, StringComparison.Ordinal);
        Of(run, "subscribers", "list", "--filter", "usrname=bob")
            .AssertRefused(ExitCode.BadInput, "'usrname'");

        Assert.Equal("session 1 logged out\n", Of(run, "subscribers", "logout", "1").Output);
        Of(run, "subscribers", "show", "1").AssertRefused(ExitCode.BadInput, "there is no subscriber '1'");
    }

    [Fact]
    public async Task Log_AndReload_SpeakToTheRun()
    {
        await using var run = await ApiRun.Start();
        Of(run, Alice);

        Assert.Equal(
            "2023-11-14T22:13:20.123456789Z  0x00000300  0x00000090  start    operator       Username alice@isp.example\n",
            Of(run, "log").Output
        );
        Assert.Equal(
            "mirrors: 0 kept, 0 replaced, 0 added, 0 deleted\nsubscribers: 0 kept, 0 replaced, 0 added, 0 deleted\n",
            Of(run, "reload").Output
        );
        run.Reload = () =>
            run.Provisioner.Reload(ConfigFile.Parse("router: { ttl: 300 }", "lab.yaml"), "lab.yaml");
        Of(run, "reload").AssertRefused(ExitCode.BadInput, "lab.yaml:1:16: ttl '300' is out of range");
    }

    [Fact]
    public async Task Json_OnStandardOutput_IsOneDocumentAndTheTextGoesToStandardError()
    {
        await using var run = await ApiRun.Start();
        string[][] commands =
        [
            Alice,
            ["mirrors", "list"],
            ["mirrors", "show", "1"],
            ["subscribers", "list"],
            ["log"],
            ["reload"],
            ["mirrors", "delete", "1"],
        ];
        foreach (var command in commands)
        {
            var result = Of(run, [.. command, "--json"]);
            Assert.Equal(ExitCode.Success, result.ExitCode);
            using var document = JsonDocument.Parse(result.Output);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            Assert.True(result.Error.Length > 0, $"{command[0]} says nothing to people");
        }
    }

    [Fact]
    public async Task Tcp_WithTheTokenOfAFile_Works()
    {
        await using var run = await ApiRun.Start(hasTcp: true);
        File.WriteAllText(run.PathOf("token"), ApiRun.Token + "\n");
        File.WriteAllText(run.PathOf("wrong"), "no such token\n");
        string[] list = ["mirrors", "list", "--url", run.Tcp.ToString()];

        Assert.Equal(
            ExitCode.Success,
            CommandRun.Of([.. list, "--token-file", run.PathOf("token")]).ExitCode
        );
        CommandRun
            .Of([.. list, "--token-file", run.PathOf("wrong")])
            .AssertRefused(ExitCode.Environment, "show the token");
        CommandRun.Of(list).AssertRefused(ExitCode.BadInput, "--url needs the token: give --token-file too");
    }

    [Fact]
    public void Run_ThatIsNotThere_IsOneSentenceAndExitCode3()
    {
        using var folder = new TemporaryFolder();
        var socket = folder.PathOf("none.sock");

        foreach (
            var command in (string[][])
                [
                    ["mirrors", "list"],
                    ["subscribers", "list"],
                    ["log"],
                    ["reload"],
                ]
        )
        {
            CommandRun
                .Of([.. command, "--socket", socket])
                .AssertRefused(
                    ExitCode.Environment,
                    $"nobody answers at {socket}: is `jmirror run` running, and is this its socket?"
                );
        }
    }

    private static CommandRun Of(ApiRun run, params string[] arguments) =>
        CommandRun.Of([.. arguments, "--socket", run.Socket]);
}
