using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>DHCPv6: RFC 8415; remote id: RFC 4649; relays of access nodes: RFC 6221.</summary>
public sealed class Dhcpv6LearningTests
{
    private const string ClientAddress = "fe800000000000000000000000000001";
    private const string ServerAddress = "fe8000000000000000000000000000ff";
    private const string Servers = "ff020000000000000000000000010002";
    private const string Address = "20010db8000000000000000000000009";
    private const string Prefix = "20010db8010000000000000000000000";
    private const string Station = "Dhcpv6 if=0 5.0 02:00:00:00:00:01 session=0";

    private readonly Learned _learned = new();

    [Fact]
    public void Reply_TellsAddressesAndPrefixes()
    {
        Assert.Empty(FromClient(Message(1)));
        Assert.Empty(FromServer(Message(2, AddressLease(Address))));
        Assert.Empty(FromClient(Message(3, AddressLease(Address))));

        Assert.Equal(
            [$"Up {Station} [2001:db8::9 2001:db8:100::/56] +7200s"],
            FromServer(Message(7, AddressLease(Address) + PrefixLease(Prefix, 56)))
        );
    }

    [Fact]
    public void Reply_ToOneAssociation_KeepsTheOther()
    {
        FromServer(Message(7, AddressLease(Address) + PrefixLease(Prefix, 56)));

        Assert.Equal(
            [$"Up {Station} [2001:db8:100::/56 2001:db8::8] +7199.999s"],
            FromServer(Message(7, AddressLease("20010db8000000000000000000000008")))
        );
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(11)]
    public void Reply_ToWhatIsNoLease_TellsNothing(int asked)
    {
        FromClient(Message(asked));

        Assert.Empty(FromServer(Message(7, AddressLease(Address))));
    }

    [Fact]
    public void Reply_LifetimeZero_TakesAway()
    {
        FromServer(Message(7, AddressLease(Address)));

        Assert.Equal(
            [$"Down {Station} [] SessionTimeout"],
            FromServer(Message(7, AddressLease(Address, valid: 0)))
        );
    }

    [Fact]
    public void Reply_ThroughRelay_TellsLineWithoutInterface()
    {
        FromRelay(12, Message(3), Option6(18, Text("c1")) + Option6(37, "00000de9" + Text("r1")));

        Assert.Equal(
            ["Up Dhcpv6 AgentCircuitId=c1 AgentRemoteId=r1 [2001:db8::9] +3600s"],
            FromRelay(13, Message(7, AddressLease(Address)), Option6(18, Text("c1")))
        );
    }

    [Fact]
    public void Reply_ThroughSeveralRelays_TellsTheLineClosestToTheClient() =>
        Assert.Equal(
            ["Up Dhcpv6 AgentCircuitId=near AgentRemoteId=far [2001:db8::9] +3600s"],
            FromRelay(
                13,
                Envelope(13, Message(7, AddressLease(Address)), ClientAddress, Option6(18, Text("near"))),
                Option6(18, Text("far")) + Option6(37, "00000de9" + Text("far"))
            )
        );

    [Fact]
    public void Reply_ThroughAccessNode_IsTheStations()
    {
        var reply = Envelope(
            13,
            Message(7, AddressLease(Address)),
            ClientAddress,
            Option6(18, Text("c1")),
            link: Zeros(16)
        );

        Assert.Equal(
            [$"Up {Station} AgentCircuitId=c1 [2001:db8::9] +3600s"],
            See(Router, Client, ServerAddress, ClientAddress, 547, 547, reply)
        );
    }

    [Fact]
    public void Request_ServerNeverHeard_IsBelievedWithoutLifetime() =>
        Assert.Equal(
            [$"Up {Station} [2001:db8::9]"],
            FromClient(Message(3, AddressLease(Address, valid: 0)))
        );

    [Fact]
    public void Request_ServerHeard_AwaitsItsReply()
    {
        FromServer(Message(2, AddressLease(Address)));

        Assert.Empty(FromClient(Message(3, AddressLease(Address))));
    }

    [Fact]
    public void Release_OfAll_EndsSession()
    {
        FromServer(Message(7, AddressLease(Address)));

        Assert.Equal(
            [$"Down {Station} [2001:db8::9] UserRequest"],
            FromClient(Message(8, AddressLease(Address, valid: 0)))
        );
    }

    [Fact]
    public void Release_OfOne_KeepsTheOther()
    {
        FromServer(Message(7, AddressLease(Address) + PrefixLease(Prefix, 56)));

        Assert.Equal(
            [$"Up {Station} [2001:db8:100::/56] +7199.999s"],
            FromClient(Message(8, AddressLease(Address)))
        );
    }

    [Fact]
    public void Release_Dhcpv4LeaseLives_KeepsSession()
    {
        _learned.See(
            Ipv4Frame(
                Router,
                Client,
                Udp4("0a0000fe", "0a000009", 67, 68, Dhcp(5, yiaddr: "0a000009", options: "330400000e10"))
            )
        );
        FromServer(Message(7, AddressLease(Address, valid: 7200)));

        Assert.Equal([$"Up {Station} [] +3599.998s"], FromClient(Message(8, AddressLease(Address))));
    }

    [Fact]
    public void InsidePpp_LeaseIsTheSessionsAndDoesNotEndIt()
    {
        const string session = "Dhcpv6 if=0 5.0 02:00:00:00:00:01 session=7";
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Equal(
            [$"Up {session} [2001:db8:100::/56]"],
            _learned.See(
                Ppp(
                    Router,
                    Client,
                    "0057",
                    Udp6(ServerAddress, ClientAddress, 547, 546, Message(7, PrefixLease(Prefix, 56)))
                )
            )
        );
        Assert.Equal(
            [$"Up {session} []"],
            _learned.See(
                Ppp(
                    Client,
                    Router,
                    "0057",
                    Udp6(ClientAddress, Servers, 546, 547, Message(8, PrefixLease(Prefix, 56)))
                )
            )
        );
    }

    [Fact]
    public void Reply_LinkLocalOrUnspecified_TellsNothing() =>
        Assert.Empty(FromServer(Message(7, AddressLease(ClientAddress) + PrefixLease(Zeros(16), 0))));

    private string[] FromClient(string message) =>
        See(Client, "333300010002", ClientAddress, Servers, 546, 547, message);

    private string[] FromServer(string message) =>
        See(Router, Client, ServerAddress, ClientAddress, 547, 546, message);

    private string[] FromRelay(int type, string message, string options)
    {
        var envelope = Envelope(type, message, ClientAddress, options);
        return type == 12
            ? See(OtherRouter, Router, Address, Servers, 547, 547, envelope)
            : See(Router, OtherRouter, Servers, Address, 547, 547, envelope);
    }

    private string[] See(
        string from,
        string to,
        string source,
        string destination,
        int sourcePort,
        int destinationPort,
        string message
    ) => _learned.See(Ipv6Frame(from, to, Udp6(source, destination, sourcePort, destinationPort, message)));

    private static string Message(int type, string options = "") => $"{type:x2}abcdef{options}";

    private static string Envelope(
        int type,
        string message,
        string peer,
        string options,
        string link = "20010db8000000000000000000000001"
    ) => $"{type:x2}00{link}{peer}{options}{Option6(9, message)}";
}
