using System.Buffers.Binary;
using Jmirror.Engine.Randomness;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// The faults that alter a copy's bytes. Outer lengths and checksum are right afterwards, but for the one that the
/// fault is about.
/// </summary>
internal static class CopyFaults
{
    /// <summary>No length: the fault does not fit the copy, which is untouched.</summary>
    public const int DoesNotFit = -1;

    private const int MaxLengthError = 16;
    private const int BitsPerByte = 8;
    private const byte VersionMask = 0xc0;
    private const int VersionShift = 6;

    // First four bits that begin neither IPv4 (4) nor IPv6 (6) nor PPP (FF 03).
    private static ReadOnlySpan<byte> UnknownKinds => [0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14];

    /// <summary>Puts the fault into a whole copy with outer headers; its length afterwards, or <see cref="DoesNotFit"/>.</summary>
    /// <param name="impairment">Which fault.</param>
    /// <param name="random">Where in the copy, and how much.</param>
    /// <param name="room">Begins with the copy; as long as the longest datagram.</param>
    /// <param name="length">The copy's length, bytes.</param>
    public static int Alter(Impairment impairment, ref SeededRandom random, Span<byte> room, int length)
    {
        var copy = room[..length];
        var packet = copy[CopyLayout.PacketOffset..];
        return impairment.Fault switch
        {
            FaultKind.Truncate => Truncate(room, packet.Length, impairment.Keep, ref random),
            FaultKind.Corrupt => Corrupt(copy, packet, impairment.Bits, ref random),
            FaultKind.ShortHeader => CutTo(room, CopyLayout.MirrorOffset + random.Next(MirrorHeader.Length)),
            FaultKind.Version2 => SetVersion(copy, 2),
            FaultKind.Version3 => SetVersion(copy, 3),
            FaultKind.IdZero => ClearId(copy),
            FaultKind.UdpLength => FalsifyUdpLength(copy, packet.Length, ref random),
            FaultKind.IpChecksum => FalsifyIpChecksum(copy, ref random),
            FaultKind.UdpChecksum => FalsifyUdpChecksum(copy, ref random),
            FaultKind.UnknownPayload => DisguisePayload(copy, packet, ref random),
            FaultKind.Oversize => Lengthen(room, length),
            _ => DoesNotFit,
        };
    }

    private static int CutTo(Span<byte> room, int length)
    {
        CopyLayout.SetLengths(room[..length]);
        return length;
    }

    private static int Truncate(Span<byte> room, int packetLength, int? keep, ref SeededRandom random)
    {
        if (packetLength == 0 || keep >= packetLength)
            return DoesNotFit;
        return CutTo(room, CopyLayout.PacketOffset + (keep ?? random.Next(packetLength)));
    }

    private static int Corrupt(Span<byte> copy, Span<byte> packet, int bits, ref SeededRandom random)
    {
        if (packet.Length * BitsPerByte < bits)
            return DoesNotFit;
        // A bit turned over twice would be as before.
        Span<int> turned = stackalloc int[bits];
        for (var i = 0; i < bits; )
        {
            var bit = random.Next(packet.Length * BitsPerByte);
            if (turned[..i].Contains(bit))
                continue;
            turned[i++] = bit;
            packet[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        }
        return copy.Length;
    }

    private static int SetVersion(Span<byte> copy, int version)
    {
        ref var first = ref copy[CopyLayout.MirrorOffset];
        if (first >> VersionShift == version)
            return DoesNotFit;
        first = (byte)((first & ~VersionMask) | (version << VersionShift));
        return copy.Length;
    }

    private static int ClearId(Span<byte> copy)
    {
        var word = BinaryPrimitives.ReadUInt32BigEndian(copy[CopyLayout.MirrorOffset..]);
        if ((word & MirrorHeader.MaxMirrorId) == 0)
            return DoesNotFit;
        BinaryPrimitives.WriteUInt32BigEndian(
            copy[CopyLayout.MirrorOffset..],
            word & ~MirrorHeader.MaxMirrorId
        );
        return copy.Length;
    }

    // Too short or too long, by a little: the mirror header stays within both lengths.
    private static int FalsifyUdpLength(Span<byte> copy, int packetLength, ref SeededRandom random)
    {
        var isShorter = random.Next(2) == 0;
        var most = isShorter ? packetLength : ushort.MaxValue - copy.Length;
        if (most <= 0)
            return DoesNotFit;
        var error = 1 + random.Next(Math.Min(most, MaxLengthError));
        var right = copy.Length - CopyLayout.UdpOffset;
        BinaryPrimitives.WriteUInt16BigEndian(
            copy[CopyLayout.UdpLengthOffset..],
            (ushort)(isShorter ? right - error : right + error)
        );
        return copy.Length;
    }

    // One bit turned over is never the same number to one's complement arithmetic.
    private static int FalsifyIpChecksum(Span<byte> copy, ref SeededRandom random)
    {
        var bit = random.Next(sizeof(ushort) * BitsPerByte);
        CopyLayout.IpChecksumOf(copy)[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        return copy.Length;
    }

    private static int FalsifyUdpChecksum(Span<byte> copy, ref SeededRandom random)
    {
        var field = copy[CopyLayout.UdpChecksumOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(field, 0);
        var right = CopyLayout.UdpChecksumFor(copy);
        var wrong = right ^ (1 << random.Next(sizeof(ushort) * BitsPerByte));
        // 0 would say that there is none. All ones are another way to write 0, and the right sum here is not 0.
        BinaryPrimitives.WriteUInt16BigEndian(field, wrong == 0 ? ushort.MaxValue : (ushort)wrong);
        return copy.Length;
    }

    private static int DisguisePayload(Span<byte> copy, Span<byte> packet, ref SeededRandom random)
    {
        if (packet.IsEmpty || MirroredPacket.Read(packet, packet.Length).Kind == MirroredKind.Unknown)
            return DoesNotFit;
        packet[0] = (byte)((UnknownKinds[random.Next(UnknownKinds.Length)] << 4) | (packet[0] & 0xf));
        return copy.Length;
    }

    private static int Lengthen(Span<byte> room, int length)
    {
        if (length == ushort.MaxValue)
            return DoesNotFit;
        room[length..ushort.MaxValue].Clear();
        return CutTo(room, ushort.MaxValue);
    }
}
