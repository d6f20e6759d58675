using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Mirror;

/// <summary>
/// What one mirror's outer IPv4 and UDP headers say, apart from the fields that change with each packet.
/// </summary>
/// <remarks>
/// JUNOSe sends the destination port as source port too; Junos has a configured source port. Type of service,
/// flags and UDP checksum are always 0 (confirmed by real captures).
/// </remarks>
/// <param name="Source">Address of the analyzer port (E Series) or source-ipv4-address (MX Series).</param>
/// <param name="Destination">Address of the analyzer (VSA 26-60).</param>
/// <param name="SourcePort">UDP source port.</param>
/// <param name="DestinationPort">UDP port of the analyzer (VSA 26-61).</param>
/// <param name="TimeToLive">255 at the router unless DTCP says otherwise.</param>
public readonly record struct OuterHeader(
    Ipv4Address Source,
    Ipv4Address Destination,
    ushort SourcePort,
    ushort DestinationPort,
    byte TimeToLive = OuterHeader.DefaultTimeToLive
)
{
    /// <summary>The TTL with which routers send mirrored packets.</summary>
    public const byte DefaultTimeToLive = 255;

    /// <summary>Wireshark's default port for jmirror; routers have none.</summary>
    public const ushort DefaultPort = 30030;
}
