using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Ip;

/// <summary>
/// The ports with which TCP, UDP, UDP-Lite, SCTP and DCCP headers begin: source, then destination, 16 bits each,
/// big-endian.
/// </summary>
/// <param name="Source">Source port.</param>
/// <param name="Destination">Destination port.</param>
public readonly record struct TransportPorts(ushort Source, ushort Destination)
{
    private const int Length = 4;

    /// <summary>Reads them from a transport header; false when its protocol has none, or it is too short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte protocol, ReadOnlySpan<byte> transport, out TransportPorts ports)
    {
        if (transport.Length < Length || !Has(protocol))
        {
            ports = default;
            return false;
        }
        var both = BinaryPrimitives.ReadUInt32BigEndian(transport);
        ports = new TransportPorts((ushort)(both >> 16), (ushort)both);
        return true;
    }

    private static bool Has(byte protocol) =>
        (IpProtocol)protocol
            is IpProtocol.Tcp
                or IpProtocol.Udp
                or IpProtocol.Sctp
                or IpProtocol.Dccp
                or IpProtocol.UdpLite;
}
