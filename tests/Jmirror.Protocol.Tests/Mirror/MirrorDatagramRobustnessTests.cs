using CsCheck;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>Any bytes come back as a result, whose payload range lies within them.</summary>
public sealed class MirrorDatagramRobustnessTests
{
    [Fact]
    public void TryDecode_TwoMillionRandomArrays_Returns()
    {
        var random = new Random(1);
        Span<byte> bytes = stackalloc byte[96];
        for (var i = 0; i < 2_000_000; i++)
        {
            random.NextBytes(bytes);
            // Three quarters get past the first checks, so that the later ones meet random bytes too.
            if ((i & 3) != 0)
                bytes[0] = (byte)(0x40 | (i & 0xf));
            if ((i & 2) != 0)
                bytes[9] = 17;
            Decode(bytes[..(i % 97)]);
        }
    }

    [Fact]
    public void TryDecode_AnyArray_Returns() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Decode(bytes), iter: 50_000);

    [Theory]
    [MemberData(nameof(Vectors.All), MemberType = typeof(Vectors))]
    public void TryDecode_PrefixesAndSingleBitFlipsOfAVector_Return(Vector vector) => Mangle(vector.Bytes);

    [Fact]
    public void TryDecode_PrefixesAndSingleBitFlipsOfRouterCaptures_Return()
    {
        foreach (var (_, bytes) in RouterCaptures.Datagrams())
            Mangle(bytes);
    }

    private static void Mangle(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++)
            Decode(bytes.AsSpan(0, length));
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Decode(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static void Decode(ReadOnlySpan<byte> bytes)
    {
        var isUsable = MirrorDatagram.TryDecode(bytes, out var datagram);
        if (isUsable != datagram.IsUsable)
            Assert.Fail($"result and faults contradict each other: {datagram.Faults}");
        if (isUsable && bytes.Length - datagram.PayloadOffset < datagram.PayloadLength)
            Assert.Fail($"the payload range leaves the bytes: {Convert.ToHexString(bytes)}");
        if (isUsable && datagram.Packet.Offset > datagram.PayloadLength)
            Assert.Fail($"the mirrored packet begins behind the payload: {Convert.ToHexString(bytes)}");
        _ = MirrorHeuristic.Recognises(30030, 30030, bytes, bytes.Length);
    }
}
