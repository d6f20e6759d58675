using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class EthernetViewTests
{
    private static readonly byte[] Header = Hex.Bytes("020000000001 020000000002 86dd");

    [Fact]
    public void TryRead_WholeHeader_ShowsItsFields()
    {
        Assert.True(EthernetView.TryRead(Header, out var view));
        Assert.Equal(0x020000000001ul, view.Destination.Value);
        Assert.Equal(0x020000000002ul, view.Source.Value);
        Assert.Equal(EtherType.Ipv6, view.Type);
    }

    [Fact]
    public void TryRead_EveryShorterPrefix_Fails()
    {
        for (var length = 0; length < EthernetView.Length; length++)
            Assert.False(EthernetView.TryRead(Header.AsSpan(0, length), out _));
    }
}
