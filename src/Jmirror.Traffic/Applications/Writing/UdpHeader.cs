using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Writes UDP headers, format as in <see cref="UdpView"/>.</summary>
/// <param name="Source">Source port.</param>
/// <param name="Destination">Destination port.</param>
internal readonly record struct UdpHeader(ushort Source, ushort Destination)
{
    /// <summary>The header of a packet between a port of the subscriber's and one of the host's.</summary>
    public static UdpHeader Between(ushort subscriber, ushort host, bool isDownstream) =>
        isDownstream ? new(host, subscriber) : new(subscriber, host);

    /// <summary>Writes the header with its checksum.</summary>
    /// <param name="datagram">Header and payload; its length is the datagram's.</param>
    /// <param name="pseudoHeaderSum">See <see cref="IpWriter.Write"/>.</param>
    /// <param name="payloadSum">See <see cref="InternetChecksum.Sum"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> datagram, ulong pseudoHeaderSum, ulong payloadSum)
    {
        var ports = ((uint)Source << 16) | Destination;
        var length = (uint)datagram.Length;
        var checksum = InternetChecksum.Fold(pseudoHeaderSum + payloadSum + ports + length);
        // 0 would mean "no checksum".
        if (checksum == 0)
            checksum = ushort.MaxValue;
        BinaryPrimitives.WriteUInt64BigEndian(datagram, ((ulong)ports << 32) | (length << 16) | checksum);
    }
}
