using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class MirrorHeaderTests
{
    [Theory]
    [InlineData("00000300 00000090", 0, 0x300u, 0x90u)] // JUNOSe 7.2.x, 8-byte handle
    [InlineData("40000010 0010000a", 1, 0x10u, 0x10000au)] // JUNOSe 7.2.x, 4-byte handle
    [InlineData("00000002 0010f447", 0, 2u, 1111111u)] // jmirror_ip.pcap
    [InlineData("00000000 00000000", 0, 0u, 0u)]
    [InlineData("ffffffff ffffffff", 3, 0x3fffffffu, 0xffffffffu)]
    [InlineData("80000001 00000000", 2, 1u, 0u)]
    public void Header_KnownBytes_ReadsAndWritesThem(string hex, byte version, uint mirrorId, uint sessionId)
    {
        var bytes = Hex.Bytes(hex);
        var expected = new MirrorHeader(version, mirrorId, sessionId);

        Assert.True(MirrorHeader.TryRead(bytes, out var header));
        Assert.Equal(expected, header);

        var written = Dirty(MirrorHeader.Length);
        expected.Write(written);
        Hex.AssertEqual(bytes, written);
    }

    [Fact]
    public void Header_WrittenAndReadBack_IsTheSame() =>
        AnyMirror.Header.Sample(header =>
        {
            var bytes = Dirty(MirrorHeader.Length);
            header.Write(bytes);
            return MirrorHeader.TryRead(bytes, out var read) && read == header;
        });

    [Fact]
    public void TryRead_FewerThan8Bytes_Fails()
    {
        for (var length = 0; length < MirrorHeader.Length; length++)
        {
            Assert.False(MirrorHeader.TryRead(new byte[length], out var header));
            Assert.Equal(default, header);
        }
    }

    [Fact]
    public void Write_LargerRoom_TouchesOnlyTheFirst8Bytes()
    {
        var bytes = Dirty(12);
        new MirrorHeader(0, 1, 2).Write(bytes);
        Hex.AssertEqual(Hex.Bytes("00000001 00000002 a5a5a5a5"), bytes);
    }

    [Theory]
    [InlineData(4, 0u, 8)] // three version bits
    [InlineData(0, 0x40000000u, 8)] // 31 bits of mirror id
    [InlineData(0, 0u, 7)] // no room
    [InlineData(0, 0u, 4)]
    public void Write_FieldOrRoomOutOfRange_ThrowsAndWritesNothing(byte version, uint mirrorId, int room)
    {
        var bytes = Dirty(room);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorHeader(version, mirrorId, 0).Write(bytes));
        Hex.AssertEqual(Dirty(room), bytes);
    }

    private static byte[] Dirty(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xa5);
        return bytes;
    }
}
