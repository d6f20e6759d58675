using System.Net;
using System.Net.Sockets;
using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>FreeRADIUS's client against the server on loopback and the real control plane.</summary>
public sealed class RadclientTests : IDisposable
{
    private const string Session = "Acct-Session-Id = \"0010000a\"";
    private static readonly UInt128 Loopback = IpPrefix.FromIpv4(0x7f000001);

    private static readonly DynamicRequestsConfig Config = new()
    {
        Listen = [Loopback],
        Port = 0,
        Clients =
        [
            new DynamicClientConfig
            {
                Address = new IpPrefix(Loopback, 128),
                Secret = new SecretConfig(new RadiusSecret("testing123"), null),
            },
        ],
    };

    private readonly LiveRouter _router = new();
    private readonly DynamicRequestServer _server;

    public RadclientTests()
    {
        _router.LogIn(7, "0010000a", "alice@isp.example");
        _server = DynamicRequestServer.Start(Config, _router.RequestsOf(Config));
    }

    private IPEndPoint Endpoint => _server.Endpoints[0];

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Coa_StartReplaceNoOperationStop_DoAsTheySay()
    {
        Assert.Equal("ack", Coa($"{Session}, {Radclient.Start}"));
        Assert.Equal(new MirrorHeader(0, 0x300, 0x90), _router.OnlyMirror.Definition.Header);
        Assert.Equal(
            new OuterHeader(new Ipv4Address(0xc0000201), new Ipv4Address(0xc0000264), 30030, 30030),
            _router.OnlyMirror.Definition.Outer
        );
        // 4 bytes: the session id is the low 32 bits of the Acct-Session-Id.
        Assert.Equal(
            "ack",
            Coa(
                $"{Session}, {Radclient.Start.Replace("0x0000030000000090", "0x40000010", StringComparison.Ordinal)}"
            )
        );
        Assert.Equal(new MirrorHeader(1, 0x10, 0x0010000a), _router.OnlyMirror.Definition.Header);
        Assert.Equal("ack", Coa($"{Session}, ERX-LI-Action = 2"));
        Assert.Equal(1, _router.Table.Count);
        Assert.Equal("ack", Coa($"{Session}, ERX-LI-Action = 0"));
        Assert.Equal(0, _router.Table.Count);
    }

    [Theory]
    [InlineData("Acct-Session-Id = \"0010000b\", ", Radclient.Start, "nak Session-Context-Not-Found")]
    [InlineData("", Radclient.Start, "nak Missing-Attribute")]
    [InlineData(Session, "", "nak Missing-Attribute")]
    [InlineData(Session + ", ", "ERX-LI-Action = 1", "nak Missing-Attribute")]
    [InlineData(
        Session + ", ",
        "ERX-LI-Action = 1, ERX-Med-Dev-Handle = 0x0000030000000090, ERX-Med-Ip-Address = 192.0.2.100",
        "nak Missing-Attribute"
    )]
    [InlineData(
        Session + ", ",
        "ERX-LI-Action = 1, ERX-Med-Dev-Handle = 0x00000010, ERX-Med-Ip-Address = 192.0.2.100, ERX-Med-Port-Number = 1",
        "nak Invalid-Request"
    )]
    [InlineData(Session + ", Cisco-AVPair = \"a=b\", ", Radclient.Start, "nak Unsupported-Attribute")]
    [InlineData(
        "User-Name = \"bob@isp.example\", " + Session + ", ",
        Radclient.Start,
        "nak Session-Context-Not-Found"
    )]
    [InlineData("User-Name = \"alice@isp.example\", Framed-IP-Address = 10.0.0.7, ", Radclient.Start, "ack")]
    [InlineData("Message-Authenticator = 0x00, " + Session + ", ", Radclient.Start, "ack")]
    public void Coa_Answer_IsAsDocumented(string session, string order, string answer)
    {
        Assert.Equal(answer, Coa(session + order));
        Assert.Equal(answer is "ack" ? 1 : 0, _router.Table.Count);
    }

    [Fact]
    public void Coa_WrongSecret_IsNotAnswered()
    {
        Assert.Equal("none", Radclient.Send(Endpoint, "coa", $"{Session}, {Radclient.Start}", "testing124"));
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal(1, _server.Counters[DynamicRequestOutcome.BadAuthenticator]);
    }

    [Fact]
    public void Disconnect_EndsSessionAndMirror()
    {
        Coa($"{Session}, {Radclient.Start}");
        Assert.Equal(
            "nak Session-Context-Not-Found",
            Disconnect($"{Session}, User-Name = \"bob@isp.example\"")
        );
        Assert.Equal("nak Missing-Attribute", Disconnect("User-Name = \"alice@isp.example\""));
        Assert.Equal(1, _router.Table.Count);
        Assert.Equal("ack", Disconnect(Session));
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal("nak Session-Context-Not-Found", Disconnect(Session));
    }

    [Fact]
    public void SecureLog_HoldsEachOutcome_AndNoSecret()
    {
        Coa($"{Session}, {Radclient.Start}");
        Coa($"{Session}, ERX-LI-Action = 0");
        Coa("Acct-Session-Id = \"0010000b\", ERX-LI-Action = 0");
        Assert.Equal("Start End Failure", string.Join(' ', _router.Events.Select(line => line.Kind)));
        Assert.DoesNotContain(
            _router.Events,
            line => $"{line}".Contains("testing", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void TenThousandRequests_AreAllAnsweredOnceAndRight()
    {
        for (ushort vlan = 100; vlan < 200; vlan++)
            _router.LogIn(vlan, $"{vlan}", $"user{vlan}");
        var requests = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            // Every second one names a session that is not there.
            var session = i % 2 == 0 ? 100 + (i / 2 % 100) : 1000 + i;
            requests.Append($"Acct-Session-Id = \"{session}\", {Radclient.Start}\n\n");
        }
        var summary = Radclient.SendMany(Endpoint, 100, requests.ToString());
        Assert.Matches(@"Accepted\s*: 5000\b", summary);
        Assert.Matches(@"Rejected\s*: 5000\b", summary);
        Assert.Matches(@"Lost\s*: 0\b", summary);
        Assert.Equal(100, _router.Table.Count);
        Assert.Equal(5000, _server.Counters[DynamicRequestOutcome.CoaAck]);
        Assert.Equal(5000, _server.Counters[DynamicRequestOutcome.CoaNak]);
    }

    [Fact]
    public void FloodOfGarbage_ChangesNothing()
    {
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(Endpoint);
        foreach (var datagram in Garbage.Datagrams().Take(50_000))
            sender.Send(datagram);
        // What does not fit the socket's buffer is lost before the server.
        Assert.Equal("ack", Coa($"{Session}, {Radclient.Start}"));
        Assert.Equal(1, _router.Table.Count);
        Assert.True(_server.Counters[DynamicRequestOutcome.BadAuthenticator] > 1000);
        Assert.Equal(1, _server.Counters[DynamicRequestOutcome.CoaAck]);
    }

    [Fact]
    public void Ipv6_IsAnsweredToo()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this host has no IPv6");
        var address = new IpPrefix(1, 128);
        var config = Config with
        {
            Listen = [address.Address],
            Clients = [Config.Clients[0] with { Address = address }],
        };
        using var server = DynamicRequestServer.Start(config, _router.RequestsOf(config));
        Assert.Equal("ack", Radclient.Send(server.Endpoints[0], "coa", $"{Session}, {Radclient.Start}"));
    }

    [Fact]
    public void TakenPort_IsRefusedAtOnce() =>
        Assert.Throws<SocketException>(() =>
            DynamicRequestServer.Start(
                Config with
                {
                    Port = (ushort)Endpoint.Port,
                },
                _router.RequestsOf(Config)
            )
        );

    private string Coa(string attributes) => Radclient.Send(Endpoint, "coa", attributes);

    private string Disconnect(string attributes) => Radclient.Send(Endpoint, "disconnect", attributes);
}
