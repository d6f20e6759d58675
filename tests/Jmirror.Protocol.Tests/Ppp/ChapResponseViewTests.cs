using Jmirror.Protocol.Ppp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ppp;

public sealed class ChapResponseViewTests
{
    // nb6-startup.pcap, frame 31.
    [Fact]
    public void TryRead_Response_GivesTheName()
    {
        Assert.True(
            ChapResponseView.TryRead(
                Hex.Bytes("10 8fceeb90ee45ae6059906abc50a231a5 45304131443731384332373040 6e657566706e70"),
                out var view
            )
        );
        Assert.Equal("E0A1D718C270@neufpnp"u8, view.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("04010203")]
    public void TryRead_ValueDoesNotFit_IsRefused(string hex) =>
        Assert.False(ChapResponseView.TryRead(Hex.Bytes(hex), out _));
}
