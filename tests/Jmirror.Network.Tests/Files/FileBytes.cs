using System.Buffers.Binary;

namespace Jmirror.Network.Tests.Files;

/// <summary>Writes capture files field by field, in either byte order, right or deliberately wrong.</summary>
internal sealed class FileBytes(bool bigEndian)
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public FileBytes U16(int value)
    {
        Span<byte> field = stackalloc byte[2];
        if (bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
        _bytes.AddRange(field);
        return this;
    }

    public FileBytes U32(long value)
    {
        Span<byte> field = stackalloc byte[4];
        if (bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
        _bytes.AddRange(field);
        return this;
    }

    public FileBytes U64(long value) =>
        bigEndian
            ? U32((long)((ulong)value >> 32)).U32(value & 0xffff_ffff)
            : U32(value & 0xffff_ffff).U32((long)((ulong)value >> 32));

    public FileBytes Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public FileBytes PcapHeader(uint magic = 0xa1b2c3d4, uint linkType = 1, int major = 2, int minor = 4) =>
        U32(magic).U16(major).U16(minor).U32(0).U32(0).U32(262_144).U32(linkType);

    public FileBytes PcapRecord(uint seconds, uint fraction, byte[] bytes, int? original = null) =>
        U32(seconds).U32(fraction).U32(bytes.Length).U32(original ?? bytes.Length).Raw(bytes);

    public FileBytes Block(uint type, FileBytes body)
    {
        var length = 12 + body.Length;
        return U32(type).U32(length).Raw(body.ToArray()).U32(length);
    }

    public FileBytes SectionHeader(int major = 1, int minor = 0) =>
        Block(0x0a0d0d0a, Body().U32(0x1a2b3c4d).U16(major).U16(minor).U64(-1));

    public FileBytes Interface(
        int linkType,
        uint snapLength = 0,
        params (int Code, byte[] Value)[] options
    ) => Block(1, Body().U16(linkType).U16(0).U32(snapLength).Options(options));

    public FileBytes EnhancedPacket(
        int interfaceId,
        ulong ticks,
        byte[] bytes,
        int? original = null,
        params (int Code, byte[] Value)[] options
    ) =>
        Block(
            6,
            Body()
                .U32(interfaceId)
                .U32((long)(ticks >> 32))
                .U32((long)(ticks & 0xffff_ffff))
                .U32(bytes.Length)
                .U32(original ?? bytes.Length)
                .Padded(bytes)
                .Options(options)
        );

    public FileBytes Padded(byte[] bytes) => Raw(bytes).Raw(new byte[-bytes.Length & 3]);

    public FileBytes Options((int Code, byte[] Value)[] options)
    {
        foreach (var (code, value) in options)
            U16(code).U16(value.Length).Padded(value);
        return options.Length == 0 ? this : U32(0);
    }

    public FileBytes Body() => new(bigEndian);
}
