using System.Net.Sockets;
using System.Text;
using CsCheck;
using Jmirror.Provisioning.Api;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Api;

/// <summary>Whatever is sent, the answer is a problem with a sentence, and the emulator goes on.</summary>
public class ApiFaultTests
{
    [Theory]
    [InlineData("GET", "/", 404, "there is no resource '/'")]
    [InlineData("GET", "/v2/mirrors", 404, "there is no resource '/v2/mirrors'")]
    [InlineData("PATCH", "/v1/mirrors/1", 405, "'/v1/mirrors/1' knows no method 'PATCH'")]
    [InlineData("DELETE", "/v1/mirrors", 405, "knows no method 'DELETE'")]
    [InlineData("GET", "/v1/log?limit=0", 400, "limit is not a number of lines")]
    [InlineData("GET", "/v1/statistics?x=1", 400, "there is no query parameter 'x' here")]
    public async Task Request_ForWhatIsNotThere_IsAProblem(
        string method,
        string path,
        int status,
        string part
    )
    {
        await using var run = await ApiRun.Start();

        (await run.Send(method, path)).AssertProblem(status, part);
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_IsAProblem()
    {
        await using var run = await ApiRun.Start();

        var answer = await Exchange(
            run,
            $"POST /v1/mirrors HTTP/1.1\r\nHost: x\r\nContent-Length: {RequestBody.Limit + 1}\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatIsNotUtf8_IsAProblem()
    {
        await using var run = await ApiRun.Start();
        using var content = new ByteArrayContent([0x7b, 0xff, 0xfe]);

        using var response = await run.Client.PostAsync(
            "/v1/mirrors",
            content,
            TestContext.Current.CancellationToken
        );

        (await ApiReply.Of(response)).AssertProblem(400, "body:1:1: is not UTF-8 text");
    }

    [Theory]
    [InlineData("mirrors")]
    [InlineData("subscribers")]
    public async Task Body_OfAnyText_IsNeverAFaultInside(string resource)
    {
        await using var run = await ApiRun.Start();
        const string good =
            """{ "trigger": { "ipv4": "10.0.0.1", "l2tp": [{ "peer": "10.0.0.1" }] }, "analyzer": "md1", "handle": "0x0000030000000090", "username": "a" }""";
        var mutations = Gen.Int[0, good.Length - 1]
            .Select(Gen.Char["{}[],:\"'\t\n\r\0\\&*!|>%@`#-?~aé"])
            .List[1, 6];

        await mutations.SampleAsync(
            async edits =>
            {
                var text = new StringBuilder(good);
                foreach (var (at, c) in edits)
                    text[at] = c;
                var reply = await run.Send("POST", $"/v1/{resource}", text.ToString());
                Assert.InRange(reply.Status, 200, 499);
                if (reply.Status >= 400)
                    reply.AssertProblem(reply.Status, "");
            },
            iter: 300,
            threads: 1
        );
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("GET /v1/mirrors HTTP/9.9\r\n\r\n")]
    [InlineData("POST /v1/mirrors HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /v1/mirrors HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Bytes_ThatAreNoHttp_EndTheirConnectionOnly(string bytes)
    {
        await using var run = await ApiRun.Start();
        var answer = await Exchange(run, bytes);

        Assert.Matches("^HTTP/1.1 (400|505)", answer);
        Assert.Equal(200, (await run.Send("GET", "/v1/mirrors")).Status);
    }

    [Fact]
    public async Task Defect_Inside_IsAProblemAndALineThatNamesNoTarget()
    {
        await using var run = await ApiRun.Start();
        run.Control.OnRead = () => throw new InvalidOperationException("alice@isp.example is the target");

        (await run.Send("GET", "/v1/mirrors")).AssertProblem(500, "the emulator failed inside");

        Assert.Contains("listMirrors", run.Logger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", run.Logger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfARunWithMirrorsAndMistakes_NamesNobody()
    {
        await using var run = await ApiRun.Start();
        const string target =
            """{ "trigger": { "username": "target-name" }, "analyzer": "md1", "mirror-id": 723456, "session-id": 834567 }""";

        await run.Send("POST", "/v1/mirrors", target);
        await run.Send("POST", "/v1/mirrors", target.Replace("md1", "md9", StringComparison.Ordinal));
        await run.Send("POST", "/v1/subscribers", """{ "username": "target-name", "ipv4": "10.66.77.88" }""");
        await run.Send("GET", "/v1/subscribers?username=target-name");
        await run.Send("GET", "/v1/subscribers/target-name");
        await run.Send("DELETE", "/v1/mirrors/1");
        await run.Send("POST", "/v1/reload");
        run.Control.OnRead = () => throw new InvalidOperationException("target-name 10.66.77.88 723456");
        await run.Send("GET", "/v1/mirrors/1");

        foreach (var secret in (string[])["target-name", "10.66.77.88", "723456", "834567", ApiRun.Token])
            Assert.DoesNotContain(secret, run.Logger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_OfABadFile_IsAProblemWithEveryPlace()
    {
        await using var run = await ApiRun.Start();
        run.Reload = () =>
            run.Provisioner.Reload(
                ConfigFile.Parse("router: { ttl: 300 }\nanalyzers: { a: { adress: 1.2.3.4 } }\n", "lab.yaml"),
                "lab.yaml"
            );

        var reply = await run.Send("POST", "/v1/reload");

        reply.AssertProblem(422, "lab.yaml:1:16: ttl '300' is out of range");
        Assert.Equal(
            [1, 2],
            reply
                .Json.GetProperty("errors")
                .EnumerateArray()
                .Select(error => error.GetProperty("line").GetInt32())
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public async Task Reload_OfAGoodFile_TellsWhatChanged()
    {
        await using var run = await ApiRun.Start();
        run.Reload = () =>
            run.Provisioner.Reload(
                ConfigFile.Parse(
                    ApiRun.Configuration
                        + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1, mirror-id: 1, session-id: 1 }]\n",
                    "lab.yaml"
                ),
                "lab.yaml"
            );

        Assert.Equal(
            """{"succeeded":true,"mirrors":{"kept":0,"replaced":0,"added":1,"deleted":0},"subscribers":{"kept":0,"replaced":0,"added":0,"deleted":0}}""",
            (await run.Send("POST", "/v1/reload")).Text
        );
    }

    [Fact]
    public async Task Log_OfTheRun_HasWhatHappened()
    {
        await using var run = await ApiRun.Start();
        await run.Send(
            "POST",
            "/v1/mirrors",
            """{ "trigger": { "username": "alice" }, "analyzer": "md1", "mirror-id": 768, "session-id": 144 }"""
        );

        var log = (await run.Send("GET", "/v1/log?limit=5")).Json;

        Assert.Equal(0, log.GetProperty("lost-lines").GetInt32());
        Assert.Equal(
            "2023-11-14T22:13:20.123456789Z  0x00000300  0x00000090  start    operator       Username alice",
            log.GetProperty("lines")[0].GetProperty("line").GetString()
        );
    }

    /// <summary>Sends bytes as they are; gives what comes until the other side closes.</summary>
    private static async Task<string> Exchange(ApiRun run, string bytes)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(
            new UnixDomainSocketEndPoint(run.Socket),
            TestContext.Current.CancellationToken
        );
        await socket.SendAsync(Encoding.ASCII.GetBytes(bytes));
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
