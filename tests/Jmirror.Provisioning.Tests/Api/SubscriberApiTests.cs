namespace Jmirror.Provisioning.Tests.Api;

public class SubscriberApiTests
{
    private const string Bob =
        """{ "username": "bob", "acct-session-id": "0010000a", "interface": "eth1", "outer-vlan": 7, "mac": "02:00:00:00:00:07", "ipv4": "10.0.0.9", "ipv6": ["2001:db8:1::/64"] }""";

    [Fact]
    public async Task Post_OfASubscriber_LogsItInUntilItIsLoggedOut()
    {
        await using var run = await ApiRun.Start();

        var reply = await run.Send("POST", "/v1/subscribers", Bob);

        Assert.Equal((201, "/v1/subscribers/1"), (reply.Status, reply.Location!.ToString()));
        Assert.Equal(
            """{"username":"bob","acct-session-id":"0010000a","interface":"eth1","outer-vlan":7,"mac":"02:00:00:00:00:07","ipv4":["10.0.0.9"],"ipv6":["2001:db8:1::/64"]}""",
            reply.Json.GetProperty("subscriber").GetRawText()
        );
        Assert.True(reply.Json.GetProperty("static").GetBoolean());
        Assert.Equal(reply.Text, (await run.Send("GET", "/v1/subscribers/1")).Text);

        Assert.Equal(204, (await run.Send("DELETE", "/v1/subscribers/1")).Status);
        (await run.Send("GET", "/v1/subscribers/1")).AssertProblem(404, "there is no subscriber '1'");
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("username=bob", 2)]
    [InlineData("username=bob&agent-remote-id=r2", 1)]
    [InlineData("username=BOB", 0)]
    [InlineData("address=10.0.0.2", 1)]
    [InlineData("address=2001:db8:1::77", 1)]
    [InlineData("username=bob&address=10.0.0.3", 0)]
    [InlineData("after=1", 2)]
    [InlineData("username=bob&limit=1", 1)]
    public async Task List_WithAFilter_ShowsWhoFits(string query, int expected)
    {
        await using var run = await ApiRun.Start();
        foreach (
            var body in (string[])
                [
                    """{ "username": "bob", "agent-remote-id": "r1", "ipv4": "10.0.0.1" }""",
                    """{ "username": "bob", "agent-remote-id": "r2", "ipv4": "10.0.0.2" }""",
                    """{ "username": "eve", "ipv4": "10.0.0.3", "ipv6": "2001:db8:1::/64" }""",
                ]
        )
            Assert.Equal(201, (await run.Send("POST", "/v1/subscribers", body)).Status);

        var reply = await run.Send("GET", $"/v1/subscribers?{query}");

        Assert.Equal(200, reply.Status);
        Assert.Equal(expected, reply.Json.GetProperty("subscribers").GetArrayLength());
    }

    [Theory]
    [InlineData("usrname=bob", "'usrname'")]
    [InlineData("address=10.0.0.0/8", "address '10.0.0.0/8' is not an IPv4 or IPv6 address")]
    [InlineData("address=", "address '' is not")]
    public async Task List_WithABadFilter_IsAProblem(string query, string part)
    {
        await using var run = await ApiRun.Start();

        (await run.Send("GET", $"/v1/subscribers?{query}")).AssertProblem(400, part);
    }

    [Theory]
    [InlineData("""{ "ipv4": "10.0.0.1" }""", "a subscriber without identity can be named by no trigger")]
    [InlineData("""{ "username": "a", "interface": "eth9" }""", "interface 'eth9' is not under capture")]
    [InlineData("[]", "a subscriber must be a mapping")]
    public async Task Post_WithAMistake_IsAProblem(string body, string part)
    {
        await using var run = await ApiRun.Start();

        (await run.Send("POST", "/v1/subscribers", body)).AssertProblem(400, part);
    }

    [Fact]
    public async Task Answers_OfAMirroredSubscriber_AreThoseOfOneWhoIsNot()
    {
        await using var run = await ApiRun.Start();
        await run.Send("POST", "/v1/subscribers", Bob);
        var before = await run.Send("GET", "/v1/subscribers?username=bob");

        await run.Send(
            "POST",
            "/v1/mirrors",
            """{ "trigger": { "username": "bob" }, "analyzer": "md1", "mirror-id": 768, "session-id": 144 }"""
        );

        Assert.Equal(before.Text, (await run.Send("GET", "/v1/subscribers?username=bob")).Text);
        Assert.DoesNotContain("mirror", before.Text, StringComparison.OrdinalIgnoreCase);
    }
}
