using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>L2TPv2: RFC 2661. The LAC is 192.0.2.1 with tunnel 10, the LNS 192.0.2.2 with tunnel 20.</summary>
public sealed class L2tpLearningTests
{
    private const string Lac = "c0000201";
    private const string Lns = "c0000202";
    private const string Session = "lac=192.0.2.1/10/100 lns=192.0.2.2/20/200";

    private readonly Learned _learned = new();

    [Fact]
    public void IncomingCall_Agreed_TellsBothEndsAndNumber()
    {
        SetUpTunnel();
        Assert.Empty(AskIncoming());

        Assert.Equal([$"Up L2tp {Session} CallingStationId=0123"], AgreeIncoming());
    }

    [Fact]
    public void IncomingCall_TunnelOlderThanCapture_IsLearned()
    {
        AskIncoming();

        Assert.Equal([$"Up L2tp {Session} CallingStationId=0123"], AgreeIncoming());
    }

    [Fact]
    public void IncomingCall_SameSessionIdInAnotherTunnel_IsNotMixedUp()
    {
        SetUpTunnel();
        SetUpTunnel(lacTunnel: 11, lnsTunnel: 21);
        AskIncoming();

        Assert.Empty(FromLns(11, 100, Message(11) + Pair(14, "00c8")));
        Assert.Equal([$"Up L2tp {Session} CallingStationId=0123"], AgreeIncoming());
    }

    [Fact]
    public void IncomingCall_WithoutQuestion_TellsNothing() => Assert.Empty(AgreeIncoming());

    [Fact]
    public void OutgoingCall_Agreed_TellsBothEndsAndCalledNumber()
    {
        FromLns(10, 0, Message(7) + Pair(14, "00c8") + Pair(21, Text("0456")));

        Assert.Equal(
            [$"Up L2tp {Session} CallingStationId=0456"],
            FromLac(20, 200, Message(8) + Pair(14, "0064"))
        );
    }

    [Fact]
    public void Connected_WithProxyName_TellsUsername()
    {
        SetUpSession();

        Assert.Equal(
            [$"Up L2tp {Session} Username=alice"],
            FromLac(20, 200, Message(12) + Pair(29, "0003") + Pair(30, Text("alice")))
        );
    }

    [Fact]
    public void Connected_NameHiddenOrNotAuthenticated_TellsNothing()
    {
        SetUpSession();

        Assert.Empty(FromLac(20, 200, Message(12) + Pair(30, "0102030405060708", flags: 12)));
        Assert.Empty(FromLac(20, 200, Message(12) + Pair(29, "0004") + Pair(30, Text("alice"))));
    }

    [Fact]
    public void PppInside_RefinesTheSession()
    {
        SetUpSession();
        Data(fromLac: true, "c023", PapRequest(1, "alice"));

        Assert.Equal([$"Up Ppp {Session} Username=alice"], Data(fromLac: false, "c023", Control(2, 1, "00")));
        Assert.Empty(Data(fromLac: true, "8021", Ipcp(1, 1, "0a000009")));
        Assert.Equal([$"Up Ppp {Session} [10.0.0.9]"], Data(fromLac: false, "8021", Ipcp(2, 1, "0a000009")));
    }

    [Fact]
    public void PppInside_OfUnknownSession_TellsNothing() =>
        Assert.Empty(Data(fromLac: true, "c023", PapRequest(1, "alice")));

    [Fact]
    public void PppInside_AfterClocksJump_StillRefreshes()
    {
        SetUpSession();
        _learned.Wait(-1e6);

        Assert.Equal([$"Up Ppp {Session}"], Data(fromLac: true, "c021", Lcp(9)));
    }

    [Theory]
    [InlineData(200, "0064")]
    [InlineData(0, "0064")]
    public void Disconnect_ByEitherId_EndsSession(int session, string assigned)
    {
        SetUpTunnel();
        SetUpSession();

        Assert.Equal(
            [$"Down L2tp {Session} UserRequest"],
            FromLac(20, session, Message(14) + Pair(14, assigned))
        );
        Assert.Empty(Data(fromLac: true, "c021", Lcp(9)));
    }

    [Fact]
    public void Stop_EndsAllSessionsOfTheTunnel()
    {
        SetUpTunnel();
        SetUpSession();

        Assert.Equal(
            ["AllDown L2tp tunnel=192.0.2.2/20/0 NasReboot"],
            FromLac(20, 0, Message(4) + Pair(9, "000a"))
        );
        Assert.Empty(Data(fromLac: true, "c021", Lcp(9)));
    }

    [Fact]
    public void SameIdsAgain_WithoutDisconnect_ReplaceTheSession()
    {
        SetUpSession();
        AskIncoming();

        Assert.Equal(
            [$"Down L2tp {Session} Replaced", $"Up L2tp {Session} CallingStationId=0123"],
            AgreeIncoming()
        );
    }

    private void SetUpTunnel(int lacTunnel = 10, int lnsTunnel = 20)
    {
        FromLac(0, 0, Message(1) + Pair(9, $"{lacTunnel:x4}"));
        FromLns(lacTunnel, 0, Message(2) + Pair(9, $"{lnsTunnel:x4}"));
        FromLac(lnsTunnel, 0, Message(3));
    }

    private void SetUpSession()
    {
        AskIncoming();
        AgreeIncoming();
    }

    private string[] AskIncoming() => FromLac(20, 0, Message(10) + Pair(14, "0064") + Pair(22, Text("0123")));

    private string[] AgreeIncoming() => FromLns(10, 100, Message(11) + Pair(14, "00c8"));

    private string[] FromLac(int tunnel, int session, string pairs) =>
        See(Lac, Lns, L2tpControl(tunnel, session, pairs));

    private string[] FromLns(int tunnel, int session, string pairs) =>
        See(Lns, Lac, L2tpControl(tunnel, session, pairs));

    private string[] Data(bool fromLac, string protocol, string packet) =>
        fromLac
            ? See(Lac, Lns, L2tpData(20, 200, protocol, packet))
            : See(Lns, Lac, L2tpData(10, 100, protocol, packet));

    private string[] See(string from, string to, string message) =>
        _learned.See(Ipv4Frame(Client, Router, Udp4(from, to, 1701, 1701, message)));

    private static string Message(int type) => Pair(0, $"{type:x4}");
}
