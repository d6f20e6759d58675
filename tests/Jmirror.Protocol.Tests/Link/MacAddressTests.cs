using CsCheck;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class MacAddressTests
{
    [Theory]
    [InlineData("02:00:5e:10:00:09", 0x02005e100009ul)]
    [InlineData("FF-FF-FF-FF-FF-FF", 0xfffffffffffful)]
    [InlineData("00:00:00:00:00:00", 0ul)]
    public void TryParse_SixGroups_ReadsFirstGroupHighest(string text, ulong value)
    {
        Assert.True(MacAddress.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("02:00:5e:10:00")]
    [InlineData("02:00:5e:10:00:09:01")]
    [InlineData("02:00:5e-10:00:09")]
    [InlineData("02.00.5e.10.00.09")]
    [InlineData("0200.5e10.0009")]
    [InlineData("0g:00:5e:10:00:09")]
    [InlineData(" 2:00:5e:10:00:09")]
    [InlineData("02:00:5e:10:00: 9")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(MacAddress.TryParse(text, out var address));
        Assert.Equal(default, address);
    }

    [Fact]
    public void TextAndWireForm_OfAnyAddress_RoundTrip() =>
        Gen.ULong[0, 0xffff_ffff_fffful]
            .Sample(
                value =>
                {
                    var address = new MacAddress(value);
                    Assert.True(MacAddress.TryParse(address.ToString(), out var parsed));
                    Assert.Equal(address, parsed);

                    byte[] wire = [0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5];
                    address.Write(wire);
                    Assert.Equal(address, MacAddress.Read(wire));
                    Assert.Equal(0xa5, wire[MacAddress.Length]);
                },
                iter: 10_000
            );

    [Fact]
    public void Write_KnownAddress_IsInNetworkOrder()
    {
        var wire = new byte[MacAddress.Length];
        new MacAddress(0x02005e100009).Write(wire);
        Hex.AssertEqual(Hex.Bytes("02 00 5e 10 00 09"), wire);
    }
}
