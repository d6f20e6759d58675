namespace Jmirror.Network.Files;

/// <summary>The formats in which captures are written.</summary>
public enum CaptureFileFormat
{
    /// <summary>Classic pcap with nanoseconds: one link type for all packets.</summary>
    Pcap,

    /// <summary>pcapng: interfaces with names and link types of their own.</summary>
    Pcapng,
}

/// <summary>Tells the format of a file to be written.</summary>
public static class CaptureFileFormats
{
    /// <summary>pcapng for a name that ends with .pcapng, in any case; otherwise pcap.</summary>
    /// <exception cref="CaptureFileException">The name promises compression, which is not done.</exception>
    public static CaptureFileFormat ForName(string path)
    {
        if (EndsWith(path, ".gz") || EndsWith(path, ".zst"))
            throw new CaptureFileException(
                $"{path}: captures are written uncompressed; name the file .pcap or .pcapng and compress it afterwards"
            );
        return EndsWith(path, ".pcapng") ? CaptureFileFormat.Pcapng : CaptureFileFormat.Pcap;
    }

    private static bool EndsWith(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
