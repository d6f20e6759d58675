using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Options;
using Jmirror.Protocol.Ppp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ppp;

public sealed class IpcpAddressTests
{
    // pppoe-pap-ipcp.pcap, frame 15: address and two name servers.
    [Theory]
    [InlineData("0306 4f334672 8106 55251129 8306 55261c53", 0x4f334672)]
    [InlineData("8106 55251129 0306 00000000", 0)]
    public void TryFind_AmongOptions_GivesTheAddress(string hex, uint address)
    {
        Assert.True(IpcpAddress.TryFind(OptionsOf(hex), out var found));
        Assert.Equal(new Ipv4Address(address), found);
    }

    [Theory]
    [InlineData("8106 55251129")]
    [InlineData("0305 4f3346")]
    [InlineData("0307 4f33467200")]
    [InlineData("")]
    public void TryFind_MissingOrOtherLength_IsFalse(string hex) =>
        Assert.False(IpcpAddress.TryFind(OptionsOf(hex), out _));

    private static NarrowOptions OptionsOf(string hex) => new(Hex.Bytes(hex), OptionLength.OfOption);
}
