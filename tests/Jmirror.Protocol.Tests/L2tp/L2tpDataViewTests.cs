using Jmirror.Protocol.L2tp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.L2tp;

public sealed class L2tpDataViewTests
{
    [Theory]
    [InlineData("0002 000b 000c ff03c021", 6)]
    [InlineData("4002 000c 000b 000c ff03c021", 8)]
    [InlineData("0802 000b 000c 0001 0002 ff03c021", 10)]
    [InlineData("0202 000b 000c 0000 ff03c021", 8)]
    [InlineData("0202 000b 000c 0003 a5a5a5 ff03c021", 11)]
    [InlineData("4b02 0014 000b 000c 0001 0002 0002 a5a5 ff03c021", 16)]
    [InlineData("0102 000b 000c ff03c021", 6)] // priority
    [InlineData("34f2 000b 000c ff03c021", 6)] // reserved bits
    public void TryRead_EveryCombinationOfOptionalFields_ShowsTheFrame(string hex, int headerLength)
    {
        Assert.True(L2tpDataView.TryRead(Hex.Bytes(hex), out var view));
        Assert.Equal(11, view.Tunnel);
        Assert.Equal(12, view.Session);
        Assert.Equal(headerLength, view.HeaderLength);
        Hex.AssertEqual(Hex.Bytes("ff03c021"), view.Frame);
    }

    [Fact]
    public void TryRead_LengthBelowTheDatagram_LeavesTheRestOut()
    {
        Assert.True(L2tpDataView.TryRead(Hex.Bytes("4002 000c 000b 000c ff03c021 a5a5"), out var view));
        Hex.AssertEqual(Hex.Bytes("ff03c021"), view.Frame);
    }

    [Theory]
    [InlineData("c802 000c 000b 0000 0000 0001")] // control
    [InlineData("0003 000b 000c ff03c021")] // L2TPv3
    [InlineData("0001 000b 000c ff03c021")] // L2F
    [InlineData("4002 000d 000b 000c ff03c021")] // length beyond the datagram
    [InlineData("4002 0007 000b 000c ff03c021")] // length inside the header
    [InlineData("0202 000b 000c 0005 ff03c021")] // offset beyond the datagram
    [InlineData("0202 000b 000c ffff ff03c021")]
    [InlineData("0202 000b 000c 00")]
    [InlineData("4b02 0010 000b 000c 0001 00")]
    [InlineData("0002 000b 00")]
    [InlineData("00")]
    [InlineData("")]
    public void TryRead_AnythingElse_Fails(string hex) =>
        Assert.False(L2tpDataView.TryRead(Hex.Bytes(hex), out _));
}
