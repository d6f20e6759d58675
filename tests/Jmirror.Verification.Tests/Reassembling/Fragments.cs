using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Verification.Tests.Reassembling;

/// <summary>Cuts IPv4 datagrams (no options) into fragments as RFC 791 describes it.</summary>
internal static class Fragments
{
    public const int HeaderLength = 20;

    /// <summary>Fragments of <paramref name="size"/> bytes each (a multiple of 8), the last one shorter.</summary>
    public static IReadOnlyList<byte[]> Of(byte[] datagram, int size)
    {
        var fragments = new List<byte[]>();
        for (var start = 0; HeaderLength + start < datagram.Length; start += size)
            fragments.Add(Piece(datagram, start, Math.Min(start + size, datagram.Length - HeaderLength)));
        return fragments;
    }

    /// <summary>The fragment with bytes <paramref name="start"/> to <paramref name="end"/>, counted behind the header.</summary>
    public static byte[] Piece(byte[] datagram, int start, int end) =>
        Make(
            datagram,
            start,
            datagram.AsSpan(HeaderLength)[start..end],
            isLast: HeaderLength + end == datagram.Length
        );

    /// <summary>A fragment with the header of <paramref name="datagram"/> and any bytes.</summary>
    public static byte[] Make(byte[] datagram, int start, ReadOnlySpan<byte> data, bool isLast)
    {
        byte[] fragment = [.. datagram.AsSpan(0, HeaderLength), .. data];
        BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(2), (ushort)fragment.Length);
        BinaryPrimitives.WriteUInt16BigEndian(
            fragment.AsSpan(6),
            (ushort)((isLast ? 0 : 0x2000) | (start / 8))
        );
        return Sealed(fragment);
    }

    /// <summary>Makes the header checksum right.</summary>
    public static byte[] Sealed(byte[] packet)
    {
        var header = packet.AsSpan(0, (packet[0] & 0xf) * 4);
        header[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Compute(header));
        return packet;
    }

    /// <summary>A mirror datagram whose bytes differ from place to place and from datagram to datagram.</summary>
    public static byte[] Datagram(int payloadLength, ushort identification = 1)
    {
        var payload = new byte[payloadLength];
        for (var i = 0; i < payload.Length; i++)
            payload[i] = (byte)(i * 31 + i / 256 + identification);
        return MirrorDatagrams.Encode(payload, identification);
    }
}
