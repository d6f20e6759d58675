using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.L2tp;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Dissecting;

/// <summary>Finds in a frame what a router would copy and whose it is.</summary>
/// <remarks>
/// The straight line: link layer, tags, PPPoE and PPP or MPLS, IP, and once more PPP and IP inside an L2TP data
/// message. Other tunnels (GRE, IP in IP, L2TPv3) are packets like any other.
/// </remarks>
public static class Dissector
{
    /// <summary>
    /// Dissects one frame. No input, however broken, makes it throw, allocate or read outside <paramref name="frame"/>.
    /// </summary>
    /// <remarks>
    /// <see cref="DissectOutcome.Truncated"/>: <see cref="FrameInfo.OriginalLength"/> exceeds the bytes given, and
    /// a header or part of the packet was among those cut off; missing link padding does not matter.
    /// <see cref="DissectOutcome.Malformed"/>: a header contradicts itself, or the frame as it was on the wire is
    /// too short for what a header says.
    /// </remarks>
    /// <param name="frame">The captured bytes.</param>
    /// <param name="info">Link type, original length, and what the key takes over: interface and direction.</param>
    /// <param name="key">
    /// Complete for <see cref="DissectOutcome.Found"/>; otherwise what was read until the frame ended, without a
    /// payload to copy.
    /// </param>
    public static DissectOutcome Dissect(ReadOnlySpan<byte> frame, in FrameInfo info, out PacketKey key)
    {
        key = default;
        key.Interface = info.Interface;
        key.Direction = info.Direction;
        var end = Math.Max(info.OriginalLength, frame.Length);
        var outcome =
            info.LinkType == LinkType.Ethernet
                ? LinkLayer.ReadEthernet(frame, end, ref key)
                : ReadOther(frame, end, info.LinkType, ref key);
        if (outcome != DissectOutcome.Found)
            key.Outer = default;
        else if (MayBeL2tp(key.Outer))
            L2tpLayer.Read(frame, ref key);
        return outcome;
    }

    private static DissectOutcome ReadOther(
        ReadOnlySpan<byte> frame,
        int end,
        LinkType linkType,
        ref PacketKey key
    ) =>
        linkType switch
        {
            LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd => IpLayer.ReadEither(
                frame,
                0,
                end,
                ref key.Outer
            ),
            LinkType.Ipv4 => IpLayer.ReadIpv4(frame, 0, end, ref key.Outer),
            LinkType.Ipv6 => IpLayer.ReadIpv6(frame, 0, end, ref key.Outer),
            LinkType.Null or LinkType.Loop => LinkLayer.ReadLoopback(frame, end, ref key),
            LinkType.LinuxSll or LinkType.LinuxSll2 => LinkLayer.ReadLinuxCooked(
                frame,
                end,
                linkType,
                ref key
            ),
            LinkType.Ppp => PppLayer.Read(frame, 0, end, ref key.Outer),
            LinkType.PppWithDirection => LinkLayer.ReadPppWithDirection(frame, end, ref key),
            LinkType.PppHdlc => LinkLayer.ReadPppHdlc(frame, end, ref key),
            LinkType.PppEther => PppLayer.ReadPppoe(frame, 0, end, ref key),
            LinkType.CiscoHdlc => LinkLayer.ReadCiscoHdlc(frame, end, ref key),
            _ => DissectOutcome.UnsupportedLinkType,
        };

    // Fragments are left alone: a router that reassembles tunnel packets does so before it looks inside.
    private static bool MayBeL2tp(in Payload packet) =>
        packet.Protocol == (byte)IpProtocol.Udp
        && packet.HasPorts
        && (packet.SourcePort == L2tpDataView.UdpPort || packet.DestinationPort == L2tpDataView.UdpPort)
        && !packet.IsFragment;
}
