using Jmirror.Protocol.Ppp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ppp;

public sealed class PppControlViewTests
{
    // pppoe-ipv6cp-dhcpv6.pcap, frame 20: IPV6CP Configure-Ack of an interface identifier, and link padding.
    [Fact]
    public void TryRead_ConfigureAck_GivesOptionsWithoutPadding()
    {
        Assert.True(
            PppControlView.TryRead(Hex.Bytes("0201 000e 010a ce050efffe880000 0000a5"), out var view)
        );
        Assert.Equal((PppCode.ConfigureAck, 1), ((PppCode)view.Code, (int)view.Identifier));
        Assert.Equal(10, view.Data.Length);
        Assert.Equal(Hex.Bytes("ce050efffe880000"), view.Options.Find(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("010100")]
    [InlineData("01010003")]
    [InlineData("01010006 00")]
    [InlineData("0101ffff")]
    public void TryRead_LengthDoesNotFit_IsRefused(string hex) =>
        Assert.False(PppControlView.TryRead(Hex.Bytes(hex), out _));
}
