using System.IO.Compression;
using ZstdSharp;

namespace Jmirror.Network.Tests.Files;

/// <summary>Bytes as the two compressors store them.</summary>
internal static class Compressed
{
    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionMode.Compress))
            stream.Write(bytes);
        return compressed.ToArray();
    }

    public static byte[] Zstandard(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
