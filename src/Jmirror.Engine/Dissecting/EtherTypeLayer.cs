using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Dissecting;

/// <summary>What an EtherType leads to: tags, LLC, MPLS, PPPoE, IP.</summary>
internal static class EtherTypeLayer
{
    /// <summary>Tags, and labels, of one frame; more are taken for a broken frame.</summary>
    private const int MaxDepth = 32;

    public static DissectOutcome Read(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        EtherType type,
        ref PacketKey key
    )
    {
        for (var depth = 0; VlanTag.IsAnnouncedBy(type); depth++)
        {
            if (!VlanTag.TryRead(frame[offset..], out var tag))
                return Shortage.Of(frame, end);
            if (depth == MaxDepth)
                return DissectOutcome.Malformed;
            Count(tag, ref key);
            type = tag.Type;
            offset += VlanTag.Length;
        }
        if ((ushort)type > LlcHeader.MaxFrameLength)
            return ReadUntagged(frame, offset, end, type, ref key);

        var length = (ushort)type;
        if (length > end - offset)
            return DissectOutcome.Malformed;
        end = offset + length;
        return ReadLlc(frame[..Math.Min(end, frame.Length)], offset, end, ref key);
    }

    public static DissectOutcome ReadLlc(ReadOnlySpan<byte> frame, int offset, int end, ref PacketKey key) =>
        LlcHeader.TryRead(frame[offset..], out var llc)
            ? ReadUntagged(frame, offset + LlcHeader.SnapLength, end, llc.Type, ref key)
            : Shortage.Of(frame, end);

    public static DissectOutcome ReadUntagged(
        ReadOnlySpan<byte> frame,
        int offset,
        int end,
        EtherType type,
        ref PacketKey key
    ) =>
        type switch
        {
            EtherType.Ipv4 => IpLayer.ReadIpv4(frame, offset, end, ref key.Outer),
            EtherType.Ipv6 => IpLayer.ReadIpv6(frame, offset, end, ref key.Outer),
            EtherType.PppoeSession => PppLayer.ReadPppoe(frame, offset, end, ref key),
            EtherType.PppoeDiscovery or EtherType.Arp => NoteSignalling(offset, type, ref key),
            EtherType.Mpls or EtherType.MplsUpstreamAssigned => ReadMpls(frame, offset, end, ref key),
            _ => DissectOutcome.NonIp,
        };

    // Nothing to copy, but subscribers are learned from it.
    private static DissectOutcome NoteSignalling(int offset, EtherType type, ref PacketKey key)
    {
        key.SignallingType = type;
        key.SignallingOffset = offset;
        return DissectOutcome.NonIp;
    }

    private static void Count(VlanTag tag, ref PacketKey key)
    {
        if (tag.Id == 0)
            return;
        if (key.VlanCount == 0)
            key.OuterVlan = tag.Id;
        else if (key.VlanCount == 1)
            key.InnerVlan = tag.Id;
        key.VlanCount++;
    }

    private static DissectOutcome ReadMpls(ReadOnlySpan<byte> frame, int offset, int end, ref PacketKey key)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (!MplsLabel.TryRead(frame[offset..], out var label))
                return Shortage.Of(frame, end);
            offset += MplsLabel.Length;
            if (label.IsBottom)
                return IpLayer.ReadGuessed(frame, offset, end, ref key.Outer);
        }
        return DissectOutcome.Malformed;
    }
}
