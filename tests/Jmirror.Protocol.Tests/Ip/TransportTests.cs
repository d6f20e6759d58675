using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

/// <summary>Ports and UDP.</summary>
public sealed class TransportTests
{
    [Fact]
    public void Ports_EveryProtocol_AreThereForTheFiveThatHaveThem()
    {
        var transport = Hex.Bytes("1388 13c4");
        var withPorts = Enumerable
            .Range(0, 256)
            .Where(protocol => TransportPorts.TryRead((byte)protocol, transport, out _));
        Assert.Equal([6, 17, 33, 132, 136], withPorts);
    }

    [Fact]
    public void Ports_FourBytes_AreSourceThenDestination()
    {
        Assert.True(TransportPorts.TryRead(17, Hex.Bytes("1388 13c4"), out var ports));
        Assert.Equal(new TransportPorts(5000, 5060), ports);
        Assert.False(TransportPorts.TryRead(17, Hex.Bytes("1388 13"), out _));
    }

    [Theory]
    [InlineData("1388 13c4 000a 0000 0102", "0102")]
    [InlineData("1388 13c4 0009 0000 0102", "01")]
    [InlineData("1388 13c4 0008 0000", "")]
    public void Udp_LengthField_BoundsThePayload(string hex, string payload)
    {
        Assert.True(UdpView.TryRead(Hex.Bytes(hex), out var view));
        Hex.AssertEqual(Hex.Bytes(payload), view.Payload);
    }

    [Theory]
    [InlineData("1388 13c4 0007 0000 0102")]
    [InlineData("1388 13c4 000b 0000 0102")]
    [InlineData("1388 13c4 0000 0000")]
    [InlineData("1388 13c4 0008 00")]
    public void Udp_ImpossibleLength_Fails(string hex) =>
        Assert.False(UdpView.TryRead(Hex.Bytes(hex), out _));
}
