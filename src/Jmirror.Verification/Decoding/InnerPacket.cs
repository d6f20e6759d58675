using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Decoding;

/// <summary>
/// What the mirrored IP packet says of itself. Read apart from the sender's dissector on purpose: who verifies must
/// not share the mistakes of what is verified.
/// </summary>
/// <param name="Version">4 or 6; 0 when there is no readable IP packet, and all else is then unset.</param>
/// <param name="Source">Source address in the number space of <see cref="IpPrefix"/>.</param>
/// <param name="Destination">Destination address, like <paramref name="Source"/>.</param>
/// <param name="Protocol">IP protocol number; for IPv6 the one behind the extension headers.</param>
/// <param name="FragmentOffset">Offset of a fragment, bytes; 0 for a first fragment; null for a whole packet.</param>
/// <param name="Ports">Ports of TCP, UDP, UDP-Lite, SCTP and DCCP; null in later fragments and where the bytes end.</param>
public readonly record struct InnerPacket(
    byte Version,
    UInt128 Source,
    UInt128 Destination,
    byte Protocol,
    int? FragmentOffset,
    TransportPorts? Ports
)
{
    private const int Ipv4HeaderLength = 20;
    private const int Ipv4FragmentOffset = 6;
    private const int Ipv4ProtocolOffset = 9;
    private const int Ipv4SourceOffset = 12;
    private const int Ipv4DestinationOffset = 16;
    private const int MoreFragments = 0x2000;
    private const int OffsetMask = 0x1fff;
    private const int OffsetUnit = 8;

    private const int Ipv6HeaderLength = 40;
    private const int Ipv6NextHeaderOffset = 6;
    private const int Ipv6SourceOffset = 8;
    private const int Ipv6DestinationOffset = 24;
    private const int ExtensionMinLength = 8;
    private const int FragmentHeaderOffsetField = 2;
    private const int FragmentHeaderOffsetMask = 0xfff8;

    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;
    private const byte Mobility = 135;
    private const byte Hip = 139;
    private const byte Shim6 = 140;

    /// <summary>Reads the IP packet of a mirrored packet, PPP around it or not.</summary>
    /// <param name="payload">The mirrored packet.</param>
    /// <param name="packet">What the decoder found it to be.</param>
    public static InnerPacket Read(ReadOnlySpan<byte> payload, in MirroredPacket packet)
    {
        const MirrorFaults Unreadable = MirrorFaults.ShortPayloadHeader | MirrorFaults.BadPayloadHeader;
        if ((packet.Faults & Unreadable) != MirrorFaults.None)
            return default;
        return packet.IpVersion switch
        {
            4 => ReadIpv4(payload[packet.Offset..]),
            6 => ReadIpv6(payload[packet.Offset..]),
            _ => default,
        };
    }

    private static InnerPacket ReadIpv4(ReadOnlySpan<byte> packet)
    {
        var headerLength = (packet[0] & 0xf) * sizeof(uint);
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[Ipv4FragmentOffset..]);
        int? offset =
            (fragment & (MoreFragments | OffsetMask)) == 0 ? null : (fragment & OffsetMask) * OffsetUnit;
        var protocol = packet[Ipv4ProtocolOffset];
        return new InnerPacket(
            4,
            IpPrefix.FromIpv4(Ipv4Address.Read(packet[Ipv4SourceOffset..Ipv4HeaderLength]).Value),
            IpPrefix.FromIpv4(Ipv4Address.Read(packet[Ipv4DestinationOffset..Ipv4HeaderLength]).Value),
            protocol,
            offset,
            ReadPorts(packet[headerLength..], protocol, offset)
        );
    }

    private static InnerPacket ReadIpv6(ReadOnlySpan<byte> packet)
    {
        var protocol = packet[Ipv6NextHeaderOffset];
        int? offset = null;
        var rest = packet[Ipv6HeaderLength..];
        // Every turn consumes at least eight bytes.
        while (offset is null or 0 && rest.Length >= ExtensionMinLength)
        {
            int length;
            switch (protocol)
            {
                case HopByHop or Routing or DestinationOptions or Mobility or Hip or Shim6:
                    length = (rest[1] + 1) * 8;
                    break;
                case Authentication:
                    length = (rest[1] + 2) * 4;
                    break;
                case Fragment:
                    length = ExtensionMinLength;
                    offset =
                        BinaryPrimitives.ReadUInt16BigEndian(rest[FragmentHeaderOffsetField..])
                        & FragmentHeaderOffsetMask;
                    break;
                default:
                    length = 0;
                    break;
            }
            if (length == 0 || length > rest.Length)
                break;
            protocol = rest[0];
            rest = rest[length..];
        }
        return new InnerPacket(
            6,
            IpPrefix.ReadIpv6(packet[Ipv6SourceOffset..Ipv6DestinationOffset]),
            IpPrefix.ReadIpv6(packet[Ipv6DestinationOffset..Ipv6HeaderLength]),
            protocol,
            offset,
            ReadPorts(rest, protocol, offset)
        );
    }

    private static TransportPorts? ReadPorts(
        ReadOnlySpan<byte> transport,
        byte protocol,
        int? fragmentOffset
    ) =>
        fragmentOffset is null or 0 && TransportPorts.TryRead(protocol, transport, out var ports)
            ? ports
            : null;
}
