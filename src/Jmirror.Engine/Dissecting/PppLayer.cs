using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Dissecting;

/// <summary>PPP frames, and PPPoE around them.</summary>
internal static class PppLayer
{
    public static DissectOutcome ReadPppoe(ReadOnlySpan<byte> frame, int offset, int end, ref PacketKey key)
    {
        if (!PppoeHeader.TryRead(frame[offset..], out var header))
            return Shortage.Of(frame, end);
        offset += PppoeHeader.Length;
        if (!header.IsSession || header.PayloadLength > end - offset)
            return DissectOutcome.Malformed;
        key.HasPppoe = true;
        key.PppoeSession = header.Session;
        end = offset + header.PayloadLength;
        return Read(frame[..Math.Min(end, frame.Length)], offset, end, ref key.Outer);
    }

    public static DissectOutcome Read(ReadOnlySpan<byte> frame, int offset, int end, ref Payload payload)
    {
        if (!PppHeader.TryRead(frame[offset..], out var header))
            return Shortage.Of(frame, end);
        if (!header.IsValid)
            return DissectOutcome.Malformed;
        payload.PppProtocol = (ushort)header.Protocol;
        offset += header.Length;
        return header.Protocol switch
        {
            PppProtocol.Ipv4 => IpLayer.ReadIpv4(frame, offset, end, ref payload),
            PppProtocol.Ipv6 => IpLayer.ReadIpv6(frame, offset, end, ref payload),
            _ => ReadOther(frame, offset, end, ref payload),
        };
    }

    // Copied as it was on the wire: a control packet's own length field does not shorten it.
    private static DissectOutcome ReadOther(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        ref Payload payload
    )
    {
        if (frame.Length < end)
            return DissectOutcome.Truncated;
        payload.Kind = PayloadKind.PppOther;
        payload.Offset = offset;
        payload.Length = end - offset;
        return DissectOutcome.Found;
    }
}
