using System.Buffers.Binary;
using System.IO.Compression;
using ZstdSharp;

namespace Jmirror.Network.Files;

/// <summary>
/// Sees through the compression of stored captures. What counts is how a file begins, not what it is called.
/// </summary>
internal static class Compression
{
    private const ushort GzipMagic = 0x8b1f;
    private const uint ZstandardMagic = 0xfd2fb528;

    // RFC 8878, section 3.1.2: 16 magics for frames to be skipped; pzstd begins its files with one.
    private const uint SkippableMagic = 0x184d2a50;
    private const uint SkippableMask = 0xffff_fff0;

    /// <summary>The uncompressed bytes; <paramref name="stored"/> itself where nothing is compressed.</summary>
    public static Stream Undo(StoredBytes stored)
    {
        var first = stored.Peek();
        if (first.Length < sizeof(uint))
            return stored;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(first);
        if ((ushort)magic == GzipMagic)
            return new GZipStream(stored, CompressionMode.Decompress);
        if (magic == ZstandardMagic || (magic & SkippableMask) == SkippableMagic)
            return new DecompressionStream(stored, leaveOpen: false);
        return stored;
    }

    /// <summary>True for what the decompressors throw at bytes that are not what they should be.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or ZstdException or EndOfStreamException;
}
