using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Ip;
using static Jmirror.Network.Linux.Receiving.PacketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>Tells where a frame that offloads have made of several packets can be cut.</summary>
internal static class SuperFrame
{
    private const int HeaderLengthMask = 0x0f;

    // Addresses, type, and room for four VLAN tags.
    private const int LinkHeaderLength = 14 + (4 * 4);

    /// <summary>The longest frame that the interface can have carried, bytes; what is longer is a super-frame.</summary>
    public static int LongestFrameOf(LinkInfo link) => link.Mtu + LinkHeaderLength;

    /// <summary>
    /// The <see cref="FrameInfo.SegmentSize"/> of a captured frame. The kernel means the innermost TCP or UDP; only
    /// where that is also the outermost, not in a tunnel, the frame can be cut.
    /// </summary>
    /// <param name="header">What the kernel says of the frame.</param>
    /// <param name="frame">The frame as on the wire.</param>
    /// <param name="info">What is known of it else.</param>
    /// <param name="tagLength">Bytes of the VLAN tag put back, which the kernel does not count.</param>
    public static ushort SegmentSizeOf(
        in VirtioNetHdr header,
        ReadOnlySpan<byte> frame,
        in FrameInfo info,
        int tagLength
    )
    {
        if (Dissector.Dissect(frame, info, out var key) != DissectOutcome.Found || !key.Outer.IsIp)
            return FrameInfo.UnknownSegmentSize;
        var type = header.SegmentationType & ~VIRTIO_NET_HDR_GSO_ECN;
        var protocol = type == VIRTIO_NET_HDR_GSO_UDP_L4 ? IpProtocol.Udp : IpProtocol.Tcp;
        var packet = key.Outer;
        var headerLength =
            packet.Kind == PayloadKind.Ipv4
                ? (frame[packet.Offset] & HeaderLengthMask) * sizeof(uint)
                : Ipv6View.Length;
        var isOutermost =
            packet.Protocol == (byte)protocol
            && (
                header.ChecksumStart == 0 || header.ChecksumStart + tagLength == packet.Offset + headerLength
            );
        return isOutermost ? header.SegmentSize : FrameInfo.UnknownSegmentSize;
    }
}
