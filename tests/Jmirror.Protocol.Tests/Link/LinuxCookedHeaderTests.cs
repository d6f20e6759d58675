using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class LinuxCookedHeaderTests
{
    [Theory]
    [InlineData("0000 0001 0006 020000000002 0000 0800", false, 1, 0x020000000002ul, EtherType.Ipv4)]
    [InlineData("0004 0001 0006 020000000002 0000 8100", true, 1, 0x020000000002ul, EtherType.CustomerTag)]
    [InlineData("0003 0304 0000 a5a5a5a5a5a5 a5a5 86dd", false, 772, 0ul, EtherType.Ipv6)]
    [InlineData("0004 0200 0008 a5a5a5a5a5a5 a5a5 0021", true, 512, 0ul, (EtherType)0x21)]
    public void TryRead_Version1_ShowsItsFields(
        string hex,
        bool isOutgoing,
        ushort hardware,
        ulong source,
        EtherType protocol
    )
    {
        Assert.True(LinuxCookedHeader.TryRead(Hex.Bytes(hex), out var header));
        Assert.Equal(new LinuxCookedHeader(isOutgoing, hardware, new MacAddress(source), protocol), header);
    }

    [Theory]
    [InlineData(
        "0800 0000 00000003 0001 00 06 020000000002 0000",
        false,
        1,
        0x020000000002ul,
        EtherType.Ipv4
    )]
    [InlineData("86dd 0000 00000003 fffe 04 00 a5a5a5a5a5a5 a5a5", true, 65534, 0ul, EtherType.Ipv6)]
    public void TryRead2_Version2_ShowsItsFields(
        string hex,
        bool isOutgoing,
        ushort hardware,
        ulong source,
        EtherType protocol
    )
    {
        Assert.True(LinuxCookedHeader.TryRead2(Hex.Bytes(hex), out var header));
        Assert.Equal(new LinuxCookedHeader(isOutgoing, hardware, new MacAddress(source), protocol), header);
    }

    [Fact]
    public void TryRead_OneByteShort_Fails()
    {
        Assert.False(LinuxCookedHeader.TryRead(new byte[LinuxCookedHeader.Length - 1], out _));
        Assert.False(LinuxCookedHeader.TryRead2(new byte[LinuxCookedHeader.Length2 - 1], out _));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(778, true)] // GRE: the protocol field holds GRE's, which are EtherTypes
    [InlineData(770, false)]
    [InlineData(803, false)]
    [InlineData(824, false)]
    public void HasProtocol_ByHardware_IsFalseWhereTheFieldIsNoEtherType(ushort hardware, bool expected) =>
        Assert.Equal(expected, new LinuxCookedHeader(false, hardware, default, EtherType.Ipv4).HasProtocol);
}
