using System.Buffers.Binary;

namespace Jmirror.Protocol.Mirror;

/// <summary>
/// The 8-byte mirror header that the router puts between the outer UDP header and the mirrored packet.
/// </summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---+-----------------------------------------------------------+
/// |MHV|              mirror identifier (30 bits)                  |
/// +---+-----------------------------------------------------------+
/// |                     session identifier                        |
/// +---------------------------------------------------------------+
/// </code>
/// Big-endian. Source: JUNOSe 7.2.x Policy Management Configuration Guide, "Understanding the Prepended
/// Header"; confirmed by captures of real routers, all of which carry version bits 00.
/// </remarks>
/// <param name="Version">MHV, the two top bits: 0, or 1 where a 4-byte handle's bits are kept. 2 and 3 are undefined.</param>
/// <param name="MirrorId">Mirror (intercept) identifier, 0 to <see cref="MaxMirrorId"/>.</param>
/// <param name="SessionId">Session identifier, the whole 32-bit range.</param>
public readonly record struct MirrorHeader(byte Version, uint MirrorId, uint SessionId)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 8;

    /// <summary>Largest mirror identifier: 30 bits.</summary>
    public const uint MaxMirrorId = 0x3fff_ffff;

    /// <summary>Largest version with a meaning.</summary>
    public const byte MaxVersion = 1;

    private const int VersionShift = 30;
    private const byte VersionFieldMax = 3;
    private const int SessionIdOffset = 4;

    /// <summary>The first word as it stands on the wire: version bits and mirror identifier.</summary>
    public uint FirstWord => ((uint)Version << VersionShift) | (MirrorId & MaxMirrorId);

    /// <summary>Reads the header from the first 8 bytes; any bytes are a header, so only shortness fails.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MirrorHeader header)
    {
        if (bytes.Length < Length)
        {
            header = default;
            return false;
        }
        var word = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var sessionId = BinaryPrimitives.ReadUInt32BigEndian(bytes[SessionIdOffset..]);
        header = new MirrorHeader((byte)(word >> VersionShift), word & MaxMirrorId, sessionId);
        return true;
    }

    /// <summary>Writes the header into the first 8 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A field does not fit its bits, or the room is short; nothing is written.</exception>
    public void Write(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Version, VersionFieldMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MirrorId, MaxMirrorId);
        destination = destination[..Length];
        BinaryPrimitives.WriteUInt32BigEndian(destination, FirstWord);
        BinaryPrimitives.WriteUInt32BigEndian(destination[SessionIdOffset..], SessionId);
    }
}
