using System.Security.Cryptography;
using Jmirror.Engine.Accounting;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>Subscribers log in by a FreeRADIUS server on loopback, and live in the real control plane.</summary>
public sealed class RadiusLoginTests : IDisposable
{
    private const string Users = """
        alice@isp.example Cleartext-Password := "wonderland"
        	Framed-IP-Address = 10.0.0.9,
        	Class = 0x0102,
        	Acct-Interim-Interval = 60,
        	ERX-LI-Action = 1,
        	ERX-Med-Dev-Handle = 0x40000010,
        	ERX-Med-Ip-Address = 192.0.2.100,
        	ERX-Med-Port-Number = 30030

        bob@isp.example Cleartext-Password := "builder"
        	Framed-IP-Address = 10.0.0.10

        carol@isp.example Cleartext-Password := "half"
        	Framed-IP-Address = 10.0.0.11,
        	ERX-LI-Action = 1,
        	ERX-Med-Ip-Address = 192.0.2.100
        """;

    private readonly FreeradiusServer _server = new(Users);
    private readonly LiveRouter _router = new();
    private RadiusLogin? _login;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _login?.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(PasswordMethod.Chap)]
    [InlineData(PasswordMethod.Pap)]
    public async Task LogIn_WithMirroringAttributes_IsMirroredAndAccountedFor(PasswordMethod method)
    {
        var login = Login(_server.Entry);
        Assert.Equal(
            LoginOutcome.Accepted,
            await login.LogInAsync(
                Subscriber(
                    "alice@isp.example",
                    (IdentityKind.AcctSessionId, "0010000a"),
                    (IdentityKind.NasPortId, "ge-1/0/0.7:7"),
                    (IdentityKind.CallingStationId, "02:00:00:00:00:07"),
                    (IdentityKind.AgentCircuitId, "eth 0:7"),
                    (IdentityKind.DhcpOption82, "01026331")
                ),
                Password("wonderland", method),
                Cancellation
            )
        );
        // The short handle takes its session id from accounting.
        Assert.Equal(new MirrorHeader(1, 0x10, 0x0010000a), _router.OnlyMirror.Definition.Header);
        Assert.Equal(new Ipv4Address(0xc0000264), _router.OnlyMirror.Definition.Outer.Destination);
        Assert.Equal(MirrorOrigin.RadiusLogin, _router.Events[0].Origin);
        var session = Assert.Single(_router.Control.ListSubscribers(0, 10));
        Assert.Contains(session.Addresses, address => $"{address}" is "10.0.0.9");

        Carry(_router.Control.Account(session.Number)!);

        await login.LogOutAllAsync(Cancellation);
        Assert.Equal(0, _router.Table.Count);
        Assert.True(_router.Control.Accounts.IsEmpty);
        Assert.Empty(_router.Control.ListSubscribers(0, 10));
        var records = _server.Accounting.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, records.Length);
        foreach (var record in records)
        {
            AssertSays(record, "User-Name = \"alice@isp.example\"");
            AssertSays(record, "Acct-Session-Id = \"0010000a\"");
            AssertSays(record, "NAS-Identifier = \"lab-mx1\"");
            AssertSays(record, "NAS-Port-Id = \"ge-1/0/0.7:7\"");
            AssertSays(record, "Calling-Station-Id = \"02:00:00:00:00:07\"");
            AssertSays(record, "ADSL-Agent-Circuit-Id = 0x65746820303a37");
            AssertSays(record, "ERX-Dhcp-Option-82 = 0x01026331");
            AssertSays(record, "Framed-IP-Address = 10.0.0.9");
            AssertSays(record, "Class = 0x0102");
        }
        AssertSays(records[0], "Acct-Status-Type = Start");
        AssertSays(records[1], "Acct-Status-Type = Stop");
        AssertSays(records[1], "Acct-Terminate-Cause = NAS-Request");
        AssertSays(records[1], "Acct-Input-Gigawords = 1");
        AssertSays(records[1], $"Acct-Input-Octets = {5_000_000_000 - (1L << 32)}");
        AssertSays(records[1], "Acct-Output-Packets = 4");
        Assert.Equal((1, 1), (login.Figures.Accepted, login.Figures.MirrorOrders));
        Assert.Equal((2, 0), (login.Figures.Reports, login.Figures.UnansweredReports));
    }

    [Fact]
    public async Task LogIn_WithoutMirroringAttributes_IsNotMirrored()
    {
        var login = Login(_server.Entry);
        Assert.Equal(
            LoginOutcome.Accepted,
            await login.LogInAsync(Subscriber("bob@isp.example"), Password("builder"), Cancellation)
        );
        Assert.Equal(0, _router.Table.Count);
        // No Acct-Session-Id was given: the router made one.
        var session = Assert.Single(_router.Control.ListSubscribers(0, 10));
        Assert.NotNull(session.IdentityOf(IdentityKind.AcctSessionId));
    }

    [Fact]
    public async Task LogIn_WithHalfAnOrder_LogsInAndIsNotMirrored()
    {
        var login = Login(_server.Entry);
        Assert.Equal(
            LoginOutcome.Accepted,
            await login.LogInAsync(Subscriber("carol@isp.example"), Password("half"), Cancellation)
        );
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal(
            (MirrorEventKind.Failure, "Med-Dev-Handle or Med-Port-Number is missing"),
            (Assert.Single(_router.Events).Kind, _router.Events[0].Reason)
        );
    }

    [Fact]
    public async Task LogIn_WrongPassword_IsRejected()
    {
        var login = Login(_server.Entry);
        Assert.Equal(
            LoginOutcome.Rejected,
            await login.LogInAsync(Subscriber("bob@isp.example"), Password("wrong"), Cancellation)
        );
        Assert.Empty(_router.Control.ListSubscribers(0, 10));
        Assert.Empty(_server.Accounting);
    }

    [Fact]
    public async Task LogIn_FirstServerSilent_AsksTheSecond()
    {
        var login = Login(_server.DeadEntry, _server.Entry);
        Assert.Equal(
            LoginOutcome.Accepted,
            await login.LogInAsync(Subscriber("bob@isp.example"), Password("builder"), Cancellation)
        );
        AssertSays(_server.Accounting, "Acct-Status-Type = Start");
    }

    [Fact]
    public async Task LogIn_AllServersSilent_HasNoAnswer()
    {
        var wrongSecret = _server.Entry with
        {
            Secret = new SecretConfig(new RadiusSecret("testing124"), null),
        };
        var login = Login(_server.DeadEntry, wrongSecret);
        Assert.Equal(
            LoginOutcome.NoAnswer,
            await login.LogInAsync(Subscriber("bob@isp.example"), Password("builder"), Cancellation)
        );
    }

    [Fact]
    public async Task Disconnected_IsReportedAsStopped()
    {
        var login = Login(_server.Entry);
        await login.LogInAsync(Subscriber("bob@isp.example"), Password("builder"), Cancellation);
        var session = Assert.Single(_router.Control.ListSubscribers(0, 10));
        _router.Control.LogOut(session.Number, SessionEnd.AdminReset);
        await login.TickAsync(Cancellation);
        await login.TickAsync(Cancellation);
        AssertSays(_server.Accounting, "Acct-Terminate-Cause = Admin-Reset");
        Assert.Equal(2, _server.Accounting.Split("Acct-Status-Type").Length - 1);
    }

    [Fact]
    public async Task Interim_AsTheAccessAcceptSays_IsReported()
    {
        var time = new SettableTime();
        var login = Login(time, _server.Entry);
        await login.LogInAsync(Subscriber("alice@isp.example"), Password("wonderland"), Cancellation);
        time.Now += TimeSpan.FromSeconds(59);
        await login.TickAsync(Cancellation);
        time.Now += TimeSpan.FromSeconds(1);
        await login.TickAsync(Cancellation);
        await login.TickAsync(Cancellation);
        Assert.Equal(2, _server.Accounting.Split("Acct-Status-Type").Length - 1);
        AssertSays(_server.Accounting, "Acct-Status-Type = Interim-Update");
        AssertSays(_server.Accounting, "Acct-Session-Time = 60");
    }

    /// <summary>5 000 000 000 bytes in 3 packets from the subscriber, 4 packets to it.</summary>
    private static void Carry(SessionAccount account)
    {
        var thread = new RunCounters();
        foreach (var length in (int[])[2_000_000_000, 2_000_000_000, 1_000_000_000])
            account.Upstream.CountCopy(length, thread);
        for (var i = 0; i < 4; i++)
            account.Downstream.CountCopy(100, thread);
    }

    private RadiusLogin Login(params RadiusServerConfig[] servers) => Login(TimeProvider.System, servers);

    private RadiusLogin Login(TimeProvider time, params RadiusServerConfig[] servers) =>
        _login = new RadiusLogin(
            new RadiusConfig
            {
                Servers = [.. servers],
                Timeout = TimeSpan.FromMilliseconds(500),
                Retries = 1,
            },
            new RouterConfig { Name = "lab-mx1" },
            _router.Control,
            _router.Mirrors,
            time,
            RandomNumberGenerator.Fill
        );

    private static Sighting Subscriber(string name, params (IdentityKind Kind, string Value)[] others) =>
        new()
        {
            Source = SightingSource.Configuration,
            Kind = SightingKind.Up,
            Timestamp = 1,
            Interface = new SubscriberInterface { OuterVlan = 7 },
            Identities =
            [
                new SubscriberIdentity(IdentityKind.Username, name),
                .. others.Select(one => new SubscriberIdentity(one.Kind, one.Value)),
            ],
        };

    private static LoginConfig Password(string password, PasswordMethod method = PasswordMethod.Chap) =>
        new(new SecretConfig(new RadiusSecret(password), null), method);

    private static void AssertSays(string record, string line) =>
        Assert.Contains($"\t{line}\n", record, StringComparison.Ordinal);
}
