using System.Net;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>Dynamic requests to the emulator's own server, which behaves, and to a fake one, which does not.</summary>
public sealed class RadiusRequestRunTests
{
    private const string Session = $"Acct-Session-Id={RouterUnderTest.Session}";
    private const string On = "LI-Action=on";
    private const string Analyzer = "Med-Ip-Address=192.0.2.100";
    private const string Handle = "Med-Dev-Handle=0x0000030000000090";
    private const string Port = "Med-Port-Number=30030";

    // Silence is only known when it is over.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Order_Whole_IsAckedAndMirrors()
    {
        using var router = new RouterUnderTest(window: RouterUnderTest.Window);
        await using var bench = new StepBench();
        await bench.PassesAsync(
            router.Request(Session, On, Handle, Analyzer, Port),
            "ACK expected; came: 1 x ACK"
        );
        Assert.NotNull(router.Router.OnlyMirror);
    }

    [Theory]
    [InlineData(RouterSeries.Mx, Handle)]
    [InlineData(RouterSeries.Mx, Port)]
    [InlineData(RouterSeries.E, Handle)]
    [InlineData(RouterSeries.E, Port)]
    public async Task HalfPair_IsRefusedAsMissingAttribute(RouterSeries series, string half)
    {
        using var router = new RouterUnderTest(series);
        await using var bench = new StepBench();
        var step = router.Request(Session, On, half, Analyzer);
        await bench.PassesAsync(
            step with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = 402,
            },
            "NAK 402 expected; came: 1 x NAK 402"
        );
        await bench.FailsAsync(step, "ACK expected; came: 1 x NAK 402");
        await bench.FailsAsync(
            step with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = 404,
            },
            "NAK 404 expected; came: 1 x NAK 402"
        );
        Assert.Empty(router.Router.Table.Mirrors);
    }

    [Fact]
    public async Task HalfPair_AtARouterThatTakesIt_Fails()
    {
        using var router = new FakeRouter(RouterUnderTest.Secret, RadiusCode.CoaAck);
        await using var bench = new StepBench();
        await bench.FailsAsync(
            RouterUnderTest.Request(router.Endpoint, Session, On, Handle, Analyzer) with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = 402,
            },
            "NAK 402 expected; came: 1 x ACK"
        );
    }

    [Theory]
    [InlineData("Acct-Session-Id=nobody", On, Handle, 503u)]
    [InlineData("User-Name=bob@isp.example", On, Handle, 503u)]
    [InlineData("Session-Timeout=5", On, Handle, 401u)]
    [InlineData(Session, On, "Med-Dev-Handle=0x0102", 404u)]
    [InlineData(Session, "LI-Action=7", Handle, 404u)]
    [InlineData(Session, "26.4874.58=0x00000001", Handle, 404u)]
    public async Task WrongAttribute_IsRefusedWithItsErrorCause(
        string session,
        string action,
        string handle,
        uint cause
    )
    {
        using var router = new RouterUnderTest();
        await using var bench = new StepBench();
        await bench.PassesAsync(
            router.Request(session, action, handle, Analyzer, Port) with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = cause,
            },
            $"NAK {cause} expected; came: 1 x NAK {cause}"
        );
    }

    [Fact]
    public async Task Disconnect_Twice_FindsNoSessionAgain()
    {
        using var router = new RouterUnderTest();
        await using var bench = new StepBench();
        var step = router.Request(Session) with { Code = RadiusCode.DisconnectRequest };
        await bench.PassesAsync(step, "ACK expected; came: 1 x ACK");
        await bench.PassesAsync(
            step with
            {
                Expect = DynamicExpectation.Nak,
                ErrorCause = (uint)RadiusErrorCause.SessionContextNotFound,
            },
            "NAK 503 expected; came: 1 x NAK 503"
        );
        Assert.Empty(
            router.Router.Control.FindSubscribers([
                new SubscriberIdentity(IdentityKind.AcctSessionId, RouterUnderTest.Session),
            ])
        );
    }

    [Fact]
    public async Task Requests_ThatAreNotGenuine_MeetSilence()
    {
        using var router = new RouterUnderTest(window: RouterUnderTest.Window);
        await using var bench = new StepBench();
        var step = router.Request(Session, "LI-Action=off") with
        {
            Expect = DynamicExpectation.Silence,
            Timeout = Short,
        };
        const string sentence = "no answer expected; came: 1 x no answer";
        await bench.PassesAsync(step with { Secret = StepBench.Secret("another") }, sentence);
        await bench.PassesAsync(step with { IsAuthenticatorWrong = true }, sentence);
        await bench.PassesAsync(step with { HasMessageAuthenticator = false }, sentence);
        await bench.PassesAsync(step with { Timestamp = EventTimestamp.None }, sentence);
        await bench.PassesAsync(
            step with
            {
                Timestamp = new EventTimestamp(2 * RouterUnderTest.Window),
            },
            sentence
        );
        await bench.FailsAsync(step, "no answer expected; came: 1 x ACK");
        Assert.Equal(2, router.Counters[DynamicRequestOutcome.BadAuthenticator]);
        Assert.Equal(1, router.Counters[DynamicRequestOutcome.NoMessageAuthenticator]);
        Assert.Equal(2, router.Counters[DynamicRequestOutcome.Stale]);
    }

    [Fact]
    public async Task Silence_OfNobody_IsNotTheSilenceThatIsMeant()
    {
        IPEndPoint nobody;
        using (var router = new RouterUnderTest())
            nobody = router.Endpoint;
        await using var bench = new StepBench();
        await bench.FailsAsync(
            RouterUnderTest.Request(nobody, Session) with
            {
                Expect = DynamicExpectation.Silence,
            },
            "no answer expected; came: 1 x nobody listens there"
        );
    }

    [Theory]
    [InlineData(DynamicExpectation.Silence, "no answer")]
    [InlineData(DynamicExpectation.Ack, "ACK")]
    public async Task Answer_UnderAnotherSecret_PassesForNothing(DynamicExpectation expect, string words)
    {
        using var router = new FakeRouter("another", RadiusCode.CoaAck);
        await using var bench = new StepBench();
        await bench.FailsAsync(
            RouterUnderTest.Request(router.Endpoint, Session) with
            {
                Expect = expect,
                Timeout = Short,
            },
            $"{words} expected; came: 1 x answer with a wrong authenticator"
        );
    }

    [Fact]
    public async Task SameBytes_GetTheSameAnswer()
    {
        using var router = new RouterUnderTest();
        await using var bench = new StepBench();
        await bench.PassesAsync(
            router.Request(Session, "LI-Action=off") with
            {
                Times = 3,
                IsRetransmitted = true,
            },
            "ACK expected; came: 3 x ACK"
        );
        Assert.Equal(2, router.Counters[DynamicRequestOutcome.Duplicate]);
    }

    [Fact]
    public async Task SameBytes_AtARouterThatAnswersAnew_Fail()
    {
        using var router = new FakeRouter(RouterUnderTest.Secret, RadiusCode.CoaAck, isVaried: true);
        await using var bench = new StepBench();
        await bench.FailsAsync(
            RouterUnderTest.Request(router.Endpoint, Session) with
            {
                Times = 3,
                IsRetransmitted = true,
            },
            "ACK expected; came: 2 x ACK unlike the first, 1 x ACK"
        );
    }

    [Fact]
    public async Task Replay_IsARetransmissionAtFirst_AndStaleLater()
    {
        using var router = new RouterUnderTest(window: RouterUnderTest.Window);
        await using var bench = new StepBench();
        await bench.PassesAsync(
            router.Request(Session, "LI-Action=off") with
            {
                Name = "genuine",
            },
            "ACK expected; came: 1 x ACK"
        );
        await bench.PassesAsync(
            new RadiusReplayStep
            {
                Of = "genuine",
                IsFromSamePort = true,
                Expect = DynamicExpectation.Ack,
            },
            "the first answer expected to the same bytes again; came: it"
        );
        router.Pass(2 * RouterUnderTest.Window);
        var late = new RadiusReplayStep { Of = "genuine", Timeout = Short };
        await bench.PassesAsync(late, "no answer expected to the same bytes again; came: no answer");
        await bench.PassesAsync(
            late with
            {
                IsFromSamePort = true,
            },
            "no answer expected to the same bytes again; came: no answer"
        );
        Assert.Equal(2, router.Counters[DynamicRequestOutcome.Stale]);
    }

    [Fact]
    public async Task Replay_AtARouterThatLooksAtNoTimestamp_Fails()
    {
        using var router = new RouterUnderTest();
        await using var bench = new StepBench();
        await bench.RunAsync(router.Request(Session, "LI-Action=off") with { Name = "genuine" });
        router.Pass(2 * RouterUnderTest.Window);
        await bench.FailsAsync(
            new RadiusReplayStep { Of = "genuine" },
            "no answer expected to the same bytes again; came: ACK"
        );
    }

    [Fact]
    public async Task Storm_OfRequests_IsAnsweredWhole()
    {
        using var router = new RouterUnderTest(window: RouterUnderTest.Window);
        await using var bench = new StepBench();
        await bench.PassesAsync(
            router.Request(Session, "LI-Action=off") with
            {
                Times = 500,
                Rate = 2000,
            },
            "ACK expected; came: 500 x ACK"
        );
    }

    [Fact]
    public async Task Secret_ThatIsNotToBeHad_IsNamed()
    {
        await using var bench = new StepBench();
        var step = RouterUnderTest.Request(new IPEndPoint(IPAddress.Loopback, 1), Session) with
        {
            Secret = new SecretConfig(null, "/nowhere/coa.secret"),
        };
        var problem = await Assert.ThrowsAsync<CommandException>(() => bench.RunAsync(step));
        Assert.StartsWith("/nowhere/coa.secret: cannot be read", problem.Message, StringComparison.Ordinal);
    }
}
