using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>struct tpacket_req3 (linux/if_packet.h): the shape of a TPACKET_V3 ring.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TpacketReq3(
    uint BlockSize,
    uint BlockCount,
    uint FrameSize,
    uint FrameCount,
    uint BlockTimeoutMilliseconds,
    uint PrivateSize,
    uint FeatureRequest
);

/// <summary>struct tpacket_block_desc with its tpacket_hdr_v1 (linux/if_packet.h): what a block begins with.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct TpacketBlockDesc
{
    public uint Version;
    public uint PrivateOffset;
    public uint Status;
    public uint PacketCount;
    public uint FirstPacketOffset;
    public uint Length;
}

/// <summary>struct tpacket3_hdr (linux/if_packet.h): what a packet in a block begins with; a sockaddr_ll follows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct Tpacket3Hdr
{
    public uint NextOffset;
    public uint Seconds;
    public uint Nanoseconds;
    public uint SnapLength;
    public uint Length;
    public uint Status;
    public ushort MacOffset;
    public ushort NetworkOffset;
    public uint ReceiveHash;
    public uint VlanTci;
    public ushort VlanTpid;
}

/// <summary>
/// struct virtio_net_hdr (linux/virtio_net.h) in host byte order: what the kernel says in front of a frame about
/// offloads that are still to be done.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal record struct VirtioNetHdr(
    byte Flags,
    byte SegmentationType,
    ushort HeaderLength,
    ushort SegmentSize,
    ushort ChecksumStart,
    ushort ChecksumOffset
);

/// <summary>struct tpacket_stats_v3 (linux/if_packet.h); reading it sets it to zero.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TpacketStatsV3(uint Packets, uint Drops, uint Freezes);

/// <summary>struct packet_mreq (linux/if_packet.h).</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal record struct PacketMreq(int InterfaceIndex, ushort Type);

/// <summary>From linux/if_packet.h.</summary>
internal static class PacketConstants
{
    public const int PACKET_ADD_MEMBERSHIP = 1;
    public const int PACKET_RX_RING = 5;
    public const int PACKET_STATISTICS = 6;
    public const int PACKET_VERSION = 10;
    public const int PACKET_VNET_HDR = 15;
    public const int PACKET_FANOUT = 18;
    public const int PACKET_IGNORE_OUTGOING = 23;

    public const int TPACKET_V3 = 2;
    public const ushort PACKET_MR_PROMISC = 1;
    public const int PACKET_FANOUT_HASH = 0;
    public const int PACKET_FANOUT_FLAG_UNIQUEID = 0x2000;
    public const byte PACKET_OUTGOING = 4;

    public const uint TP_STATUS_KERNEL = 0;
    public const uint TP_STATUS_USER = 1;
    public const uint TP_STATUS_CSUMNOTREADY = 1 << 3;
    public const uint TP_STATUS_VLAN_VALID = 1 << 4;
    public const uint TP_STATUS_VLAN_TPID_VALID = 1 << 6;
    public const uint TP_STATUS_GSO_TCP = 1 << 8;

    public const byte VIRTIO_NET_HDR_GSO_NONE = 0;
    public const byte VIRTIO_NET_HDR_GSO_UDP_L4 = 5;
    public const byte VIRTIO_NET_HDR_GSO_ECN = 0x80;
}
