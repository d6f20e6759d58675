namespace Jmirror.Protocol.Mirror;

/// <summary>
/// What is odd about one mirror datagram. Those in <see cref="Unusable"/> leave nothing to decode; all others are
/// remarks on a datagram that was decoded as far as its bytes go. <see cref="MirrorFaultTexts"/> has the words.
/// </summary>
[Flags]
public enum MirrorFaults : uint
{
    /// <summary>As a router sends it.</summary>
    None = 0,

    /// <summary>Unusable: fewer bytes than an IPv4 header, or than its own length field asks for.</summary>
    ShortOuterHeader = 1 << 0,

    /// <summary>Unusable: the first four bits are not 4.</summary>
    NotIpv4 = 1 << 1,

    /// <summary>Unusable: the header length field is below 20 bytes.</summary>
    BadOuterHeaderLength = 1 << 2,

    /// <summary>Unusable: the outer packet's protocol is not 17.</summary>
    NotUdp = 1 << 3,

    /// <summary>Unusable as it is: a piece of a datagram, to be reassembled first. Ports and ids are read from a first piece.</summary>
    OuterFragment = 1 << 4,

    /// <summary>Unusable: fewer than 8 bytes behind the outer IPv4 header.</summary>
    ShortUdpHeader = 1 << 5,

    /// <summary>Unusable: fewer than 8 bytes of UDP payload.</summary>
    ShortMirrorHeader = 1 << 6,

    /// <summary>The outer IPv4 header checksum is wrong.</summary>
    BadOuterChecksum = 1 << 7,

    /// <summary>The outer total length is smaller than the outer header; all bytes at hand were taken.</summary>
    BadTotalLength = 1 << 8,

    /// <summary>Fewer bytes at hand than the outer total length: the capture cut the datagram.</summary>
    CutShort = 1 << 9,

    /// <summary>More bytes at hand than the outer total length, as with link padding; they were left out.</summary>
    TrailingBytes = 1 << 10,

    /// <summary>The UDP length is not the outer total length less the header; the smaller one that can be was taken.</summary>
    UdpLengthDisagrees = 1 << 11,

    /// <summary>The UDP checksum is not 0, and right or not to be verified; routers send 0.</summary>
    UdpChecksumSet = 1 << 12,

    /// <summary>The UDP checksum is neither 0 nor right.</summary>
    UdpChecksumWrong = 1 << 13,

    /// <summary>The version bits are 2 or 3, which no document defines.</summary>
    UndefinedVersion = 1 << 14,

    /// <summary>Nothing follows the mirror header.</summary>
    EmptyPayload = 1 << 15,

    /// <summary>The mirrored packet is neither IPv4 nor IPv6 nor PPP with FF 03.</summary>
    UnknownPayload = 1 << 16,

    /// <summary>The mirrored packet ends within its first header.</summary>
    ShortPayloadHeader = 1 << 17,

    /// <summary>The mirrored packet's first header contradicts itself: IPv4 header length, PPP protocol number.</summary>
    BadPayloadHeader = 1 << 18,

    /// <summary>The mirrored packet is shorter than its own header says.</summary>
    PayloadShort = 1 << 19,

    /// <summary>The mirrored packet is longer than its own header says, as when link padding was mirrored too.</summary>
    PayloadLong = 1 << 20,

    /// <summary>The mirrored packet's IPv4 header checksum is wrong.</summary>
    BadPayloadChecksum = 1 << 21,

    /// <summary>The faults that leave nothing to decode.</summary>
    Unusable =
        ShortOuterHeader
        | NotIpv4
        | BadOuterHeaderLength
        | NotUdp
        | OuterFragment
        | ShortUdpHeader
        | ShortMirrorHeader,
}
