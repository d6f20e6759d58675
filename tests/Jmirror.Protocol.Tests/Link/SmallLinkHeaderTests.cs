using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

/// <summary>Cisco HDLC, BSD loopback and MPLS: four bytes each.</summary>
public sealed class SmallLinkHeaderTests
{
    [Fact]
    public void CiscoHdlc_FourBytes_ShowTheType()
    {
        Assert.True(CiscoHdlcHeader.TryRead(Hex.Bytes("0f00 86dd"), out var header));
        Assert.Equal(EtherType.Ipv6, header.Type);
        Assert.False(CiscoHdlcHeader.TryRead(Hex.Bytes("0f00 86"), out _));
    }

    [Theory]
    [InlineData("0f00", true)]
    [InlineData("8f00 0800", true)]
    [InlineData("ff03 0021", false)]
    [InlineData("0f01", false)]
    [InlineData("0f", false)]
    [InlineData("", false)]
    public void CiscoHdlc_FirstTwoBytes_TellItFromPpp(string hex, bool expected) =>
        Assert.Equal(expected, CiscoHdlcHeader.IsAt(Hex.Bytes(hex)));

    [Theory]
    [InlineData("00000002", EtherType.Ipv4)]
    [InlineData("02000000", EtherType.Ipv4)]
    [InlineData("0000000a", EtherType.Ipv6)]
    [InlineData("18000000", EtherType.Ipv6)]
    [InlineData("0000001c", EtherType.Ipv6)]
    [InlineData("1e000000", EtherType.Ipv6)]
    [InlineData("00000007", EtherType.None)]
    [InlineData("00000000", EtherType.None)]
    [InlineData("02000002", EtherType.None)]
    public void Loopback_FamilyInEitherByteOrder_TellsTheVersion(string hex, EtherType type)
    {
        Assert.True(LoopbackHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.Equal(type, header.Type);
        Assert.False(LoopbackHeader.TryRead(Hex.Bytes(hex).AsSpan(0, 3), out _));
    }

    [Theory]
    [InlineData("00010140", 16, true)]
    [InlineData("00010040", 16, false)]
    [InlineData("fffffeff", 0xfffff, false)]
    [InlineData("00000100", 0, true)]
    public void Mpls_FourBytes_ShowLabelAndBottom(string hex, uint label, bool isBottom)
    {
        Assert.True(MplsLabel.TryRead(Hex.Bytes(hex), out var entry));
        Assert.Equal(new MplsLabel(label, isBottom), entry);
        Assert.False(MplsLabel.TryRead(Hex.Bytes(hex).AsSpan(0, 3), out _));
    }
}
