using System.Runtime.CompilerServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Dissecting;

/// <summary>
/// All that the mirror needs to know of one frame: whose it is (the subscriber-interface key) and what could be
/// copied from it. Offsets count from the first byte of the frame. Reused from frame to frame.
/// </summary>
public struct PacketKey
{
    /// <summary>Which way the capturing host saw the frame: from the source, or from the link header (SLL, PPP with direction).</summary>
    public FrameDirection Direction;

    /// <summary>Number of the capture interface.</summary>
    public ushort Interface;

    /// <summary>True when the link layer is Ethernet: the two addresses are set.</summary>
    public bool HasEthernet;

    /// <summary>Ethernet source; for Linux cooked captures the sender's address, if it has 6 bytes.</summary>
    public MacAddress SourceMac;

    /// <summary>Ethernet destination; 0 where the link layer has none.</summary>
    public MacAddress DestinationMac;

    /// <summary>802.1Q and 802.1ad tags in front of the packet, 0 to any; a priority tag (VLAN 0) does not count.</summary>
    public byte VlanCount;

    /// <summary>VLAN id of the outermost tag, 1 to 4095; 0 when there is none.</summary>
    public ushort OuterVlan;

    /// <summary>VLAN id of the second tag; 0 when there is none.</summary>
    public ushort InnerVlan;

    /// <summary>True inside a PPPoE session (EtherType 0x8864).</summary>
    public bool HasPppoe;

    /// <summary>PPPoE session id.</summary>
    public ushort PppoeSession;

    /// <summary>
    /// The EtherType of a frame that is <see cref="DissectOutcome.NonIp"/> and yet teaches something of subscribers:
    /// PPPoE discovery or ARP; <see cref="EtherType.None"/> for all others.
    /// </summary>
    public EtherType SignallingType;

    /// <summary>Where the packet of <see cref="SignallingType"/> begins.</summary>
    public int SignallingOffset;

    /// <summary>True for an L2TPv2 data message; <see cref="Outer"/> is then the tunnel's own IP packet.</summary>
    public bool HasL2tp;

    /// <summary>L2TP tunnel id in the message: the receiver's, as RFC 2661 has it.</summary>
    public ushort L2tpTunnel;

    /// <summary>L2TP session id in the message: the receiver's.</summary>
    public ushort L2tpSession;

    /// <summary>The outermost IP packet or PPP frame.</summary>
    public Payload Outer;

    /// <summary>The PPP frame inside the L2TP data message; unset unless <see cref="HasL2tp"/>.</summary>
    public Payload Inner;
}

/// <summary>What a payload is.</summary>
public enum PayloadKind : byte
{
    /// <summary>Nothing that a router would mirror.</summary>
    None,

    /// <summary>An IPv4 packet.</summary>
    Ipv4,

    /// <summary>An IPv6 packet.</summary>
    Ipv6,

    /// <summary>A PPP frame that carries no IP packet: LCP, PAP, IPCP ...</summary>
    PppOther,
}

/// <summary>One thing that could be copied: an IP packet, a PPP frame, or a PPP frame with an IP packet in it.</summary>
public struct Payload
{
    /// <summary>What it is; <see cref="PayloadKind.Ipv4"/> and <see cref="PayloadKind.Ipv6"/> also within PPP.</summary>
    public PayloadKind Kind;

    /// <summary>IP protocol number of the transport header (after IPv6 extension headers).</summary>
    public byte Protocol;

    /// <summary>IPv4 type of service or IPv6 traffic class: DSCP in the upper six bits.</summary>
    public byte TrafficClass;

    /// <summary>True when it is an IP fragment other than a whole packet.</summary>
    public bool IsFragment;

    /// <summary>True when <see cref="SourcePort"/> and <see cref="DestinationPort"/> were there to read (TCP, UDP, SCTP, DCCP, UDP-Lite; first fragment).</summary>
    public bool HasPorts;

    /// <summary>Transport source port.</summary>
    public ushort SourcePort;

    /// <summary>Transport destination port.</summary>
    public ushort DestinationPort;

    /// <summary>PPP protocol number, uncompressed form; 0 when there is no PPP around it.</summary>
    public ushort PppProtocol;

    /// <summary>Where the bytes behind the PPP protocol field begin: the IP packet, or the control packet.</summary>
    public int Offset;

    /// <summary>
    /// Length of the IP packet by its own header (link padding removed), or of the PPP information field as it was
    /// on the wire. Packets longer than their header can say, which segmentation offload makes (length field 0),
    /// reach to the end of the frame or as far as a jumbo payload option says: more than 65 535 bytes are possible.
    /// </summary>
    public int Length;

    /// <summary>IP source: IPv6, or IPv4 as ::ffff:a.b.c.d.</summary>
    public UInt128 Source;

    /// <summary>IP destination, like <see cref="Source"/>.</summary>
    public UInt128 Destination;

    /// <summary>True when there is an IP packet.</summary>
    public readonly bool IsIp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Kind is PayloadKind.Ipv4 or PayloadKind.Ipv6;
    }
}

/// <summary>How dissecting a frame ended. All but <see cref="Found"/> have a <see cref="DropReason"/> of the same name.</summary>
public enum DissectOutcome : byte
{
    /// <summary>There is something to match and copy.</summary>
    Found,

    /// <summary>See <see cref="DropReason.NonIp"/>.</summary>
    NonIp,

    /// <summary>See <see cref="DropReason.Malformed"/>.</summary>
    Malformed,

    /// <summary>See <see cref="DropReason.Truncated"/>.</summary>
    Truncated,

    /// <summary>See <see cref="DropReason.UnsupportedLinkType"/>.</summary>
    UnsupportedLinkType,
}
