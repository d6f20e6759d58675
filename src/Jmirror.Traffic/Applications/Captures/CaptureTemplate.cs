namespace Jmirror.Traffic.Applications.Captures;

/// <summary>One subscriber's packets of a capture, in order, ready to be sent in the name of others.</summary>
/// <remarks>
/// Addresses inside payloads (SIP, SDP, FTP, DNS) stay those of the capture, as do ports and identifications.
/// </remarks>
public sealed class CaptureTemplate
{
    private readonly byte[] _bytes;
    private readonly TemplatePacket[] _packets;

    internal CaptureTemplate(byte[] bytes, TemplatePacket[] packets)
    {
        _bytes = bytes;
        _packets = packets;
    }

    /// <summary>How many packets it has; at least one.</summary>
    public int Count => _packets.Length;

    /// <summary>True when there are IPv4 packets among them.</summary>
    public bool HasIpv4 => _packets.Any(packet => !packet.IsIpv6);

    /// <summary>True when there are IPv6 packets among them.</summary>
    public bool HasIpv6 => _packets.Any(packet => packet.IsIpv6);

    internal ref readonly TemplatePacket Packet(int index) => ref _packets[index];

    internal ReadOnlySpan<byte> BytesOf(in TemplatePacket packet) =>
        _bytes.AsSpan(packet.Offset, packet.Length);
}

/// <summary>One packet of a template.</summary>
/// <param name="Offset">First byte of the IP header in the template's memory.</param>
/// <param name="Length">Of the IP packet, bytes.</param>
/// <param name="IsIpv6">Its family.</param>
/// <param name="IsDownstream">True when the subscriber's address is the destination.</param>
/// <param name="ChecksumOffset">Where the transport checksum lies, from the start of the packet; 0: there is none over the address.</param>
/// <param name="IsUdp">True when 0 in the checksum field means "none" and a sum of 0 is written as all ones.</param>
/// <param name="ReplacedSum">Sum of the bytes of the address that are replaced, folded to 16 bits.</param>
internal readonly record struct TemplatePacket(
    int Offset,
    int Length,
    bool IsIpv6,
    bool IsDownstream,
    int ChecksumOffset,
    bool IsUdp,
    ushort ReplacedSum
)
{
    private const int Ipv4SourceOffset = 12;
    private const int Ipv4DestinationOffset = 16;
    private const int Ipv6SourceOffset = 8;
    private const int Ipv6DestinationOffset = 24;

    /// <summary>Where the subscriber's address stands.</summary>
    public int AddressOffset =>
        IsIpv6
            ? (IsDownstream ? Ipv6DestinationOffset : Ipv6SourceOffset)
            : (IsDownstream ? Ipv4DestinationOffset : Ipv4SourceOffset);

    /// <summary>Bytes of it that are replaced: an IPv4 address, or an IPv6 address without its interface identifier.</summary>
    public int AddressLength => IsIpv6 ? sizeof(ulong) : sizeof(uint);
}
