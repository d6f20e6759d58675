using System.Buffers.Binary;
using Jmirror.Engine.Impairing;
using Jmirror.Verification.Tests.Reassembling;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>
/// What reaches the wire of a copy with a fault, built by hand from what <see cref="FaultKind"/> says of it. Faults of
/// order and time are the path's to make.
/// </summary>
internal static class FaultyCopy
{
    private const int UdpOffset = 20;
    private const int MirrorOffset = 28;
    private const int PayloadOffset = 36;
    private const int LongestPacket = 65_535;

    /// <summary>The outer IPv4 packets of one copy.</summary>
    /// <param name="fault">What is done to it.</param>
    /// <param name="copy">IPv4, UDP, mirror header and at least 64 bytes of mirrored packet; untouched.</param>
    /// <param name="size">How much: bytes cut off, bit turned over, bytes of the UDP length.</param>
    public static List<byte[]> Of(FaultKind fault, byte[] copy, int size = 0)
    {
        var bytes = copy.ToArray();
        switch (fault)
        {
            case FaultKind.Loss or FaultKind.InnerMissing:
                return [];
            case FaultKind.Duplicate:
                return [bytes, bytes];
            case FaultKind.Truncate:
                return [WithLength(bytes, bytes.Length - 1 - size % (bytes.Length - PayloadOffset))];
            case FaultKind.Corrupt:
                bytes[PayloadOffset + size / 8 % (bytes.Length - PayloadOffset)] ^= (byte)(1 << size % 8);
                return [bytes];
            case FaultKind.OuterFragment:
                return [Fragments.Piece(copy, 0, 40), EndOf(copy, 40)];
            case FaultKind.OuterOverlap:
                return [Fragments.Piece(copy, 0, 48), EndOf(copy, 40)];
            case FaultKind.OuterMissing:
                return [size % 2 == 0 ? Fragments.Piece(copy, 0, 40) : EndOf(copy, 40)];
            case FaultKind.ShortHeader:
                return [WithLength(bytes, MirrorOffset + size % 8)];
            case FaultKind.Version2:
                bytes[MirrorOffset] = (byte)((bytes[MirrorOffset] & 0x3f) | 0x80);
                return [bytes];
            case FaultKind.Version3:
                bytes[MirrorOffset] |= 0xc0;
                return [bytes];
            case FaultKind.IdZero:
                bytes[MirrorOffset] &= 0xc0;
                bytes.AsSpan(MirrorOffset + 1, 3).Clear();
                return [bytes];
            case FaultKind.UdpLength:
                var wrong = copy.Length - UdpOffset + (size % 2 == 0 ? 1 + size % 16 : -1 - size % 16);
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(24), (ushort)wrong);
                return [bytes];
            case FaultKind.IpChecksum:
                bytes[11] ^= 1;
                return [bytes];
            case FaultKind.UdpChecksum:
                bytes[26] = 0x12;
                bytes[27] = 0x34;
                return [bytes];
            case FaultKind.UnknownPayload:
                bytes[PayloadOffset] = 0x15;
                return [bytes];
            case FaultKind.Oversize:
                Array.Resize(ref bytes, LongestPacket);
                return [.. Fragments.Of(WithLength(bytes, LongestPacket), 1480)];
            default:
                return [bytes];
        }
    }

    /// <summary>The last fragment of an IPv4 packet, from an offset behind its header on.</summary>
    public static byte[] EndOf(byte[] packet, int start) =>
        Fragments.Piece(packet, start, packet.Length - Fragments.HeaderLength);

    private static byte[] WithLength(byte[] bytes, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(24), (ushort)(length - UdpOffset));
        return Fragments.Sealed(bytes)[..length];
    }
}
