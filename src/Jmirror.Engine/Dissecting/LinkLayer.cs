using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Dissecting;

/// <summary>The headers with which frames of each link type begin.</summary>
internal static class LinkLayer
{
    private const int DirectionLength = 1;

    public static DissectOutcome ReadEthernet(ReadOnlySpan<byte> frame, int end, ref PacketKey key)
    {
        if (!EthernetView.TryRead(frame, out var ethernet))
            return Shortage.Of(frame, end);
        key.HasEthernet = true;
        key.DestinationMac = ethernet.Destination;
        key.SourceMac = ethernet.Source;
        return EtherTypeLayer.Read(frame, EthernetView.Length, end, ethernet.Type, ref key);
    }

    public static DissectOutcome ReadLinuxCooked(
        ReadOnlySpan<byte> frame,
        int end,
        LinkType linkType,
        ref PacketKey key
    )
    {
        var isFirstVersion = linkType == LinkType.LinuxSll;
        if (
            !(
                isFirstVersion
                    ? LinuxCookedHeader.TryRead(frame, out var header)
                    : LinuxCookedHeader.TryRead2(frame, out header)
            )
        )
            return Shortage.Of(frame, end);
        SetDirection(header.IsOutgoing, ref key);
        key.SourceMac = header.Source;
        if (!header.HasProtocol)
            return DissectOutcome.NonIp;
        var offset = isFirstVersion ? LinuxCookedHeader.Length : LinuxCookedHeader.Length2;
        if (header.Protocol == LinuxCookedHeader.LlcProtocol)
            return EtherTypeLayer.ReadLlc(frame, offset, end, ref key);
        // The other small numbers are no 802.3 lengths here, but ETH_P_ numbers of protocols without IP.
        return (ushort)header.Protocol <= LlcHeader.MaxFrameLength
            ? DissectOutcome.NonIp
            : EtherTypeLayer.Read(frame, offset, end, header.Protocol, ref key);
    }

    public static DissectOutcome ReadLoopback(ReadOnlySpan<byte> frame, int end, ref PacketKey key) =>
        LoopbackHeader.TryRead(frame, out var header)
            ? EtherTypeLayer.ReadUntagged(frame, LoopbackHeader.Length, end, header.Type, ref key)
            : Shortage.Of(frame, end);

    public static DissectOutcome ReadPppWithDirection(ReadOnlySpan<byte> frame, int end, ref PacketKey key)
    {
        if (frame.IsEmpty)
            return Shortage.Of(frame, end);
        SetDirection(isOutgoing: frame[0] != 0, ref key);
        return PppLayer.Read(frame, DirectionLength, end, ref key.Outer);
    }

    public static DissectOutcome ReadPppHdlc(ReadOnlySpan<byte> frame, int end, ref PacketKey key) =>
        CiscoHdlcHeader.IsAt(frame)
            ? ReadCiscoHdlc(frame, end, ref key)
            : PppLayer.Read(frame, 0, end, ref key.Outer);

    public static DissectOutcome ReadCiscoHdlc(ReadOnlySpan<byte> frame, int end, ref PacketKey key) =>
        CiscoHdlcHeader.TryRead(frame, out var header)
            ? EtherTypeLayer.ReadUntagged(frame, CiscoHdlcHeader.Length, end, header.Type, ref key)
            : Shortage.Of(frame, end);

    // The source's own word, where it has one, comes from the capture's metadata and stands.
    private static void SetDirection(bool isOutgoing, ref PacketKey key)
    {
        if (key.Direction == FrameDirection.Unknown)
            key.Direction = isOutgoing ? FrameDirection.Sent : FrameDirection.Received;
    }
}
