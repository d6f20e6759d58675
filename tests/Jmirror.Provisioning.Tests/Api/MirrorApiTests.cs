using System.Text.Json;

namespace Jmirror.Provisioning.Tests.Api;

public class MirrorApiTests
{
    private const string Alice =
        """{ "trigger": { "username": "alice" }, "analyzer": "md1", "handle": "0x0000030000000090" }""";

    [Fact]
    public async Task Post_OfAMirror_AddsItAndShowsItInTheWordsOfTheConfiguration()
    {
        await using var run = await ApiRun.Start();

        var reply = await run.Send("POST", "/v1/mirrors", Alice);

        Assert.Equal((201, "/v1/mirrors/1"), (reply.Status, reply.Location!.ToString()));
        Assert.Equal(
            """{"number":1,"origin":"operator","added":"1970-01-01T00:00:00.000000000Z","mirror":{"trigger":{"username":"alice"},"analyzer":"md1","mirror-id":768,"session-id":144},"destination":{"address":"192.0.2.100","port":30030},"live":[{"mirror-id":768,"session-id":144,"packets":0,"bytes":0}]}""",
            reply.Text
        );
        Assert.Equal(reply.Text, (await run.Send("GET", "/v1/mirrors/1")).Text);
        Assert.Equal(["add 1"], run.Control.Calls);
    }

    [Theory]
    [InlineData("ipv4", "\"10.0.0.0/24\"")]
    [InlineData("ipv6", "\"2001:db8:1::/64\"")]
    [InlineData("interface", "\"eth1\"")]
    [InlineData("mac", "\"02:00:00:00:00:07\"")]
    [InlineData("outer-vlan", "7")]
    [InlineData("inner-vlan", "8")]
    [InlineData("pppoe-session", "9")]
    [InlineData("l2tp", """[{"peer":"10.0.0.1","tunnel":1,"session":7},{"session":13}]""")]
    [InlineData("acct-session-id", "\"0010000a\"")]
    [InlineData("dhcp-option-82", "\"010400000007\"")]
    [InlineData("agent-circuit-id", "\"eth 0:7 \\\"quoted\\\" ünï\"")]
    public async Task Mirror_Shown_CanBePutBackAsItIs(string key, string value)
    {
        await using var run = await ApiRun.Start();
        await run.Send(
            "POST",
            "/v1/mirrors",
            $$"""{ "trigger": { "{{key}}": {{value}} }, "policy": "voip", "mirror-id": 1, "session-id": 2 }"""
        );

        var shown = (await run.Send("GET", "/v1/mirrors/1")).Json.GetProperty("mirror");
        var put = await run.Send("PUT", "/v1/mirrors/1", shown.GetRawText());

        Assert.Equal(200, put.Status);
        Assert.Equal(value, shown.GetProperty("trigger").GetProperty(key).GetRawText());
        Assert.Equal(shown.GetRawText(), put.Json.GetProperty("mirror").GetRawText());
        Assert.Equal(["add 1", "replace 1"], run.Control.Calls);
    }

    [Fact]
    public async Task Post_OfAList_AnswersEachMirrorOnItsOwn()
    {
        await using var run = await ApiRun.Start();

        var reply = await run.Send(
            "POST",
            "/v1/mirrors",
            """
            [
              { "trigger": { "ipv4": "10.0.0.1" }, "analyzer": "md1", "mirror-id": 1, "session-id": 1 },
              { "trigger": { "ipv4": "10.0.0.300" }, "analyzer": "md1", "mirror-id": 2, "session-id": 1 },
              { "trigger": { "ipv4": "10.0.0.3" }, "analyzer": "unreachable", "mirror-id": 3, "session-id": 1 },
              { "trigger": { "ipv4": "10.0.0.4" }, "analyzer": "md1", "mirror-id": 4, "session-id": 1 }
            ]
            """
        );

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            (2, 2),
            (reply.Json.GetProperty("added").GetInt32(), reply.Json.GetProperty("failed").GetInt32())
        );
        var answers = reply.Json.GetProperty("mirrors").EnumerateArray().ToList();
        Assert.Equal(1, answers[0].GetProperty("number").GetInt32());
        Assert.StartsWith(
            "body:3:26: ipv4 '10.0.0.300' is not an IPv4 address",
            answers[1].GetProperty("problem").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("its analyzer port does not exist", answers[2].GetProperty("problem").GetString());
        Assert.Equal(2, answers[3].GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Post_OfManyMirrors_IsOneCall()
    {
        const int many = 10_000;
        await using var run = await ApiRun.Start();
        var body = string.Join(
            ",\n",
            Enumerable
                .Range(0, many)
                .Select(i =>
                    $$"""{"trigger":{"username":"user{{i}}@isp.example"},"analyzer":"md1","mirror-id":1,"session-id":{{i}}}"""
                )
        );

        var reply = await run.Send("POST", "/v1/mirrors", $"[{body}]");

        Assert.Equal(many, reply.Json.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Post_OfYaml_IsReadLikeJson()
    {
        await using var run = await ApiRun.Start();

        var reply = await run.Send(
            "POST",
            "/v1/mirrors",
            "trigger: { username: alice }\nanalyzer: md1\nmirror-id: 0x10\nsession-id: from-accounting\n"
        );

        Assert.Equal(201, reply.Status);
        Assert.Equal(
            "from-accounting",
            reply.Json.GetProperty("mirror").GetProperty("session-id").GetString()
        );
    }

    [Theory]
    [InlineData("", "body:1:1: is empty: send one JSON or YAML document")]
    [InlineData("{", "this is not valid YAML")]
    [InlineData(
        "7",
        "a mirror must be a mapping with keys such as trigger, analyzer, policy, not the text '7'"
    )]
    [InlineData("null", "a mirror must be a mapping")]
    [InlineData("{}", "body:1:1: a mirror needs the key trigger")]
    [InlineData(
        """{ "triger": { "ipv4": "10.0.0.1" }, "analyzer": "md1", "mirror-id": 1, "session-id": 1 }""",
        "body:1:3: a mirror has no key 'triger': did you mean 'trigger'?"
    )]
    [InlineData(
        """{ "trigger": { "ipv4": "10.0.0.1" }, "analyzer": "md2", "mirror-id": 1, "session-id": 1 }""",
        "body:1:50: the mirror names analyzer 'md2', which is not defined: did you mean 'md1'?"
    )]
    [InlineData(
        """{ "trigger": { "interface": "eth9" }, "analyzer": "md1", "mirror-id": 1, "session-id": 1 }""",
        "body:1:29: interface 'eth9' is not under capture: did you mean 'eth1'?"
    )]
    [InlineData(
        """{ "trigger": { "ipv4": "10.0.0.1" }, "analyzer": "md1" }""",
        "an MX Series router always sends the mirror header"
    )]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "body:1:")]
    public async Task Post_WithAMistake_IsAProblemThatTellsThePlace(string body, string part)
    {
        await using var run = await ApiRun.Start();

        (await run.Send("POST", "/v1/mirrors", body)).AssertProblem(400, part);

        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public async Task Post_RefusedByTheControlPlane_IsAConflict()
    {
        await using var run = await ApiRun.Start();
        run.Control.Refuse = _ => "there are too many requests";

        (await run.Send("POST", "/v1/mirrors", Alice)).AssertProblem(409, "there are too many requests");
        (
            await run.Send(
                "POST",
                "/v1/mirrors",
                Alice.Replace("md1", "unreachable", StringComparison.Ordinal)
            )
        ).AssertProblem(409, "its analyzer port does not exist");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Mirror_ThatIsNotThere_IsNotFound(string method)
    {
        await using var run = await ApiRun.Start();

        foreach (var number in (string[])["1", "0", "-1", "x", "99999999999999999999"])
        {
            (await run.Send(method, $"/v1/mirrors/{number}", method is "PUT" ? Alice : null)).AssertProblem(
                404,
                $"there is no mirror '{number}'"
            );
        }
    }

    [Fact]
    public async Task Delete_OfAMirror_EndsIt()
    {
        await using var run = await ApiRun.Start();
        await run.Send("POST", "/v1/mirrors", Alice);

        Assert.Equal(204, (await run.Send("DELETE", "/v1/mirrors/1")).Status);

        Assert.Equal(["add 1", "delete 1: deleted by the operator"], run.Control.Calls);
        (await run.Send("DELETE", "/v1/mirrors/1")).AssertProblem(404, "there is no mirror '1'");
    }

    [Fact]
    public async Task List_InParts_ShowsEveryMirrorOnce()
    {
        await using var run = await ApiRun.Start();
        await run.Send("POST", "/v1/mirrors", $"[{string.Join(',', Enumerable.Repeat(Alice, 25))}]");

        var seen = new List<long>();
        var after = "0";
        for (var parts = 0; parts < 10 && after.Length > 0; parts++)
        {
            var page = (await run.Send("GET", $"/v1/mirrors?after={after}&limit=10")).Json;
            seen.AddRange(
                page.GetProperty("mirrors")
                    .EnumerateArray()
                    .Select(one => one.GetProperty("number").GetInt64())
            );
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? $"{next}" : "";
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i), seen);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=10001")]
    [InlineData("limit=x")]
    [InlineData("after=-1")]
    [InlineData("aftr=1")]
    public async Task List_WithABadParameter_IsAProblem(string query)
    {
        await using var run = await ApiRun.Start();

        (await run.Send("GET", $"/v1/mirrors?{query}")).AssertProblem(400, query.Split('=')[0]);
    }

    [Fact]
    public async Task ManyClients_AddingAndDeletingAtOnce_LeaveWhatTheyLeft()
    {
        await using var run = await ApiRun.Start();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            TestContext.Current.CancellationToken,
            async (_, _) =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var number = (await run.Send("POST", "/v1/mirrors", Alice)).Json.GetProperty("number");
                    if (i % 2 == 0)
                        Assert.Equal(204, (await run.Send("DELETE", $"/v1/mirrors/{number}")).Status);
                }
            }
        );

        Assert.Equal(8 * 25, run.Control.List(0, 10_000).Count);
    }
}
