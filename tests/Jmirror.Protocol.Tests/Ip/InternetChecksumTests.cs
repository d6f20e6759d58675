using System.Buffers.Binary;
using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Ip;

public sealed class InternetChecksumTests
{
    [Theory]
    [InlineData("", 0xffff)]
    [InlineData("0001 f203 f4f5 f6f7", 0x220d)] // the example of RFC 1071, section 3
    [InlineData("45000073 00004000 4011b861 c0a80001 c0a800c7", 0)] // a header with its checksum in it
    [InlineData("45000073 00004000 40110000 c0a80001 c0a800c7", 0xb861)]
    [InlineData("01", 0xfeff)] // an odd byte is the high half
    [InlineData("0000 0000", 0xffff)]
    [InlineData("ffff ffff", 0)]
    public void Compute_KnownBytes_GivesTheFieldsValue(string hex, int expected) =>
        Assert.Equal(expected, InternetChecksum.Compute(Hex.Bytes(hex)));

    [Fact]
    public void Compute_AnyBytes_AgreesWithTheDefinition() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(
                bytes => Assert.Equal(ByDefinition(bytes), InternetChecksum.Compute(bytes)),
                iter: 20_000
            );

    [Fact]
    public void Compute_LongestDatagramOfOnes_DoesNotOverflow()
    {
        var bytes = new byte[65_535];
        bytes.AsSpan().Fill(0xff);
        Assert.Equal(ByDefinition(bytes), InternetChecksum.Compute(bytes));
    }

    [Fact]
    public void Compute_OddLength_EqualsThatWithAZeroByteBehind() =>
        Gen
            .Byte.Array[0, 99]
            .Where(bytes => bytes.Length % 2 == 1)
            .Sample(
                bytes =>
                    Assert.Equal(InternetChecksum.Compute([.. bytes, 0]), InternetChecksum.Compute(bytes)),
                iter: 5_000
            );

    [Fact]
    public void Sum_EvenParts_AddUpToTheWhole() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[0, 50])
            .Sample(
                (bytes, words) =>
                {
                    var cut = Math.Min(2 * words, bytes.Length & ~1);
                    var parts = InternetChecksum.Sum(bytes.AsSpan(0, cut));
                    parts += InternetChecksum.Sum(bytes.AsSpan(cut));
                    Assert.Equal(InternetChecksum.Compute(bytes), InternetChecksum.Fold(parts));
                },
                iter: 20_000
            );

    [Fact]
    public void Compute_WithItsOwnResultInTheField_GivesZero() =>
        Gen
            .Byte.Array[20, 60]
            .Sample(
                bytes =>
                {
                    BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), 0);
                    var checksum = InternetChecksum.Compute(bytes);
                    BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), checksum);
                    Assert.Equal(0, InternetChecksum.Compute(bytes));
                },
                iter: 20_000
            );

    // 0 and 0xffff are one number in one's complement, hence the remainder.
    private static ushort ByDefinition(byte[] bytes)
    {
        long sum = 0;
        for (var i = 0; i < bytes.Length; i++)
            sum += i % 2 == 0 ? bytes[i] * 256 : bytes[i];
        var folded = sum == 0 ? 0 : (sum - 1) % 65_535 + 1;
        return (ushort)(65_535 - folded);
    }
}
