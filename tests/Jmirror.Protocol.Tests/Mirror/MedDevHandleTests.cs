using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class MedDevHandleTests
{
    private static readonly Gen<MedDevHandle> AnyHandle = Gen.Select(
        Gen.UInt[0, MirrorHeader.MaxMirrorId],
        Gen.UInt.Nullable(),
        (mirrorId, sessionId) => new MedDevHandle(mirrorId, sessionId)
    );

    [Theory]
    [InlineData("0000030000000090", 0x300u, 0x90u)] // JUNOSe 7.2.x, "Format of the Mirror Header Attributes"
    [InlineData("0x0000030000000090", 0x300u, 0x90u)]
    [InlineData("0X3FFFFFFFffffffff", 0x3fffffffu, 0xffffffffu)]
    [InlineData("40000010", 0x10u, null)]
    [InlineData("0x40000010", 0x10u, null)]
    [InlineData("7fffffff", 0x3fffffffu, null)]
    public void TryParse_Handle_GivesItsIds(string text, uint mirrorId, uint? sessionId)
    {
        Assert.Equal(HandleFault.None, MedDevHandle.TryParse(text, out var handle));
        Assert.Equal(new MedDevHandle(mirrorId, sessionId), handle);
    }

    [Theory]
    [InlineData("", HandleFault.NotHexadecimal)]
    [InlineData("0x", HandleFault.NotHexadecimal)]
    [InlineData("4000001g", HandleFault.NotHexadecimal)]
    [InlineData("0x0x400010", HandleFault.NotHexadecimal)]
    [InlineData(" 40000010", HandleFault.NotHexadecimal)]
    [InlineData("-4000001", HandleFault.NotHexadecimal)]
    [InlineData("4000001", HandleFault.WrongLength)]
    [InlineData("400000100", HandleFault.WrongLength)]
    [InlineData("000003000000", HandleFault.WrongLength)]
    [InlineData("00000300000000900", HandleFault.WrongLength)]
    [InlineData("80000010", HandleFault.UndefinedVersion)]
    [InlineData("c0000300 00000090", HandleFault.NotHexadecimal)]
    [InlineData("c000030000000090", HandleFault.UndefinedVersion)]
    [InlineData("00000010", HandleFault.VersionContradictsLength)]
    [InlineData("4000001000000090", HandleFault.VersionContradictsLength)]
    public void TryParse_NoHandle_SaysWhy(string text, HandleFault fault)
    {
        Assert.Equal(fault, MedDevHandle.TryParse(text, out var handle));
        Assert.Equal(default, handle);
    }

    [Theory]
    [InlineData("", HandleFault.WrongLength)]
    [InlineData("400000", HandleFault.WrongLength)]
    [InlineData("4000001000", HandleFault.WrongLength)]
    [InlineData("000003000000009000", HandleFault.WrongLength)]
    [InlineData("80000010", HandleFault.UndefinedVersion)]
    [InlineData("00000010", HandleFault.VersionContradictsLength)]
    [InlineData("4000001000000090", HandleFault.VersionContradictsLength)]
    public void TryRead_NoHandle_SaysWhy(string hex, HandleFault fault)
    {
        Assert.Equal(fault, MedDevHandle.TryRead(Hex.Bytes(hex), out var handle));
        Assert.Equal(default, handle);
    }

    [Fact]
    public void Handle_WrittenAndReadBack_IsTheSame() =>
        AnyHandle.Sample(handle =>
        {
            var bytes = new byte[8];
            bytes.AsSpan().Fill(0xa5);
            var length = handle.Write(bytes);
            Assert.Equal(handle.SessionId is null ? 4 : 8, length);
            Assert.All(bytes[length..], rest => Assert.Equal(0xa5, rest));
            Assert.Equal(HandleFault.None, MedDevHandle.TryRead(bytes.AsSpan(0, length), out var read));
            Assert.Equal(handle, read);
            Assert.Equal(HandleFault.None, MedDevHandle.TryParse(handle.ToString(), out var parsed));
            Assert.Equal(handle, parsed);
        });

    [Fact]
    public void TryRead_AnyBytes_ReturnsAndOnlyValidOnesWriteBack() =>
        Gen
            .Byte.Array[0, 10]
            .Sample(bytes =>
            {
                if (MedDevHandle.TryRead(bytes, out var handle) != HandleFault.None)
                    return;
                var written = new byte[8];
                Hex.AssertEqual(bytes, written.AsSpan(0, handle.Write(written)));
            });

    [Fact]
    public void ToHeader_EightBytes_TakesBothIdsAndIgnoresAccounting()
    {
        var handle = new MedDevHandle(0x300, 0x90);
        Assert.Equal(new MirrorHeader(0, 0x300, 0x90), handle.ToHeader(77, VersionBits.Keep));
        Assert.Equal(new MirrorHeader(0, 0x300, 0x90), handle.ToHeader(77, VersionBits.Clear));
    }

    [Fact]
    public void ToHeader_FourBytesVersionKept_StartsWithTheHandleItself()
    {
        // JUNOSe: handle 40000010 "configures ... MHV = 1, Mirror Identifier = 0x10".
        var header = new MedDevHandle(0x10, null).ToHeader(0x0010000a, VersionBits.Keep);
        var bytes = new byte[MirrorHeader.Length];
        header.Write(bytes);
        Hex.AssertEqual(Hex.Bytes("40000010 0010000a"), bytes);
    }

    [Fact]
    public void ToHeader_FourBytesVersionCleared_SendsZeroBits()
    {
        var header = new MedDevHandle(0x10, null).ToHeader(0x0010000a, VersionBits.Clear);
        Assert.Equal(new MirrorHeader(0, 0x10, 0x0010000a), header);
    }

    [Fact]
    public void Write_MirrorIdOf31Bits_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new MedDevHandle(MirrorHeader.MaxMirrorId + 1, null).Write(new byte[8])
        );
}
