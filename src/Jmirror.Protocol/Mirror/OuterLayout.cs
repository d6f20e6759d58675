namespace Jmirror.Protocol.Mirror;

/// <summary>
/// Where the fields of the outer headers lie, bytes: IPv4 (RFC 791) counted from its first byte, UDP (RFC 768)
/// counted from its own.
/// </summary>
internal static class OuterLayout
{
    public const int TotalLengthOffset = 2;
    public const int IdentificationOffset = 4;
    public const int FragmentOffset = 6;
    public const int TimeToLiveOffset = 8;
    public const int ProtocolOffset = 9;
    public const int ChecksumOffset = 10;
    public const int SourceOffset = 12;
    public const int DestinationOffset = 16;

    /// <summary>Length of an IPv4 header without options: the only form that routers send.</summary>
    public const int Ipv4HeaderLength = 20;

    /// <summary>First byte of that form: version 4, five 32-bit words.</summary>
    public const byte VersionAndHeaderLength = 0x45;

    /// <summary>IPv4 protocol number of UDP.</summary>
    public const byte UdpProtocol = 17;

    public const int UdpSourcePortOffset = 0;
    public const int UdpDestinationPortOffset = 2;
    public const int UdpLengthOffset = 4;
    public const int UdpChecksumOffset = 6;
    public const int UdpHeaderLength = 8;
}
