using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class PppoeDiscoveryViewTests
{
    // dev-pppoe-qinq-pap.pcap, frame 21, behind the EtherType.
    private const string Request = """
        1119 0000 004e
        0101 0006 616363657373
        0104 0010 8a2085d61317fb92d30dcc00231db1c7
        0105 002c 00000de9 0117 302e302e302e302f302e302e302e302065746820303a31 020d 4445552e5254425249434b2e31
        """;

    [Fact]
    public void TryRead_Request_GivesTagsAndLine()
    {
        Assert.True(PppoeDiscoveryView.TryRead(Hex.Bytes(Request + "a5a5a5"), out var view));
        Assert.Equal(PppoeCode.Request, view.Code);
        Assert.Equal(0, view.Session);
        Assert.Equal("0.0.0.0/0.0.0.0 eth 0:1"u8, view.CircuitId);
        Assert.Equal("DEU.RTBRICK.1"u8, view.RemoteId);
        Assert.Equal(
            Hex.Bytes("8a2085d61317fb92d30dcc00231db1c7"),
            view.Tags.Find((ushort)PppoeTagType.AcCookie)
        );
        Assert.True(view.Tags.Find((ushort)PppoeTagType.HostUniq).IsEmpty);
    }

    [Fact]
    public void CircuitId_TagOfAnotherVendorFirst_IsTheDslForums()
    {
        var bytes = Hex.Bytes("1109 0000 0017 0105 0007 00000001 0101 78 0105 0008 00000de9 0102 6331");

        Assert.True(PppoeDiscoveryView.TryRead(bytes, out var view));
        Assert.Equal("c1"u8, view.CircuitId);
        Assert.True(view.RemoteId.IsEmpty);
    }

    [Theory]
    [InlineData("0105 0003 000de9")] // no room for the vendor
    [InlineData("0105 0006 00000de9 0105")] // sub-tag longer than the tag
    [InlineData("0105 0020 00000de9 0101 78")] // tag longer than the packet
    [InlineData("")]
    public void CircuitId_BrokenTags_IsEmpty(string tags)
    {
        var bytes = Hex.Bytes($"1109 0000 {Hex.Bytes(tags).Length:x4} {tags}");

        Assert.True(PppoeDiscoveryView.TryRead(bytes, out var view));
        Assert.True(view.CircuitId.IsEmpty);
    }

    [Theory]
    [InlineData("1109 0000 0001")]
    [InlineData("1109 0000 00")]
    [InlineData("2109 0000 0000")]
    [InlineData("1100 0000 0000")]
    [InlineData("")]
    public void TryRead_TooShortOtherVersionOrSessionPacket_IsRefused(string hex) =>
        Assert.False(PppoeDiscoveryView.TryRead(Hex.Bytes(hex), out _));
}
