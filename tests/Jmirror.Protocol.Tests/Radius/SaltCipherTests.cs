using CsCheck;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class SaltCipherTests
{
    /// <summary>Clear value, salt, value of the attribute; authenticator and secret as in <see cref="RadiusVectors"/>.</summary>
    public static TheoryData<string, int, string> Vectors =>
        new()
        {
            { "00000001", 0x8001, "800136a4044d0b1a2538cf27b06bb2ba15f3" }, // LI-Action 1
            { "0000030000000090", 0x8002, "80021f4b3e3dec1b9cb2a2e0f3bbf0f33204" }, // Med-Dev-Handle
            { "c0000264", 0x8003, "8003973b8529bf742c72f869c13cbfba1d7f" }, // Med-Ip-Address 192.0.2.100
            { "0000754e", 0x8004, "8004f172836675a0bb3d8fd0715061d55606" }, // Med-Port-Number 30030
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Encrypt_Vector_GivesItsBytes(string clear, int salt, string expected)
    {
        var value = Dirty(64);
        var length = SaltCipher.Encrypt(
            Hex.Bytes(clear),
            (ushort)salt,
            RadiusVectors.Authenticator,
            RadiusVectors.Secret,
            value
        );
        Hex.AssertEqual(Hex.Bytes(expected), value.AsSpan(0, length));
        Assert.All(value[length..], rest => Assert.Equal(0xa5, rest));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryDecrypt_Vector_GivesTheClearValue(string clear, int salt, string value)
    {
        Assert.Equal(salt, Convert.ToInt32(value[..4], 16));
        Assert.True(
            SaltCipher.TryDecrypt(
                Hex.Bytes(value),
                RadiusVectors.Authenticator,
                RadiusVectors.Secret,
                Dirty(64),
                out var read
            )
        );
        Hex.AssertEqual(Hex.Bytes(clear), read);
    }

    [Fact]
    public void AnyValue_EncryptedAndDecrypted_IsTheSame() =>
        Gen.Select(
                Gen.Byte.Array[0, SaltCipher.MaxClearLength],
                Gen.UShort,
                Gen.Byte.Array[16],
                Gen.String[Gen.Char.AlphaNumeric, 1, 64]
            )
            .Sample(
                (clear, salt, authenticator, text) =>
                {
                    var secret = new RadiusSecret(text);
                    var value = Dirty(RadiusAttributeView.MaxVendorValueLength);
                    var length = SaltCipher.Encrypt(clear, salt, authenticator, secret, value);
                    Assert.Equal(0x80, value[0] & 0x80);
                    Assert.Equal(2, length % 16);
                    Assert.True(
                        SaltCipher.TryDecrypt(
                            value.AsSpan(0, length),
                            authenticator,
                            secret,
                            Dirty(256),
                            out var read
                        )
                    );
                    Hex.AssertEqual(clear, read);
                },
                iter: 2000
            );

    [Theory]
    [InlineData("")]
    [InlineData("8001")]
    [InlineData("800136a4044d0b1a2538cf27b06bb2ba15")] // one byte short of a block
    [InlineData("800136a4044d0b1a2538cf27b06bb2ba15f3f3")] // one byte beyond it
    public void TryDecrypt_NoWholeBlocks_Fails(string value) =>
        Assert.False(
            SaltCipher.TryDecrypt(
                Hex.Bytes(value),
                RadiusVectors.Authenticator,
                RadiusVectors.Secret,
                Dirty(64),
                out _
            )
        );

    [Fact]
    public void TryDecrypt_LengthByteBeyondTheBlocks_Fails()
    {
        // The first cipher byte is the length byte: 4 becomes 16, one more than follows.
        var value = Hex.Bytes("800136a4044d0b1a2538cf27b06bb2ba15f3");
        value[2] ^= 4 ^ 16;
        Assert.False(
            SaltCipher.TryDecrypt(value, RadiusVectors.Authenticator, RadiusVectors.Secret, Dirty(64), out _)
        );
    }

    private static byte[] Dirty(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xa5);
        return bytes;
    }
}
