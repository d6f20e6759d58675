using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>LCP: RFC 1661; PAP: RFC 1334; CHAP: RFC 1994; IPCP: RFC 1332.</summary>
public sealed class PppLearningTests
{
    private const string Pap = "c023";
    private const string Chap = "c223";
    private const string IpControl = "8021";
    private const string Ipv6Control = "8057";
    private const string LinkControl = "c021";
    private const string Session = "Ppp if=0 5.0 02:00:00:00:00:01 session=7";

    private readonly Learned _learned = new();

    [Fact]
    public void Pap_Acknowledged_TellsUsername()
    {
        Begin();
        Assert.Empty(FromClient(Pap, PapRequest(3, "alice@isp.example")));

        Assert.Equal([$"Up {Session} Username=alice@isp.example"], FromRouter(Pap, Control(2, 3, "00")));
    }

    [Fact]
    public void Pap_Refused_TellsNothing()
    {
        Begin();
        FromClient(Pap, PapRequest(3, "alice"));
        FromRouter(Pap, Control(3, 3, "00"));

        Assert.Empty(FromRouter(Pap, Control(2, 3, "00")));
        Assert.Empty(FromClient(IpControl, Ipcp(1, 1, "00000000")));
    }

    [Fact]
    public void Pap_AcknowledgementOfOtherRequest_TellsNothing()
    {
        Begin();
        FromClient(Pap, PapRequest(3, "alice"));

        Assert.Empty(FromRouter(Pap, Control(2, 4, "00")));
    }

    [Fact]
    public void Pap_RouterAuthenticatesToClient_IsNotTheUser()
    {
        Begin();
        FromRouter(Pap, PapRequest(3, "router"));

        Assert.Empty(FromClient(Pap, Control(2, 3, "00")));
    }

    [Fact]
    public void Chap_BothSidesAuthenticate_TellsTheClientsName()
    {
        Begin();
        FromRouter(Chap, ChapResponse(1, "router", code: 1));
        FromClient(Chap, ChapResponse(1, "client", code: 1));
        FromClient(Chap, ChapResponse(1, "alice"));
        FromRouter(Chap, ChapResponse(1, "router"));

        Assert.Empty(FromClient(Chap, Control(3, 1)));
        Assert.Equal([$"Up {Session} Username=alice"], FromRouter(Chap, Control(3, 1)));
    }

    [Fact]
    public void Chap_Failed_TellsNothing()
    {
        Begin();
        FromClient(Chap, ChapResponse(1, "alice"));
        FromRouter(Chap, Control(4, 1));

        Assert.Empty(FromRouter(Ipv6Control, Control(1, 1)));
    }

    [Theory]
    [InlineData(IpControl)]
    [InlineData(Ipv6Control)]
    public void NetworkPhase_AcknowledgementLost_ConfirmsName(string protocol)
    {
        Begin();
        FromClient(Pap, PapRequest(3, "alice"));

        Assert.Equal([$"Up {Session} Username=alice"], FromClient(protocol, Control(1, 1)));
    }

    [Fact]
    public void Ipcp_Acknowledged_TellsTheClientsAddress()
    {
        Begin();
        Assert.Empty(FromRouter(IpControl, Ipcp(1, 1, "0a0000fe")));
        Assert.Empty(FromClient(IpControl, Ipcp(2, 1, "0a0000fe")));
        Assert.Empty(FromClient(IpControl, Ipcp(1, 1, "00000000")));
        Assert.Empty(FromRouter(IpControl, Ipcp(3, 1, "0a000009")));
        Assert.Empty(FromClient(IpControl, Ipcp(1, 2, "0a000009")));

        Assert.Equal([$"Up {Session} [10.0.0.9]"], FromRouter(IpControl, Ipcp(2, 2, "0a000009")));
    }

    [Fact]
    public void Ipcp_AcknowledgementOfOlderRequest_TellsNothing()
    {
        Begin();
        FromRouter(LinkControl, Lcp(1));
        FromClient(IpControl, Ipcp(1, 2, "0a000009"));

        Assert.Empty(FromRouter(IpControl, Ipcp(2, 1, "0a000008")));
    }

    [Fact]
    public void Ipcp_RouterNeverHeard_TellsAddressWhenTheClientGoesOn()
    {
        Begin();
        FromClient(IpControl, Ipcp(1, 1, "0a000008"));
        Assert.Empty(FromClient(IpControl, Ipcp(1, 2, "0a000009")));

        Assert.Equal([$"Up {Session} [10.0.0.9]"], FromClient(IpControl, Ipcp(2, 1, "0a0000fe")));
        Assert.Empty(FromClient(IpControl, Ipcp(2, 1, "0a0000fe")));
    }

    [Theory]
    [InlineData(Client, Router)]
    [InlineData(Router, Client)]
    public void Terminate_Acknowledged_EndsSession(string from, string to)
    {
        Begin();
        FromRouter(LinkControl, Lcp(1));
        Assert.Empty(_learned.See(Ppp(from, to, LinkControl, Control(5, 9))));

        Assert.Equal(
            [$"Down {Session} UserRequest"],
            _learned.See(Ppp(to, from, LinkControl, Control(6, 9)))
        );
    }

    [Fact]
    public void Terminate_AcknowledgedWithoutRequest_EndsNothing()
    {
        Begin();

        Assert.Empty(FromRouter(LinkControl, Control(6, 9)));
    }

    [Fact]
    public void Terminate_RouterNeverHeard_EndsSessionAtOnce()
    {
        Begin();

        Assert.Equal([$"Down {Session} UserRequest"], FromClient(LinkControl, Control(5, 9)));
    }

    // Nothing was seen of the session's beginning: who authenticates, is challenged, or asks for an address is the client.
    [Fact]
    public void CaptureBeginsLate_PapShowsTheClient()
    {
        FromRouter(LinkControl, Lcp(9));
        Assert.Equal([$"Up {Session}"], FromClient(Pap, PapRequest(3, "alice")));

        Assert.Equal([$"Up {Session} Username=alice"], FromRouter(Pap, Control(2, 3, "00")));
    }

    [Fact]
    public void CaptureBeginsLate_ChallengeShowsTheClient() =>
        Assert.Equal([$"Up {Session}"], FromRouter(Chap, ChapResponse(1, "router", code: 1)));

    [Fact]
    public void CaptureBeginsLate_OfferedAddressShowsTheClient()
    {
        Assert.Equal([$"Up {Session}"], FromRouter(IpControl, Ipcp(3, 1, "0a000009")));
        Assert.Empty(FromClient(IpControl, Ipcp(1, 2, "0a000009")));

        Assert.Equal([$"Up {Session} [10.0.0.9]"], FromRouter(IpControl, Ipcp(2, 2, "0a000009")));
    }

    [Fact]
    public void CaptureBeginsLate_AddressOfUnknownEnd_IsNotTold()
    {
        FromClient(IpControl, Ipcp(1, 2, "0a000009"));

        Assert.Empty(FromRouter(IpControl, Ipcp(2, 2, "0a000009")));
    }

    [Fact]
    public void BareLine_WithoutDirections_TellsNameAndGivenAddress()
    {
        SeeBare(Pap + PapRequest(1, "alice"));
        SeeBare(Pap + Control(2, 1, "00"));
        SeeBare(IpControl + Ipcp(1, 1, "0a0000fe"));
        SeeBare(IpControl + Ipcp(2, 1, "0a0000fe"));
        SeeBare(IpControl + Ipcp(3, 1, "0a000009"));
        SeeBare(IpControl + Ipcp(1, 2, "0a000009"));
        SeeBare(IpControl + Ipcp(2, 2, "0a000009"));

        const string line = "Up Ppp if=3 0.0 00:00:00:00:00:00 session=0";
        Assert.Equal([line, $"{line} Username=alice", $"{line} [10.0.0.9]"], _learned.Texts);
    }

    [Fact]
    public void Lcp_BrokenPackets_TeachNothing()
    {
        Begin();

        Assert.Empty(FromClient(Pap, "0101"));
        Assert.Empty(FromClient(Pap, "0101ffff05"));
        Assert.Empty(FromClient(Pap, "01010005ff"));
        Assert.Empty(FromRouter(Pap, Control(2, 1, "00")));
    }

    private void Begin() => _learned.See(Discovery("65", Router, Client, 7));

    private string[] FromClient(string protocol, string packet) =>
        _learned.See(Ppp(Client, Router, protocol, packet));

    private string[] FromRouter(string protocol, string packet) =>
        _learned.See(Ppp(Router, Client, protocol, packet));

    private void SeeBare(string frame) =>
        _learned.See(
            Hex.Bytes("ff03" + frame),
            LinkType.Ppp,
            0,
            direction: FrameDirection.Unknown,
            capture: 3
        );
}
