using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class ArpViewTests
{
    // dev-ipoe-dhcp82.pcap, frame 101: who has 10.0.0.10? Tell 10.0.0.11
    private const string Request = "0001 0800 0604 0001 020000000001 0a00000b 000000000000 0a00000a";

    [Fact]
    public void TryRead_Request_GivesTheSender()
    {
        Assert.True(ArpView.TryRead(Hex.Bytes(Request + "000000"), out var arp));
        Assert.Equal(new MacAddress(0x020000000001), arp.SenderMac);
        Assert.Equal(new Ipv4Address(0x0a00000b), arp.SenderAddress);
    }

    [Theory]
    [InlineData("0001 86dd 0604 0001 020000000001 0a00000b 000000000000 0a00000a")]
    [InlineData("0006 0800 0604 0001 020000000001 0a00000b 000000000000 0a00000a")]
    [InlineData("0001 0800 0804 0001 020000000001 0a00000b 000000000000 0a00000a")]
    [InlineData("0001 0800 0604 0001 020000000001 0a00000b 000000000000 0a0000")]
    public void TryRead_OtherNetworkOrTooShort_IsRefused(string hex) =>
        Assert.False(ArpView.TryRead(Hex.Bytes(hex), out _));
}
