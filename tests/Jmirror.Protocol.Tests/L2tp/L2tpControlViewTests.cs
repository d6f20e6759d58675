using Jmirror.Protocol.L2tp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.L2tp;

public sealed class L2tpControlViewTests
{
    // l2tp-lac-lns-chap.pcap, frame 4.
    private const string CallRequest = """
        c802 0044 0001 0000 0002 0001
        8008 0000 0000 000a  8008 0000 000e 000d  800a 0000 000f 0000000d
        800a 0000 0012 00000003  000a 0000 0019 00000000  800a 0000 0015 38383838
        """;

    [Fact]
    public void TryRead_CallRequest_GivesIdsAndPairs()
    {
        Assert.True(L2tpControlView.TryRead(Hex.Bytes(CallRequest + "a5a5"), out var view));
        Assert.Equal((1, 0), ((int)view.Tunnel, (int)view.Session));
        Assert.Equal(L2tpMessageType.IncomingCallRequest, view.Type);
        Assert.Equal(13, view.Avps.FindNumber(L2tpAvpType.AssignedSession));
        Assert.Equal("8888"u8, view.Avps.Find(L2tpAvpType.CalledNumber));
        Assert.True(view.Avps.Find(L2tpAvpType.CallingNumber).IsEmpty);
    }

    [Fact]
    public void Type_Acknowledgement_IsNone()
    {
        Assert.True(L2tpControlView.TryRead(Hex.Bytes("c802 000c 0001 0000 0002 0001"), out var view));
        Assert.Equal(L2tpMessageType.None, view.Type);
    }

    [Theory]
    [InlineData("c008 0000 0009 1234", "hidden")]
    [InlineData("8008 0009 0009 1234", "of a vendor")]
    [InlineData("8007 0000 0009 12", "of another length")]
    [InlineData("8009 0000 0009 1234", "longer than the message")]
    [InlineData("8005 0000 0009 1234", "shorter than its header")]
    public void FindNumber_PairIsUnreadable_IsZero(string pair, string why)
    {
        var bytes = Hex.Bytes($"c802 {12 + Hex.Bytes(pair).Length:x4} 0001 0000 0002 0001 {pair}");

        Assert.True(L2tpControlView.TryRead(bytes, out var view), why);
        Assert.Equal(0, view.Avps.FindNumber(L2tpAvpType.AssignedTunnel));
    }

    [Fact]
    public void Find_BehindHiddenPair_IsFound()
    {
        var bytes = Hex.Bytes("c802 001c 0001 0000 0002 0001 c008 0000 0009 9999 8008 0000 0009 1234");

        Assert.True(L2tpControlView.TryRead(bytes, out var view));
        Assert.Equal(0x1234, view.Avps.FindNumber(L2tpAvpType.AssignedTunnel));
    }

    [Theory]
    [InlineData("4002 000c 0001 0000 0002 0001")] // data
    [InlineData("8802 000c 0001 0000 0002 0001")] // no length
    [InlineData("c002 000c 0001 0000 0002 0001")] // no sequence numbers
    [InlineData("c803 000c 0001 0000 0002 0001")] // L2TPv3
    [InlineData("c802 000d 0001 0000 0002 0001")]
    [InlineData("c802 000b 0001 0000 0002 0001")]
    [InlineData("c802 000c 0001 0000 0002 00")]
    public void TryRead_DataOtherVersionOrTooShort_IsRefused(string hex) =>
        Assert.False(L2tpControlView.TryRead(Hex.Bytes(hex), out _));
}
