using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>L2TP sessions, as a LAC or LNS mirrors them: FF 03 and the PPP frame.</summary>
public sealed class L2tpSessionTests : IDisposable
{
    private const int PppOffset = 14 + 20 + 8 + 6; // Ethernet, IPv4, UDP, L2TP with tunnel and session id only
    private const string Towards = "{ peer: 202.1.2.1, tunnel: 1, session: 7 }";
    private const string Back = "{ peer: 202.1.1.1, tunnel: 1, session: 13 }";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Towards, "l2tp.session == 7")]
    [InlineData(Back, "l2tp.session == 13")]
    [InlineData($"[ {Towards}, {Back} ]", "(l2tp.session == 7 || l2tp.session == 13)")]
    [InlineData("{ session: 7 }", "l2tp.session == 7")]
    [InlineData("{ tunnel: 1 }", "l2tp")]
    public void Session_CopiesItsPppFramesAndNoTunnelControl(string sessions, string filter)
    {
        var capture = Captures.Shared("subscriber/l2tp-lac-lns-chap.pcap");
        ConfiguredReplay
            .RunTrigger(_folder, $"l2tp: {sessions}", capture)
            .AssertMirror(1, Oracle.UdpRests(capture, $"l2tp.type == 0 && {filter}", PppOffset));
    }

    [Theory]
    [InlineData("{ peer: 202.1.1.1, session: 7 }")] // the ids of one direction, the receiver of the other
    [InlineData("{ tunnel: 2, session: 7 }")]
    public void Session_ThatOnlyHalfFits_CopiesNothing(string session) =>
        Assert.Empty(
            ConfiguredReplay
                .RunTrigger(_folder, $"l2tp: {session}", Captures.Shared("subscriber/l2tp-lac-lns-chap.pcap"))
                .Datagrams
        );

    public void Dispose() => _folder.Dispose();
}
