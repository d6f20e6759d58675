using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class Ipv6ChainTests
{
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Esp = 50;
    private const byte Authentication = 51;
    private const byte NoNext = 59;
    private const byte DestinationOptions = 60;
    private const byte Mobility = 135;

    [Theory]
    [InlineData(17, "", 17, 40)]
    [InlineData(HopByHop, "3a00 050200000100", 58, 48)]
    [InlineData(Routing, "0602 0401 00000000 20010db8000000000000000000000009", 6, 64)]
    [InlineData(DestinationOptions, "1100 010400000000", 17, 48)]
    [InlineData(Mobility, "3b00 0000 00000000", NoNext, 48)]
    [InlineData(Authentication, "0604 0000 00000001 00000002 a5a5a5a5a5a5a5a5a5a5a5a5", 6, 64)]
    [InlineData(HopByHop, "3c00 050200000100 2b00 010400000000 1100 040000000000", 17, 64)]
    [InlineData(Esp, "", Esp, 40)]
    [InlineData(NoNext, "", NoNext, 40)]
    public void TryWalk_Headers_EndsAtTheTransport(byte next, string headers, byte protocol, int offset)
    {
        Assert.True(Ipv6Chain.TryWalk(Packet(headers + "1388 13c4"), next, out var chain));
        Assert.Equal(new Ipv6Chain(protocol, offset, IsFragment: false, IsLaterFragment: false), chain);
    }

    [Theory]
    [InlineData("1100 0000 00000007", false, false)] // atomic
    [InlineData("1100 0001 00000007", true, false)] // first
    [InlineData("1100 0009 00000007", true, true)] // middle
    [InlineData("1100 fff8 00000007", true, true)] // last
    [InlineData("1100 0006 00000007", false, false)] // reserved bits
    public void TryWalk_FragmentHeader_TellsWholeFirstAndLater(string header, bool isFragment, bool isLater)
    {
        Assert.True(Ipv6Chain.TryWalk(Packet(header), Fragment, out var chain));
        Assert.Equal(new Ipv6Chain(17, 48, isFragment, isLater), chain);
    }

    [Fact]
    public void TryWalk_LaterFragment_DoesNotTakeItsPayloadForAHeader()
    {
        // The fragmentable part began with destination options; the bytes here are from its middle.
        Assert.True(Ipv6Chain.TryWalk(Packet("3c00 0008 00000007 ffff"), Fragment, out var chain));
        Assert.Equal(new Ipv6Chain(DestinationOptions, 48, IsFragment: true, IsLaterFragment: true), chain);
    }

    [Theory]
    [InlineData(HopByHop, "")]
    [InlineData(HopByHop, "3a00 0502000001")]
    [InlineData(HopByHop, "3a01 050200000100 0100 0000 00")]
    [InlineData(Routing, "06ff 0401 00000000")]
    [InlineData(Authentication, "0604 0000 00000001 00000002")]
    [InlineData(Fragment, "1100 0000")]
    public void TryWalk_HeaderBeyondThePacket_Fails(byte next, string headers) =>
        Assert.False(Ipv6Chain.TryWalk(Packet(headers), next, out _));

    [Fact]
    public void TryWalk_MoreHeadersThanAnyoneSends_StopsThere()
    {
        var endless = string.Concat(Enumerable.Repeat("3c00 010400000000", Ipv6Chain.MaxHeaders + 1));
        Assert.True(Ipv6Chain.TryWalk(Packet(endless), DestinationOptions, out var chain));
        Assert.Equal(DestinationOptions, chain.Protocol);
        Assert.Equal(Ipv6View.Length + 8 * Ipv6Chain.MaxHeaders, chain.TransportOffset);
    }

    // The fixed header is not looked at: what it says comes as an argument.
    private static byte[] Packet(string afterHeader) =>
        [.. Enumerable.Repeat((byte)0xa5, Ipv6View.Length), .. Hex.Bytes(afterHeader)];
}
