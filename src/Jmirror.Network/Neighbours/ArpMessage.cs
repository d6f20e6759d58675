using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>Who asks for whom.</summary>
/// <param name="Sender">Address that the question comes from: the outer source address of the mirrored packets.</param>
/// <param name="Target">Address whose Ethernet address is wanted: the analyzer or the router before it.</param>
internal readonly record struct ArpQuestion(Ipv4Address Sender, Ipv4Address Target);

/// <summary>
/// ARP for IPv4 over Ethernet (RFC 826), in an Ethernet frame.
/// <code>
///  0 | destination address | source address | 08 06 |
/// 14 | 00 01 | 08 00 | 06 | 04 | operation |              Ethernet, IPv4, lengths
/// 22 | sender Ethernet address | sender IPv4 address |
/// 32 | target Ethernet address | target IPv4 address |
/// </code>
/// </summary>
internal static class ArpMessage
{
    /// <summary>Length of the frame without padding, bytes.</summary>
    public const int Length = TargetAddressOffset + Ipv4Address.Length;

    /// <summary>Where the operation stands.</summary>
    public const int OperationOffset = 20;

    /// <summary>Where the sender's IPv4 address stands.</summary>
    public const int SenderAddressOffset = 28;

    /// <summary>Operation of an answer.</summary>
    public const ushort Reply = 2;

    private const int SourceOffset = 6;
    private const int EtherTypeOffset = 12;
    private const int FormatOffset = 14;
    private const int SenderLinkOffset = 22;
    private const int TargetLinkOffset = 32;
    private const int TargetAddressOffset = 38;
    private const ushort EtherType = 0x0806;
    private const ulong EthernetAndIpv4 = 0x0001_0800_0604_0000;
    private const ushort Request = 1;

    /// <summary>Writes the question to everybody on the link.</summary>
    public static void WriteRequest(Span<byte> frame, MacAddress sender, ArpQuestion question)
    {
        frame[..MacAddress.Length].Fill(0xff);
        sender.Write(frame[SourceOffset..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[EtherTypeOffset..], EtherType);
        BinaryPrimitives.WriteUInt64BigEndian(frame[FormatOffset..], EthernetAndIpv4 | Request);
        sender.Write(frame[SenderLinkOffset..]);
        question.Sender.Write(frame[SenderAddressOffset..]);
        frame.Slice(TargetLinkOffset, MacAddress.Length).Clear();
        question.Target.Write(frame[TargetAddressOffset..]);
    }

    /// <summary>Reads an answer to <paramref name="question"/> that is addressed to <paramref name="asker"/>; false for all else.</summary>
    public static bool TryReadReply(
        ReadOnlySpan<byte> frame,
        MacAddress asker,
        ArpQuestion question,
        out MacAddress answer
    )
    {
        answer = default;
        if (frame.Length < Length)
            return false;
        answer = MacAddress.Read(frame[SenderLinkOffset..]);
        return BinaryPrimitives.ReadUInt16BigEndian(frame[EtherTypeOffset..]) == EtherType
            && BinaryPrimitives.ReadUInt64BigEndian(frame[FormatOffset..]) == (EthernetAndIpv4 | Reply)
            && Ipv4Address.Read(frame[SenderAddressOffset..]) == question.Target
            && Ipv4Address.Read(frame[TargetAddressOffset..]) == question.Sender
            && MacAddress.Read(frame[TargetLinkOffset..]) == asker
            && IsStation(answer);
    }

    // Neither zero nor a group address: nobody lives there.
    private static bool IsStation(MacAddress address) => address.Value != 0 && (address.Value >> 40 & 1) == 0;
}
