using System.Buffers.Binary;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>What can happen to a mirror datagram: outer IPv4 header without options, UDP, mirror header.</summary>
internal static class DatagramEdits
{
    private const int IpHeader = 20;
    private const int TotalLength = 2;
    private const int Checksum = 10;
    private const int UdpLength = 24;
    private const int MirrorIdOffset = 28;
    private const int PayloadOffset = 36;

    public static uint MirrorIdOf(byte[] datagram) =>
        BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(MirrorIdOffset));

    public static byte[] WithMirrorId(byte[] datagram, uint mirrorId)
    {
        var copy = (byte[])datagram.Clone();
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(MirrorIdOffset), mirrorId);
        return copy;
    }

    /// <summary>One byte of the mirrored packet turned over.</summary>
    public static byte[] Corrupted(byte[] datagram, int offset = 40)
    {
        var copy = (byte[])datagram.Clone();
        copy[PayloadOffset + offset] ^= 0xff;
        return copy;
    }

    /// <summary>The end of the mirrored packet cut off, the outer headers right for what is left.</summary>
    public static byte[] Truncated(byte[] datagram, int length)
    {
        var copy = datagram[..(datagram.Length - length)];
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(TotalLength), (ushort)copy.Length);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(UdpLength), (ushort)(copy.Length - IpHeader));
        copy.AsSpan(Checksum, 2).Clear();
        var sum = 0u;
        for (var i = 0; i < IpHeader; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(i));
        while (sum > ushort.MaxValue)
            sum = (sum & 0xffff) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(Checksum), (ushort)~sum);
        return copy;
    }
}
