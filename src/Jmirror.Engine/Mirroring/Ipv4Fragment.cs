using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Mirroring;

/// <summary>Writes fragments of IPv4 datagrams without options (RFC 791 section 3.2).</summary>
internal static class Ipv4Fragment
{
    public const int HeaderLength = 20;
    public const byte VersionAndHeaderLength = 0x45;
    public const ushort DontFragment = 0x4000;

    /// <summary>Fragment offsets count units of 8 bytes.</summary>
    public const int OffsetUnit = 8;

    private const int TotalLengthOffset = 2;
    private const int FlagsOffset = 6;
    private const int ChecksumOffset = 10;
    private const ushort MoreFragments = 0x2000;
    private const ushort OffsetMask = 0x1fff;

    /// <summary>Flags and fragment offset as they stand in the header.</summary>
    public static ushort FlagsOf(ReadOnlySpan<byte> datagram) =>
        BinaryPrimitives.ReadUInt16BigEndian(datagram[FlagsOffset..]);

    /// <summary>Bytes behind the header that each fragment but the last carries when none exceeds <paramref name="mtu"/>.</summary>
    public static int StepFor(int mtu) => (mtu - HeaderLength) / OffsetUnit * OffsetUnit;

    /// <summary>
    /// Fills <paramref name="fragment"/> with header and data of one fragment. "Don't fragment" is cleared.
    /// </summary>
    /// <param name="whole">The datagram. It may be a fragment itself: its own offset and its own "more" bit carry over.</param>
    /// <param name="at">Where the data begins, bytes behind the header; a multiple of <see cref="OffsetUnit"/>.</param>
    /// <param name="isLast">True when the data reaches to the end.</param>
    /// <param name="fragment">Room for all of it.</param>
    public static void Write(ReadOnlySpan<byte> whole, int at, bool isLast, Span<byte> fragment)
    {
        whole[..HeaderLength].CopyTo(fragment);
        whole.Slice(HeaderLength + at, fragment.Length - HeaderLength).CopyTo(fragment[HeaderLength..]);
        var flags = FlagsOf(whole);
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
}
