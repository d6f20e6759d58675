using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Provisioning.Tests.Dtcp;

public sealed class PasswordHashTests
{
    private static readonly byte[] Salt =
    [
        .. Enumerable.Range(1, PasswordHash.SaltLength).Select(i => (byte)i),
    ];

    // From Python: hashlib.pbkdf2_hmac('sha512', 'open sésame'.encode(), bytes(range(1, 17)), 1000)
    private const string Written =
        "$pbkdf2-sha512$i=1000$AQIDBAUGBwgJCgsMDQ4PEA$bc4xVlVwZ3AS3BGFtbb8jxvk5yDNwwybUWG93tAzMvzVUWwkMpbbiTN1W/35YDFNLlcgW36HiCkoxRXniFvQzg";

    [Fact]
    public void Hash_IsWhatOthersCompute() =>
        Assert.Equal(Written, PasswordHash.Create("open sésame", Salt, 1000).ToString());

    [Fact]
    public void Hash_ReadAgain_VerifiesThePasswordAlone()
    {
        Assert.True(PasswordHash.TryParse(Written, out var hash));

        Assert.Equal(Written, hash!.ToString());
        Assert.True(hash.Verifies("open sésame"));
        Assert.False(hash.Verifies("open sesame"));
        Assert.False(hash.Verifies(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("open sesame")]
    [InlineData("$pbkdf2-sha512$i=0$AQIDBAUGBwgJCgsMDQ4PEA$AQIDBAUGBwgJCgsMDQ4PEA")]
    [InlineData("$pbkdf2-sha512$i=99999999$AQIDBAUGBwgJCgsMDQ4PEA$AQIDBAUGBwgJCgsMDQ4PEA")]
    [InlineData("$pbkdf2-sha512$i=1000$AQ$AQIDBAUGBwgJCgsMDQ4PEA")]
    [InlineData("$pbkdf2-sha512$i=1000$AQIDBAUGBwgJCgsMDQ4PEA$AQ")]
    [InlineData("$pbkdf2-sha512$i=1000$AQIDBAUGBwgJCgsMDQ4PEA$!")]
    [InlineData("$pbkdf2-sha256$i=1000$AQIDBAUGBwgJCgsMDQ4PEA$AQIDBAUGBwgJCgsMDQ4PEA")]
    [InlineData("$6$salt$hash")]
    public void Text_OfAnotherForm_IsNoHash(string text) => Assert.False(PasswordHash.TryParse(text, out _));
}
