using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Tests.Matching;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Tests.Mirroring;

public sealed class OwnOutputTests
{
    private const string Router = "192.0.2.1";
    private const string Analyzer = "192.0.2.100";
    private const string Port = "02:00:00:00:00:01";
    private const string NextHop = "02:00:00:00:00:09";

    private readonly OwnOutput _own = new();

    public OwnOutputTests()
    {
        _own.Add(AddressOf(Router), AddressOf(Analyzer), 30030);
        _own.Add(AddressOf(Router), AddressOf("192.0.2.101"), 30031);
        _own.Add(AddressOf("192.0.2.2"), AddressOf(Analyzer), 6502);
        _own.AddPort(Packets.Mac(Port), Packets.Mac(NextHop));
        _own.AddPort(Packets.Mac(Port), Packets.Mac("02:00:00:00:00:0a"));
    }

    [Theory]
    [InlineData(Router, Analyzer, 30030, true)]
    [InlineData(Router, "192.0.2.101", 30031, true)]
    [InlineData("192.0.2.2", Analyzer, 6502, true)]
    [InlineData(Router, Analyzer, 30031, false)]
    [InlineData(Router, Analyzer, 6502, false)]
    [InlineData("192.0.2.2", Analyzer, 30030, false)]
    [InlineData(Analyzer, Router, 30030, false)]
    [InlineData("10.0.0.1", Analyzer, 30030, false)]
    public void Is_UdpToAnAnalyzer_OnlyFromItsOwnSource(
        string source,
        string destination,
        ushort port,
        bool own
    ) => Assert.Equal(own, _own.Is(Packets.Udp(source, 50000, destination, port)));

    [Fact]
    public void Is_LaterFragmentOfACopy_IsOwn()
    {
        var fragment = Packets.Udp(Router, 0, Analyzer, 0);
        fragment.Outer.IsFragment = true;
        fragment.Outer.HasPorts = false;

        Assert.True(_own.Is(fragment));
    }

    [Fact]
    public void Is_OtherProtocolToAnAnalyzer_IsNot()
    {
        var tcp = Packets.Udp(Router, 50000, Analyzer, 30030);
        tcp.Outer.Protocol = (byte)IpProtocol.Tcp;

        Assert.False(_own.Is(tcp));
    }

    [Theory]
    [InlineData(Port, NextHop, true)]
    [InlineData(Port, "02:00:00:00:00:0a", true)]
    [InlineData(NextHop, Port, false)]
    [InlineData(Port, "02:00:00:00:00:0b", false)]
    public void Is_AnyFrameOfAnAnalyzerPort_IsOwn(string source, string destination, bool own) =>
        Assert.Equal(own, _own.Is(Packets.Ethernet(source, destination)));

    [Fact]
    public void Is_FrameWithoutEthernetAddresses_IsNotToldByThem()
    {
        var key = Packets.Ethernet(Port, NextHop) with { HasEthernet = false };

        Assert.False(_own.Is(key));
    }

    [Fact]
    public void Is_NothingAdded_NothingIsOwn()
    {
        var nothing = new OwnOutput();

        Assert.False(nothing.Is(Packets.Udp(Router, 50000, Analyzer, 30030)));
        Assert.False(nothing.Is(Packets.Ethernet(Port, NextHop)));
    }

    private static Ipv4Address AddressOf(string text) => new((uint)Packets.Address(text));
}
