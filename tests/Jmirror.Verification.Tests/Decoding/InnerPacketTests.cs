using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Decoding;

namespace Jmirror.Verification.Tests.Decoding;

public sealed class InnerPacketTests
{
    private const string Ipv6Addresses = "20010db8000100000000000000000010 20010db8ffff00000000000000000007";
    private const string UdpPorts = "13c4 0035 0008 0000";
    private static readonly string[] Starts = ["", "45", "60", "ff030021", "ff030057", "ff0321"];

    [Theory]
    [InlineData("4500001c 00000000 4011 0000 0a000001 0a000002", 17, true)]
    [InlineData("4600 0020 00000000 4006 0000 0a000001 0a000002 01010101", 6, true)] // options
    [InlineData("4500001c 00000000 4001 0000 0a000001 0a000002", 1, false)] // ICMP has no ports
    public void Read_Ipv4_GivesAddressesProtocolAndPorts(string header, byte protocol, bool hasPorts)
    {
        var inner = Read(header + UdpPorts);
        Assert.Equal(4, inner.Version);
        Assert.Equal("10.0.0.1", IpPrefix.FormatAddress(inner.Source));
        Assert.Equal("10.0.0.2", IpPrefix.FormatAddress(inner.Destination));
        Assert.Equal(protocol, inner.Protocol);
        Assert.Equal(hasPorts ? new TransportPorts(5060, 53) : null, inner.Ports);
        Assert.Null(inner.FragmentOffset);
    }

    [Theory]
    [InlineData("2000", 0, true)] // first fragment: ports are there
    [InlineData("2001", 8, false)] // later ones: not
    [InlineData("00b9", 1480, false)] // last one
    public void Read_Ipv4Fragment_GivesItsOffsetAndPortsOfTheFirstOnly(
        string field,
        int offset,
        bool hasPorts
    )
    {
        var inner = Read($"4500001c 0000{field} 4011 0000 0a000001 0a000002 {UdpPorts}");
        Assert.Equal(offset, inner.FragmentOffset);
        Assert.Equal(hasPorts, inner.Ports is not null);
    }

    [Theory]
    [InlineData("11", "", 17, null, true)]
    [InlineData("00", "3c00050200000000 1100050200000000", 17, null, true)] // hop-by-hop, destination options
    [InlineData("2b", "1102000000000000 00000000000000000000000000000000", 17, null, true)] // routing, 24 bytes
    [InlineData("33", "1104000000000000 00000000 000000000000000000000000", 17, null, true)] // AH, 24 bytes
    [InlineData("2c", "1100000100000001", 17, 0, true)] // first fragment
    [InlineData("2c", "1100000900000001", 17, 8, false)] // later fragment
    [InlineData("2c", "3c00000900000001", 60, 8, false)] // what follows in a later fragment is not a header
    [InlineData("3c", "11ff000000000000", 60, null, false)] // extension header longer than the packet
    public void Read_Ipv6_StepsOverExtensionHeaders(
        string nextHeader,
        string extensions,
        byte protocol,
        int? offset,
        bool hasPorts
    )
    {
        var length = Hex.Bytes(extensions).Length + 8;
        var inner = Read($"60000000 00{length:x2} {nextHeader} 40 {Ipv6Addresses} {extensions} {UdpPorts}");
        Assert.Equal(6, inner.Version);
        Assert.Equal("2001:db8:1::10", IpPrefix.FormatAddress(inner.Source));
        Assert.Equal("2001:db8:ffff::7", IpPrefix.FormatAddress(inner.Destination));
        Assert.Equal(protocol, inner.Protocol);
        Assert.Equal(offset, inner.FragmentOffset);
        Assert.Equal(hasPorts ? new TransportPorts(5060, 53) : null, inner.Ports);
    }

    [Theory]
    [InlineData("ff03 0021 4500001c 00000000 4011 0000 0a000001 0a000002")]
    [InlineData("ff03 21 4500001c 00000000 4011 0000 0a000001 0a000002")]
    public void Read_Ipv4InPpp_IsThePacketInside(string header) =>
        Assert.Equal(new TransportPorts(5060, 53), Read(header + UdpPorts).Ports);

    [Theory]
    [InlineData("")]
    [InlineData("45000024")] // header cut
    [InlineData("44000014 00000000 40010000 0a000001 0a000002")] // header length 16
    [InlineData("ff03 c021 09200008b4c6c8ac")] // LCP
    [InlineData("020000000009020000000001 0800")] // Ethernet
    public void Read_NoReadableIpPacket_GivesNothing(string hex) => Assert.Equal(default, Read(hex));

    [Fact]
    public void Read_AnyBytes_Returns() =>
        Gen.Select(Gen.OneOf([.. Starts.Select(Gen.Const)]), Gen.Byte.Array[0, 120])
            .Sample(
                (start, rest) =>
                {
                    byte[] payload = [.. Hex.Bytes(start), .. rest];
                    _ = InnerPacket.Read(payload, MirroredPacket.Read(payload, payload.Length));
                },
                iter: 200_000
            );

    private static InnerPacket Read(string hex)
    {
        var payload = Hex.Bytes(hex);
        return InnerPacket.Read(payload, MirroredPacket.Read(payload, payload.Length));
    }
}
