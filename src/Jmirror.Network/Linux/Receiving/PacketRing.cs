using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.MmanConstants;
using static Jmirror.Network.Linux.Receiving.PacketConstants;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// The memory that a packet socket shares with the kernel (Documentation/networking/packet_mmap.rst, TPACKET_V3):
/// blocks that the kernel fills with frames and hands over one by one, always in the same order.
/// </summary>
internal sealed unsafe class PacketRing : IDisposable
{
    // The tag that the kernel may have taken out goes in front of the frame, over the virtio header.
    private const int VlanTagLength = 4;

    // Destination and source: the tag's place is behind them.
    private const int MacAddressesLength = 2 * MacAddress.Length;

    // Only checked for consistency in version 3, where frames take what they need.
    private const int NominalFrameSize = 2048;

    // tpacket3_hdr, sockaddr_ll and alignment: an empty frame does not take less.
    private const int LeastSlotLength = 80;

    private readonly int _blockSize;
    private readonly int _blockCount;
    private readonly LinkType _linkType;
    private readonly FrameInfo[] _frames;
    private byte* _blocks;
    private byte* _taken;
    private int _next;

    private PacketRing(byte* blocks, int blockSize, int blockCount, LinkType linkType)
    {
        _linkType = linkType;
        _blocks = blocks;
        _blockSize = blockSize;
        _blockCount = blockCount;
        _frames = new FrameInfo[blockSize / LeastSlotLength];
    }

    /// <summary>Makes the ring of a socket that is not bound yet; returns errno.</summary>
    public static int Make(
        FileDescriptor socket,
        LinkType linkType,
        PacketRingOptions options,
        out PacketRing? ring
    )
    {
        ring = null;
        var errno = Libc.SetOption(socket, SOL_PACKET, PACKET_VERSION, TPACKET_V3);
        // Without link header there is no virtio header to be had either.
        if (errno == 0 && linkType == LinkType.Ethernet)
            errno = Libc.SetOption(socket, SOL_PACKET, PACKET_VNET_HDR, 1);
        if (errno == 0)
            errno = Libc.SetOption(socket, SOL_PACKET, PACKET_RX_RING, RequestOf(options));
        if (errno != 0)
            return errno;
        var length = (nuint)options.BlockSize * (nuint)options.BlockCount;
        var blocks = Libc.mmap(null, length, PROT_READ | PROT_WRITE, MAP_SHARED, socket, 0);
        if ((nint)blocks == MAP_FAILED)
            return Marshal.GetLastPInvokeError();
        ring = new PacketRing((byte*)blocks, options.BlockSize, options.BlockCount, linkType);
        return 0;
    }

    /// <summary>Takes the next block if the kernel has handed it over.</summary>
    public bool TryTake()
    {
        ObjectDisposedException.ThrowIf(_blocks is null, this);
        var block = _blocks + ((nuint)_next * (nuint)_blockSize);
        if ((Volatile.Read(ref ((TpacketBlockDesc*)block)->Status) & TP_STATUS_USER) == 0)
            return false;
        _taken = block;
        _next = _next + 1 == _blockCount ? 0 : _next + 1;
        return true;
    }

    /// <summary>Gives the taken block, if there is one, back to the kernel.</summary>
    public void GiveBack()
    {
        if (_taken is null)
            return;
        Volatile.Write(ref ((TpacketBlockDesc*)_taken)->Status, TP_STATUS_KERNEL);
        _taken = null;
    }

    /// <summary>The frames of the taken block, where they lie. To be read once: it puts VLAN tags back.</summary>
    public FrameBatch ReadFrames(ushort interfaceNumber)
    {
        var count = (int)((TpacketBlockDesc*)_taken)->PacketCount;
        var frames = _frames.AsSpan(0, count);
        var slot = _taken + ((TpacketBlockDesc*)_taken)->FirstPacketOffset;
        for (var i = 0; i < frames.Length; i++)
        {
            var header = (Tpacket3Hdr*)slot;
            frames[i] =
                _linkType == LinkType.Ethernet
                    ? ReadFrame(header, interfaceNumber)
                    : ReadPacket(header, interfaceNumber);
            slot += header->NextOffset;
        }
        return new FrameBatch(new ReadOnlySpan<byte>(_taken, _blockSize), frames);
    }

    public void Dispose()
    {
        if (_blocks is null)
            return;
        Libc.munmap(_blocks, (nuint)_blockSize * (nuint)_blockCount);
        _blocks = null;
        _taken = null;
    }

    private FrameInfo ReadFrame(Tpacket3Hdr* header, ushort interfaceNumber)
    {
        var frame = (byte*)header + header->MacOffset;
        var offloads = *(VirtioNetHdr*)(frame - sizeof(VirtioNetHdr));
        var tagLength = 0;
        if ((header->Status & TP_STATUS_VLAN_VALID) != 0)
        {
            tagLength = VlanTagLength;
            frame -= VlanTagLength;
            PutTagBack(header, frame);
        }
        var info = InfoOf(header, frame, tagLength, interfaceNumber);
        if (offloads.SegmentationType == VIRTIO_NET_HDR_GSO_NONE)
            return info;
        var bytes = new ReadOnlySpan<byte>(frame, info.Length);
        return info with { SegmentSize = SuperFrame.SegmentSizeOf(offloads, bytes, info, tagLength) };
    }

    // Where segments begin is told only together with a link header.
    private FrameInfo ReadPacket(Tpacket3Hdr* header, ushort interfaceNumber)
    {
        var info = InfoOf(header, (byte*)header + header->MacOffset, tagLength: 0, interfaceNumber);
        return (header->Status & TP_STATUS_GSO_TCP) == 0
            ? info
            : info with
            {
                SegmentSize = FrameInfo.UnknownSegmentSize,
            };
    }

    private FrameInfo InfoOf(Tpacket3Hdr* header, byte* frame, int tagLength, ushort interfaceNumber) =>
        new(
            (int)(frame - _taken),
            (int)header->SnapLength + tagLength,
            (int)header->Length + tagLength,
            (header->Seconds * 1_000_000_000L) + header->Nanoseconds,
            _linkType,
            ((SockaddrLl*)(header + 1))->PacketType == PACKET_OUTGOING
                ? FrameDirection.Sent
                : FrameDirection.Received,
            interfaceNumber,
            ChecksumPending: (header->Status & TP_STATUS_CSUMNOTREADY) != 0
        );

    // The kernel takes the outermost tag out of the frame before packet sockets see it, and tells it beside.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PutTagBack(Tpacket3Hdr* header, byte* frame)
    {
        var bytes = new Span<byte>(frame, VlanTagLength + MacAddressesLength);
        bytes[VlanTagLength..].CopyTo(bytes);
        var tpid =
            (header->Status & TP_STATUS_VLAN_TPID_VALID) != 0
                ? header->VlanTpid
                : (ushort)EtherType.CustomerTag;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[MacAddressesLength..], tpid);
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes[(MacAddressesLength + sizeof(ushort))..],
            (ushort)header->VlanTci
        );
    }

    private static TpacketReq3 RequestOf(PacketRingOptions options) =>
        new(
            (uint)options.BlockSize,
            (uint)options.BlockCount,
            NominalFrameSize,
            (uint)(options.BlockSize / NominalFrameSize * options.BlockCount),
            (uint)options.BlockTimeout.TotalMilliseconds,
            PrivateSize: 0,
            FeatureRequest: 0
        );
}
