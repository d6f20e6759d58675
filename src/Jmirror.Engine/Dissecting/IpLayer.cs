using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Dissecting;

/// <summary>IP packets, up to the ports of the transport header.</summary>
internal static class IpLayer
{
    private const int Ipv4Nibble = 4;
    private const int Ipv6Nibble = 6;

    /// <summary>Raw IP: the version says which, and another one contradicts the link type.</summary>
    public static DissectOutcome ReadEither(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        ref Payload payload
    ) => ReadByVersion(frame, offset, end, DissectOutcome.Malformed, ref payload);

    /// <summary>Behind MPLS labels, where nothing says what follows; it may be a pseudowire.</summary>
    public static DissectOutcome ReadGuessed(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        ref Payload payload
    ) => ReadByVersion(frame, offset, end, DissectOutcome.NonIp, ref payload);

    public static DissectOutcome ReadIpv4(ReadOnlySpan<byte> frame, int offset, int end, ref Payload payload)
    {
        if (!Ipv4View.TryRead(frame[offset..], out var ip))
            return Shortage.Of(frame, end);
        // Segmentation offload leaves the length field of super-frames 0: the packet is what the frame holds.
        var length = ip.TotalLength == 0 ? end - offset : ip.TotalLength;
        if (!ip.IsValid || length < ip.HeaderLength || length > end - offset)
            return DissectOutcome.Malformed;
        if (length > frame.Length - offset)
            return DissectOutcome.Truncated;

        payload.Kind = PayloadKind.Ipv4;
        payload.Offset = offset;
        payload.Length = length;
        payload.Source = IpPrefix.FromIpv4(ip.Source);
        payload.Destination = IpPrefix.FromIpv4(ip.Destination);
        payload.TrafficClass = ip.TrafficClass;
        payload.Protocol = ip.Protocol;
        payload.IsFragment = ip.IsFragment;
        if (!ip.IsLaterFragment)
            ReadPorts(frame.Slice(offset, length)[ip.HeaderLength..], ref payload);
        return DissectOutcome.Found;
    }

    public static DissectOutcome ReadIpv6(ReadOnlySpan<byte> frame, int offset, int end, ref Payload payload)
    {
        if (!Ipv6View.TryRead(frame[offset..], out var ip))
            return Shortage.Of(frame, end);
        if (!ip.IsValid)
            return DissectOutcome.Malformed;
        long length = Ipv6View.Length + ip.PayloadLength;
        if (ip.PayloadLength == 0 && !TryReadLongLength(frame, offset, end, ip.NextHeader, out length))
            return Shortage.Of(frame, end);
        if (length > end - offset)
            return DissectOutcome.Malformed;
        if (length > frame.Length - offset)
            return DissectOutcome.Truncated;
        var packet = frame.Slice(offset, (int)length);
        if (!Ipv6Chain.TryWalk(packet, ip.NextHeader, out var chain))
            return DissectOutcome.Malformed;

        payload.Kind = PayloadKind.Ipv6;
        payload.Offset = offset;
        payload.Length = packet.Length;
        payload.Source = ip.Source;
        payload.Destination = ip.Destination;
        payload.TrafficClass = ip.TrafficClass;
        payload.Protocol = chain.Protocol;
        payload.IsFragment = chain.IsFragment;
        if (!chain.IsLaterFragment)
            ReadPorts(packet[chain.TransportOffset..], ref payload);
        return DissectOutcome.Found;
    }

    /// <summary>
    /// Where the transport header of a dissected IP packet begins, counted from the start of the frame. Found a
    /// second time rather than carried through every layer: only tunnel packets and signalling come here.
    /// </summary>
    public static int TransportOffset(ReadOnlySpan<byte> frame, in Payload packet)
    {
        var bytes = frame.Slice(packet.Offset, packet.Length);
        if (packet.Kind == PayloadKind.Ipv4)
        {
            _ = Ipv4View.TryRead(bytes, out var ipv4);
            return packet.Offset + ipv4.HeaderLength;
        }
        _ = Ipv6View.TryRead(bytes, out var ipv6);
        _ = Ipv6Chain.TryWalk(bytes, ipv6.NextHeader, out var chain);
        return packet.Offset + chain.TransportOffset;
    }

    /// <summary>
    /// The length of a packet whose payload length field is 0: as the jumbo payload option says; without a
    /// hop-by-hop header the rest of the frame if no other field could tell it (a super-frame), otherwise the bare
    /// header. False when there is a hop-by-hop header but no jumbo payload to be read in it.
    /// </summary>
    private static bool TryReadLongLength(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        byte nextHeader,
        out long length
    )
    {
        length = Ipv6View.Length;
        if (nextHeader == (byte)IpProtocol.HopByHop)
        {
            var found = JumboPayload.TryFind(frame[(offset + Ipv6View.Length)..], out var jumbo);
            length += jumbo;
            return found;
        }
        if (end - offset > Ipv6View.Length + ushort.MaxValue)
            length = end - offset;
        return true;
    }

    private static DissectOutcome ReadByVersion(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        DissectOutcome otherwise,
        ref Payload payload
    )
    {
        var bytes = frame[offset..];
        if (bytes.IsEmpty)
            return Shortage.Of(frame, end);
        return (bytes[0] >> 4) switch
        {
            Ipv4Nibble => ReadIpv4(frame, offset, end, ref payload),
            Ipv6Nibble => ReadIpv6(frame, offset, end, ref payload),
            _ => otherwise,
        };
    }

    private static void ReadPorts(ReadOnlySpan<byte> transport, ref Payload payload)
    {
        if (!TransportPorts.TryRead(payload.Protocol, transport, out var ports))
            return;
        payload.HasPorts = true;
        payload.SourcePort = ports.Source;
        payload.DestinationPort = ports.Destination;
    }
}
