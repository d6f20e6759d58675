using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class LlcHeaderTests
{
    [Theory]
    [InlineData("aaaa03 000000 0800", EtherType.Ipv4)]
    [InlineData("aaaa03 0000f8 86dd", EtherType.Ipv6)]
    [InlineData("aaaa03 00000c 2000", EtherType.None)] // CDP: Cisco's own number space
    [InlineData("424203 0000 00 0000", EtherType.None)] // spanning tree
    [InlineData("424203", EtherType.None)]
    [InlineData("ffff00", EtherType.None)] // IPX without LLC
    public void TryRead_LlcHeader_TellsTheEtherTypeOfSnap(string hex, EtherType type)
    {
        Assert.True(LlcHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.Equal(type, header.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("aaaa")]
    [InlineData("aaaa03")]
    [InlineData("aaaa03 000000 08")]
    public void TryRead_Short_Fails(string hex) => Assert.False(LlcHeader.TryRead(Hex.Bytes(hex), out _));
}
