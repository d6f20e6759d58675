using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>DHCPv4: RFC 2131; option 82: RFC 3046.</summary>
public sealed class DhcpLearningTests
{
    private const string Address = "0a000009";
    private const string Server = "0a0000fe";
    private const string Lease = "330400000e10"; // 3600 seconds
    private const string ServerId = "36040a0000fe";
    private const string Wanted = "32040a000009";
    private const string Station = "Dhcp if=0 5.0 02:00:00:00:00:01 session=0";
    private const string Line = "AgentCircuitId=c1 AgentRemoteId=r1 DhcpOption82=0102633102027231";

    private readonly Learned _learned = new();

    [Fact]
    public void Acknowledgement_TellsAddressLeaseAndLine()
    {
        Assert.Empty(FromClient(Dhcp(1)));
        Assert.Empty(FromServer(Dhcp(2, yiaddr: Address, options: Lease)));
        Assert.Empty(FromClient(Dhcp(3, options: Wanted + ServerId)));

        Assert.Equal(
            [$"Up {Station} {Line} [10.0.0.9] +3600s"],
            FromServer(Dhcp(5, yiaddr: Address, options: Lease + Option82("6331", "7231")))
        );
    }

    [Fact]
    public void Acknowledgement_LineOnlyInTheRequest_TellsLine()
    {
        FromClient(Dhcp(3, options: Wanted + Option82("6331", "7231")));

        Assert.Equal(
            [$"Up {Station} {Line} [10.0.0.9] +3600s"],
            FromServer(Dhcp(5, yiaddr: Address, options: Lease))
        );
    }

    [Fact]
    public void Acknowledgement_OfAnotherExchange_TellsNoLine()
    {
        FromClient(Dhcp(3, options: Wanted + Option82("6331", "7231")));

        Assert.Equal(
            [$"Up {Station} [10.0.0.9] +3600s"],
            FromServer(Dhcp(5, yiaddr: Address, options: Lease, transaction: "55667788"))
        );
    }

    [Fact]
    public void Acknowledgement_SplitOption82_IsJoined() =>
        Assert.Equal(
            [$"Up {Station} {Line} [10.0.0.9]"],
            FromServer(Dhcp(5, yiaddr: Address, options: "5203010263" + "52053102027231"))
        );

    [Fact]
    public void Acknowledgement_Broadcast_IsTheHardwareAddress() =>
        Assert.Equal(
            [$"Up {Station} [10.0.0.9]"],
            See(Router, Broadcast, Server, "ffffffff", 67, 68, Dhcp(5, yiaddr: Address))
        );

    [Fact]
    public void Acknowledgement_InfiniteLease_HasNoEnd() =>
        Assert.Equal(
            [$"Up {Station} [10.0.0.9]"],
            FromServer(Dhcp(5, yiaddr: Address, options: "3304ffffffff"))
        );

    [Fact]
    public void Acknowledgement_OfInform_TellsNothing() => Assert.Empty(FromServer(Dhcp(5, ciaddr: Address)));

    [Fact]
    public void Acknowledgement_BetweenServerAndRelay_HasNoInterface()
    {
        See(
            OtherRouter,
            Router,
            "c0000201",
            Server,
            67,
            67,
            Dhcp(3, giaddr: "c0000201", options: Wanted + Option82("6331", "7231"))
        );

        Assert.Equal(
            [$"Up Dhcp {Line} [10.0.0.9] +3600s"],
            See(
                Router,
                OtherRouter,
                Server,
                "c0000201",
                67,
                67,
                Dhcp(5, yiaddr: Address, giaddr: "c0000201", options: Lease)
            )
        );
    }

    // nb6-startup.pcap, frame 61: relays leave their address in what they deliver to the client.
    [Fact]
    public void Acknowledgement_DeliveredByRelay_IsTheStations() =>
        Assert.Equal([$"Up {Station} [10.0.0.9]"], FromServer(Dhcp(5, yiaddr: Address, giaddr: "c0000201")));

    [Fact]
    public void Request_OneWayTap_CountsWhenTheAddressIsUsed()
    {
        Assert.Empty(FromClient(Dhcp(3, options: Wanted + ServerId + Option82("6331", "7231"))));
        Assert.Empty(_learned.See(Arp(Client, "00000000")));
        Assert.Empty(_learned.See(Arp(OtherClient, Address)));

        Assert.Equal([$"Up {Station} {Line} [10.0.0.9]"], _learned.See(Arp(Client, Address)));
        Assert.Empty(_learned.See(Arp(Client, Address)));
    }

    [Fact]
    public void Request_Refused_IsForgotten()
    {
        FromClient(Dhcp(3, options: Wanted));
        Assert.Empty(FromServer(Dhcp(6)));

        Assert.Empty(_learned.See(Arp(Client, Address)));
    }

    [Fact]
    public void Renewal_OneWayTap_Counts() =>
        Assert.Equal([$"Up {Station} [10.0.0.9]"], FromClient(Dhcp(3, ciaddr: Address)));

    [Fact]
    public void Renewal_Unanswered_DoesNotMoveTheLeasesEnd()
    {
        FromServer(Dhcp(5, yiaddr: Address, options: Lease));
        _learned.Wait(1799.999);

        Assert.Equal([$"Up {Station} [10.0.0.9] +1800s"], FromClient(Dhcp(3, ciaddr: Address)));
    }

    [Fact]
    public void Refusal_OfLiveLease_EndsSession()
    {
        FromServer(Dhcp(5, yiaddr: Address));

        Assert.Equal([$"Down {Station} SessionTimeout"], FromServer(Dhcp(6)));
        Assert.Empty(FromServer(Dhcp(6)));
    }

    [Fact]
    public void Release_EndsSession()
    {
        FromServer(Dhcp(5, yiaddr: Address));

        Assert.Equal([$"Down {Station} [10.0.0.9] UserRequest"], FromClient(Dhcp(7, ciaddr: Address)));
    }

    [Fact]
    public void Decline_EndsSession()
    {
        FromServer(Dhcp(5, yiaddr: Address));

        Assert.Equal([$"Down {Station} [10.0.0.9] UserRequest"], FromClient(Dhcp(4, options: Wanted)));
    }

    [Fact]
    public void Release_BehindRouter_IsToldByAddress() =>
        Assert.Equal(
            ["Down Dhcp [10.0.0.9] UserRequest"],
            See(OtherRouter, Router, Address, Server, 68, 67, Dhcp(7, ciaddr: Address))
        );

    [Fact]
    public void Message_InsidePpp_TeachesNothing()
    {
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Empty(
            _learned.See(Ppp(Router, Client, "0021", Udp4(Server, Address, 67, 68, Dhcp(5, yiaddr: Address))))
        );
    }

    private string[] FromClient(string message) =>
        See(Client, Broadcast, Nobody, "ffffffff", 68, 67, message);

    private string[] FromServer(string message) => See(Router, Client, Server, Address, 67, 68, message);

    private string[] See(
        string from,
        string to,
        string source,
        string destination,
        int sourcePort,
        int destinationPort,
        string message
    ) => _learned.See(Ipv4Frame(from, to, Udp4(source, destination, sourcePort, destinationPort, message)));
}
