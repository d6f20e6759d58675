using Jmirror.Protocol.Ppp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ppp;

public sealed class PapRequestViewTests
{
    // pppoe-pap-ipcp.pcap, frame 10.
    [Fact]
    public void TryRead_Request_GivesTheName()
    {
        Assert.True(
            PapRequestView.TryRead(Hex.Bytes("09 616c6963656164736c 09 616c6963656164736c"), out var view)
        );
        Assert.Equal("aliceadsl"u8, view.PeerId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0361 62")]
    public void TryRead_NameDoesNotFit_IsRefused(string hex) =>
        Assert.False(PapRequestView.TryRead(Hex.Bytes(hex), out _));
}
