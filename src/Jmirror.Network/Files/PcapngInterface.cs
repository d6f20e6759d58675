using System.Text;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>What an interface description block says that packets depend on.</summary>
/// <param name="LinkType">What the packets begin with.</param>
/// <param name="Number">The run's number of the capture interface.</param>
/// <param name="SnapLength">Where simple packets were cut off, bytes; 0: nowhere.</param>
/// <param name="Scale">The unit of time.</param>
internal readonly record struct PcapngInterface(
    LinkType LinkType,
    ushort Number,
    uint SnapLength,
    TimestampScale Scale
)
{
    private const byte MicrosecondResolution = 6;

    /// <summary>
    /// Reads the body of a block that has its fixed part. False: the run has all the interfaces it can have.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        PcapngByteOrder order,
        InterfaceNaming naming,
        out PcapngInterface described
    )
    {
        string? name = null;
        var resolution = MicrosecondResolution;
        long offsetSeconds = 0;
        var options = new PcapngOptions(body[PcapngFormat.InterfaceDescriptionLength..], order);
        while (options.TryNext(out var code, out var value))
        {
            if (code == PcapngFormat.InterfaceName && NameOf(value) is { Length: > 0 } text)
                name = text;
            else if (code == PcapngFormat.InterfaceTimestampResolution && value.Length == sizeof(byte))
                resolution = value[0];
            else if (code == PcapngFormat.InterfaceTimestampOffset && value.Length == sizeof(long))
                offsetSeconds = order.Read64(value);
        }
        var known = naming.TryNumber(name, out var number);
        described = new PcapngInterface(
            (LinkType)order.Read16(body),
            number,
            order.Read32(body[PcapngFormat.InterfaceSnapLengthOffset..]),
            new TimestampScale(resolution, offsetSeconds)
        );
        return known;
    }

    // The text is not terminated, but some writers count a closing NUL in.
    private static string NameOf(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value.TrimEnd((byte)0));
}
