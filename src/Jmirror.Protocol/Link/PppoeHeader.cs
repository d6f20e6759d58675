using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Link;

/// <summary>PPPoE header.</summary>
/// <remarks>
/// <code>
/// 0 | version 1, type 1 | code: 00 for session packets |
/// 2 | session id                                       |
/// 4 | length of what follows                           |
/// </code>
/// Big-endian. Source: RFC 2516, section 4.
/// </remarks>
/// <param name="IsSession">True for version 1, type 1, code 0: the only session packets there are.</param>
/// <param name="Session">Session id.</param>
/// <param name="PayloadLength">Bytes of the PPP frame, from its protocol field on; link padding does not count.</param>
public readonly record struct PppoeHeader(bool IsSession, ushort Session, ushort PayloadLength)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 6;

    private const ushort SessionMarker = 0x1100;
    private const int SessionOffset = 2;
    private const int LengthOffset = 4;

    /// <summary>Reads the first 6 bytes; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PppoeHeader header)
    {
        if (bytes.Length < Length)
        {
            header = default;
            return false;
        }
        header = new PppoeHeader(
            BinaryPrimitives.ReadUInt16BigEndian(bytes) == SessionMarker,
            BinaryPrimitives.ReadUInt16BigEndian(bytes[SessionOffset..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthOffset..])
        );
        return true;
    }
}
