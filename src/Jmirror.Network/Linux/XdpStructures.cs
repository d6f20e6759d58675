using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>struct sockaddr_xdp (linux/if_xdp.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct SockaddrXdp(
    ushort Family,
    ushort Flags,
    int InterfaceIndex,
    uint QueueId,
    uint SharedUmemDescriptor
);

/// <summary>struct xdp_umem_reg (linux/if_xdp.h), with tx_metadata_len of Linux 6.8; older kernels ignore the end.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct XdpUmemReg(
    ulong Address,
    ulong Length,
    uint ChunkSize,
    uint Headroom,
    uint Flags,
    uint TxMetadataLength
);

/// <summary>struct xdp_ring_offset (linux/if_xdp.h): where a ring's parts lie in its mapping.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct XdpRingOffset(ulong Producer, ulong Consumer, ulong Descriptors, ulong Flags);

/// <summary>struct xdp_mmap_offsets (linux/if_xdp.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct XdpMmapOffsets(
    XdpRingOffset Rx,
    XdpRingOffset Tx,
    XdpRingOffset Fill,
    XdpRingOffset Completion
);

/// <summary>struct xdp_desc (linux/if_xdp.h): a frame in the RX or TX ring.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct XdpDescriptor(ulong Address, uint Length, uint Options);

/// <summary>struct xdp_statistics (linux/if_xdp.h), as far as Linux 5.9 tells it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct XdpStatistics(
    ulong ReceiveDropped,
    ulong ReceiveInvalid,
    ulong TransmitInvalid,
    ulong ReceiveRingFull,
    ulong FillRingEmpty,
    ulong TransmitRingEmpty
);

/// <summary>From linux/if_xdp.h.</summary>
internal static class XdpConstants
{
    public const int SOL_XDP = 283;
    public const int XDP_MMAP_OFFSETS = 1;
    public const int XDP_RX_RING = 2;
    public const int XDP_TX_RING = 3;
    public const int XDP_UMEM_REG = 4;
    public const int XDP_UMEM_FILL_RING = 5;
    public const int XDP_UMEM_COMPLETION_RING = 6;
    public const int XDP_STATISTICS = 7;
    public const int XDP_OPTIONS = 8;
    public const int XDP_MAX_TX_SKB_BUDGET = 9;

    public const long XDP_PGOFF_RX_RING = 0;
    public const long XDP_PGOFF_TX_RING = 0x8000_0000;
    public const long XDP_UMEM_PGOFF_FILL_RING = 0x1_0000_0000;
    public const long XDP_UMEM_PGOFF_COMPLETION_RING = 0x1_8000_0000;

    public const ushort XDP_COPY = 2;
    public const ushort XDP_USE_NEED_WAKEUP = 8;
    public const uint XDP_RING_NEED_WAKEUP = 1;
    public const uint XDP_OPTIONS_ZEROCOPY = 1;
}
