using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Provisioning.Tests.Dtcp;

public sealed class AddTests
{
    private const string UserName = "X-UserName: alice@isp.example";

    [Fact]
    public void Add_WithEveryHeaderField_BecomesARequest()
    {
        var bench = new Bench();

        Assert.Equal("DTCP/0.7 200 OK|SEQ: 1|CRITERIA-ID: 1", bench.Ask("ADD", Bench.Adding));

        var request = Assert.Single(bench.Plane.Requests).Request;
        Assert.Equal(MirrorOrigin.Dtcp, request.Origin);
        Assert.Equal(
            new OuterHeader(new(0xc0000201), new(0xc0000264), 50000, 30030, 64),
            request.Target.Outer
        );
        Assert.Equal(new MedDevHandle(0x300, 0x90), request.Target.Handle);
        Assert.Equal((3, OversizeRule.Drop), (request.Target.WayOut, request.Target.Oversize));
        Assert.Equal(
            [new SubscriberIdentity(IdentityKind.Username, "alice@isp.example")],
            request.Selector.Identities!
        );
        Assert.Null(request.Selector.Packets);
    }

    [Fact]
    public void Add_WithoutTheOptionalFields_TakesTheRouters()
    {
        var bench = new Bench();
        string[] optional = ["Priority", "X-JTap-Cdest-Source-Port", "X-JTap-Cdest-TTL"];

        bench.Ask(
            "ADD",
            string.Join(
                '\n',
                Bench
                    .Adding.Split('\n')
                    .Where(line => !optional.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
            )
        );

        var outer = Assert.Single(bench.Plane.Requests).Request.Target.Outer;
        Assert.Equal((40000, 255), (outer.SourcePort, outer.TimeToLive));
    }

    [Theory]
    [InlineData("X-Act-Sess-Id: 0010000a", IdentityKind.AcctSessionId, "0010000a")]
    [InlineData("X-Call-Sta-Id: 02:00:00:00:00:07", IdentityKind.CallingStationId, "02:00:00:00:00:07")]
    [InlineData("X-NAS-Port-Id: ge-1/0/0.7:7-100", IdentityKind.NasPortId, "ge-1/0/0.7:7-100")]
    [InlineData("X-RM-Circuit-Id: 0.0.0.0\\032eth\\0320:7", IdentityKind.AgentCircuitId, "0.0.0.0 eth 0:7")]
    [InlineData("X-RM-Circuit-Id: \\000\\004", IdentityKind.AgentCircuitId, "0x0004")]
    [InlineData("X-RM-Agent-Id: LINE.0007", IdentityKind.AgentRemoteId, "LINE.0007")]
    [InlineData("X-RM-Remote-Id: LINE.0007", IdentityKind.AgentRemoteId, "LINE.0007")]
    [InlineData("x-username: bob", IdentityKind.Username, "bob")]
    public void Trigger_OnAnIdentity_SelectsSubscribers(string line, IdentityKind kind, string value)
    {
        var selector = SelectorOf(line);

        Assert.Equal([new SubscriberIdentity(kind, value)], selector.Identities!);
    }

    [Fact]
    public void Triggers_OnSeveralIdentities_MustAllFit() =>
        Assert.Equal(
            [
                new SubscriberIdentity(IdentityKind.AgentCircuitId, "c"),
                new SubscriberIdentity(IdentityKind.AgentRemoteId, "r"),
            ],
            SelectorOf("X-RM-Circuit-Id: c\nX-RM-Agent-Id: r\nX-Logical-System: default").Identities!
        );

    [Theory]
    [InlineData("X-Interface-Id: eth1", 1, null)]
    [InlineData("X-Interface-Id: eth1.0", 1, null)]
    [InlineData("X-Interface-Id: eth1.7", 1, 7)]
    [InlineData("X-Interface-Id: eth1.9", 2, null)]
    [InlineData("X-Interface-Id: eth1.9.7", 2, 7)]
    public void Trigger_OnAnInterface_SelectsPackets(string line, int number, int? vlan)
    {
        var trigger = Assert.Single(SelectorOf(line).Packets!);

        Assert.Equal(
            new Trigger
            {
                Interface = (ushort)number,
                OuterVlan = (ushort?)vlan,
                Rank = TriggerRank.Interface,
            },
            trigger
        );
    }

    [Fact]
    public void Triggers_OnAddressAndInterface_MustBothFit()
    {
        var address = new IpPrefix(IpPrefix.FromIpv4(0x0a000009), 128);

        Assert.Equal(
            [new Trigger { Address = address, Rank = TriggerRank.IpAddress }],
            SelectorOf("X-IP-Addr: 10.0.0.9").Packets!
        );
        Assert.Equal(
            [
                new Trigger
                {
                    Address = address,
                    Interface = 0,
                    Rank = TriggerRank.Interface,
                },
            ],
            SelectorOf("X-Interface-Id: eth0\nX-IP-Addr: 10.0.0.9").Packets!
        );
    }

    [Theory]
    [InlineData("X-Interface-Id: eth7", "432 Improper Filter Specification|SEQ: 1|X-INTERFACE-ID: eth7")]
    [InlineData("X-Interface-Id: eth1.x", "432 Improper Filter Specification|SEQ: 1|X-INTERFACE-ID: eth1.x")]
    [InlineData(
        "X-Interface-Id: eth1.4095",
        "432 Improper Filter Specification|SEQ: 1|X-INTERFACE-ID: eth1.4095"
    )]
    [InlineData("X-IP-Addr: 10.0.0", "432 Improper Filter Specification|SEQ: 1|X-IP-ADDR: 10.0.0")]
    [InlineData("X-IP-Addr: 2001:db8::1", "432 Improper Filter Specification|SEQ: 1|X-IP-ADDR: 2001:db8::1")]
    [InlineData("X-UserName:", "432 Improper Filter Specification|SEQ: 1|X-USERNAME: ")]
    [InlineData(
        "X-RM-Agent-Id: a\nX-RM-Remote-Id: b",
        "432 Improper Filter Specification|SEQ: 1|X-RM-REMOTE-ID: b"
    )]
    [InlineData("Priority: 1", "432 Improper Filter Specification|SEQ: 1")]
    [InlineData("X-UserName: a\nX-IP-Addr: 10.0.0.9", "501 Not Implemented|SEQ: 1|X-IP-ADDR: 10.0.0.9")]
    [InlineData("X-IP-Addr: 10.0.0.9\nX-UserName: a", "501 Not Implemented|SEQ: 1|X-USERNAME: a")]
    [InlineData("X-UserName: a\nX-Logical-System: ls1", "501 Not Implemented|SEQ: 1|X-LOGICAL-SYSTEM: ls1")]
    [InlineData("X-UserName: a\nX-Router-Instance: r1", "501 Not Implemented|SEQ: 1|X-ROUTER-INSTANCE: r1")]
    public void Trigger_ThatCannotSelect_IsRepeated(string lines, string answer) =>
        AssertRefused(answer, UserName, lines);

    [Theory]
    [InlineData("Csource-ID: li-user", "", "400 Bad Request|SEQ: 1|CSOURCE-ID: ")]
    [InlineData("Cdest-ID: md1", "", "400 Bad Request|SEQ: 1|CDEST-ID: ")]
    [InlineData("Cdest-ID: md1", "Cdest-ID: a,b", "501 Not Implemented|SEQ: 1|CDEST-ID: a,b")]
    [InlineData("Flags: STATIC", "", "400 Bad Request|SEQ: 1|FLAGS: ")]
    [InlineData("Flags: STATIC", "Flags: BOTH", "400 Bad Request|SEQ: 1|FLAGS: BOTH")]
    [InlineData("X-MD-Intercept-Id: 0x0000030000000090", "", "400 Bad Request|SEQ: 1|X-MD-INTERCEPT-ID: ")]
    [InlineData(
        "X-MD-Intercept-Id: 0x0000030000000090",
        "X-MD-Intercept-Id: 0x030",
        "400 Bad Request|SEQ: 1|X-MD-INTERCEPT-ID: 0x030"
    )]
    [InlineData(
        "X-JTap-Cdest-Dest-Address: 192.0.2.100",
        "",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-DEST-ADDRESS: "
    )]
    [InlineData(
        "X-JTap-Cdest-Dest-Address: 192.0.2.100",
        "X-JTap-Cdest-Dest-Address: 192.0.2",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-DEST-ADDRESS: 192.0.2"
    )]
    [InlineData(
        "X-JTap-Cdest-Dest-Address: 192.0.2.100",
        "X-JTap-Cdest-Dest-Address: 203.0.113.1",
        "430 Unknown Content Destination|SEQ: 1|X-JTAP-CDEST-DEST-ADDRESS: 203.0.113.1"
    )]
    [InlineData(
        "X-JTap-Cdest-Dest-Address: 192.0.2.100",
        "X-JTap-Cdest-Dest-Address: 2001:db8::1",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-SOURCE-ADDRESS: 192.0.2.1"
    )]
    [InlineData("X-JTap-Cdest-Dest-Port: 30030", "", "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-DEST-PORT: ")]
    [InlineData(
        "X-JTap-Cdest-Dest-Port: 30030",
        "X-JTap-Cdest-Dest-Port: 0",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-DEST-PORT: 0"
    )]
    [InlineData(
        "X-JTap-Cdest-Source-Address: 192.0.2.1",
        "X-JTap-Cdest-Source-Address: 192.0.2.2",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-SOURCE-ADDRESS: 192.0.2.2"
    )]
    [InlineData(
        "X-JTap-Cdest-Source-Port: 50000",
        "X-JTap-Cdest-Source-Port: 65536",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-SOURCE-PORT: 65536"
    )]
    [InlineData(
        "X-JTap-Cdest-TTL: 64",
        "X-JTap-Cdest-TTL: 256",
        "901 JTap-Failure|SEQ: 1|X-JTAP-CDEST-TTL: 256"
    )]
    [InlineData(
        "X-JTap-Cdest-TTL: 64",
        "X-JTap-IP-Version: ipv6",
        "901 JTap-Failure|SEQ: 1|X-JTAP-IP-VERSION: ipv6"
    )]
    [InlineData(
        "Priority: 2",
        "Source-Address: 10.0.0.0/8",
        "501 Not Implemented|SEQ: 1|SOURCE-ADDRESS: 10.0.0.0/8"
    )]
    [InlineData("Priority: 2", "Dest-Port: 9-1", "432 Improper Filter Specification|SEQ: 1|DEST-PORT: 9-1")]
    [InlineData("Priority: 2", "Timeout-Idle: 5", "501 Not Implemented|SEQ: 1|TIMEOUT-IDLE: 5")]
    [InlineData("Priority: 2", "X-Unknown: 5", "400 Bad Request|SEQ: 1|X-UNKNOWN: 5")]
    [InlineData("Priority: 2", "no colon", "400 Bad Request|SEQ: 1|no colon")]
    [InlineData(
        "Priority: 2",
        "X-Drop-Policy: web",
        "432 Improper Filter Specification|SEQ: 1|X-DROP-POLICY: web"
    )]
    public void Parameter_ThatIsMissingOrBad_IsNamed(string replaced, string by, string answer) =>
        AssertRefused(answer, replaced, by);

    [Fact]
    public void Addresses_OfIpv6_WouldNeedAnotherOuterHeader() =>
        Assert.Equal(
            "DTCP/0.7 501 Not Implemented|SEQ: 1|X-JTAP-CDEST-DEST-ADDRESS: 2001:db8::1",
            new Bench().Ask(
                "ADD",
                Bench
                    .Adding.Replace("192.0.2.100", "2001:db8::1", StringComparison.Ordinal)
                    .Replace(
                        "192.0.2.1\n",
                        "2001:db8::2\nX-JTap-IP-Version: ipv6\n",
                        StringComparison.Ordinal
                    )
            )
        );

    [Theory]
    [InlineData("router", 0xc0000201u)]
    [InlineData("request", 0xc0000202u)]
    public void SourceAddress_ThatIsNotTheRouters_IsTakenAsConfigured(string word, uint source)
    {
        var bench = new Bench($"source-mismatch: {word}");

        bench.Ask("ADD", Bench.Adding.Replace("192.0.2.1\n", "192.0.2.2\n", StringComparison.Ordinal));

        Assert.Equal(source, Assert.Single(bench.Plane.Requests).Request.Target.Outer.Source.Value);
    }

    [Fact]
    public void SessionId_OfTheSubscriber_IsTakenWhenConfigured()
    {
        var bench = new Bench("session-id: subscriber");

        bench.Ask("ADD", Bench.Adding);

        Assert.Equal(
            new MedDevHandle(0x300, null),
            Assert.Single(bench.Plane.Requests).Request.Target.Handle
        );
    }

    [Fact]
    public void UnknownParameter_IsPassedOverWhenConfigured()
    {
        var bench = new Bench("unknown-parameters: ignore");

        Assert.Equal(
            "DTCP/0.7 200 OK|SEQ: 1|CRITERIA-ID: 1",
            bench.Ask("ADD", $"X-Unknown: 1\n{Bench.Adding}")
        );
    }

    [Fact]
    public void Criteria_BeyondTheLimit_AreRefusedUntilThereIsRoom()
    {
        var bench = new Bench("criteria-limit: 2");
        Assert.Contains("200 OK", bench.Ask("ADD", Bench.Adding), StringComparison.Ordinal);
        Assert.Contains("200 OK", bench.Ask("ADD", Bench.Adding), StringComparison.Ordinal);

        Assert.Equal("DTCP/0.7 550 Max Criteria Limit Exceeded|SEQ: 3", bench.Ask("ADD", Bench.Adding));

        // The control plane ended one by itself, as it does when a session logs out.
        bench.Plane.Delete(1, "logout");
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 4|CRITERIA-ID: 3", bench.Ask("ADD", Bench.Adding));
    }

    [Fact]
    public void Destinations_BeyondTheLimit_AreForgottenOnlyWithoutTriggers()
    {
        var bench = new Bench("criteria-limit: 2");
        bench.Ask("ADD", To("a"));
        bench.Ask("DELETE", "Csource-ID: li-user\nCdest-ID: a\nFlags: STATIC");
        bench.Ask("ADD", To("b"));
        Assert.Contains("200 OK", bench.Ask("ADD", To("c")), StringComparison.Ordinal);
        Assert.Contains(
            "430 Unknown",
            bench.Ask("LIST", "Csource-ID: li-user\nCdest-ID: a"),
            StringComparison.Ordinal
        );

        static string To(string name) =>
            Bench.Adding.Replace("Cdest-ID: md1", $"Cdest-ID: {name}", StringComparison.Ordinal);
    }

    [Fact]
    public void ControlPlane_ThatCannot_IsAServerError()
    {
        var bench = new Bench();
        bench.Plane.Problem = "there is no room";

        Assert.Equal("DTCP/0.7 500 Server Internal Error|SEQ: 1", bench.Ask("ADD", Bench.Adding));
        Assert.Equal(
            "500: there is no room (user li-user at 198.51.100.5)",
            Assert.Single(bench.Plane.Lines).Reason
        );
    }

    private static MirrorSelector SelectorOf(string lines)
    {
        var bench = new Bench();
        var answer = bench.Ask("ADD", Bench.Adding.Replace(UserName, lines, StringComparison.Ordinal));
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 1|CRITERIA-ID: 1", answer);
        return Assert.Single(bench.Plane.Requests).Request.Selector;
    }

    private static void AssertRefused(string answer, string replaced, string by)
    {
        var bench = new Bench();
        Assert.Contains(replaced, Bench.Adding, StringComparison.Ordinal);

        Assert.Equal(
            $"DTCP/0.7 {answer}",
            bench.Ask("ADD", Bench.Adding.Replace(replaced, by, StringComparison.Ordinal))
        );
        Assert.Empty(bench.Plane.Requests);
        Assert.Equal(MirrorEventKind.Failure, Assert.Single(bench.Plane.Lines).Kind);
    }
}
