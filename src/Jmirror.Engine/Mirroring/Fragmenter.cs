using System.Buffers.Binary;
using Jmirror.Engine.Datagrams;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Mirroring;

/// <summary>Cuts an IPv4 datagram that exceeds the MTU into fragments (RFC 791 section 3.2).</summary>
internal static class Fragmenter
{
    private const int HeaderLength = 20;
    private const byte VersionAndHeaderLength = 0x45;
    private const int TotalLengthOffset = 2;
    private const int FlagsOffset = 6;
    private const int ChecksumOffset = 10;
    private const ushort DontFragment = 0x4000;
    private const ushort MoreFragments = 0x2000;
    private const ushort OffsetMask = 0x1fff;

    // Fragment offsets count units of 8 bytes.
    private const int OffsetUnit = 8;

    /// <summary>
    /// Puts the fragments of <paramref name="whole"/> into the way out. False when it must not or cannot be cut: not
    /// IPv4, "don't fragment" set, or with options (only bare copies can be any of these). A fragment for which there
    /// is no room ends the copy; the way out has then counted it.
    /// </summary>
    public static bool TrySend(ReadOnlySpan<byte> whole, int mtu, long timestamp, bool isBare, WayOut wayOut)
    {
        if (whole[0] != VersionAndHeaderLength)
            return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(whole[FlagsOffset..]);
        if ((flags & DontFragment) != 0)
            return false;
        var step = (mtu - HeaderLength) / OffsetUnit * OffsetUnit;
        var data = whole[HeaderLength..];
        // The last piece may be longer than a step: it need not be a multiple of the unit.
        var isLast = false;
        for (var at = 0; !isLast; at += step)
        {
            var rest = data[at..];
            isLast = rest.Length <= mtu - HeaderLength;
            var length = isLast ? rest.Length : step;
            var part = isLast ? CopyPart.LastPiece : CopyPart.Piece;
            if (!wayOut.TryReserve(HeaderLength + length, timestamp, part, isBare, out var fragment))
                return true;
            whole[..HeaderLength].CopyTo(fragment);
            rest[..length].CopyTo(fragment[HeaderLength..]);
            // A bare copy may be a fragment itself: its own offset and its own "more" bit carry over.
            var offset = (flags & OffsetMask) + at / OffsetUnit;
            var more = isLast ? flags & MoreFragments : MoreFragments;
            BinaryPrimitives.WriteUInt16BigEndian(fragment[TotalLengthOffset..], (ushort)fragment.Length);
            BinaryPrimitives.WriteUInt16BigEndian(fragment[FlagsOffset..], (ushort)(more | offset));
            BinaryPrimitives.WriteUInt16BigEndian(fragment[ChecksumOffset..], 0);
            BinaryPrimitives.WriteUInt16BigEndian(
                fragment[ChecksumOffset..],
                InternetChecksum.Compute(fragment[..HeaderLength])
            );
        }
        return true;
    }
}
