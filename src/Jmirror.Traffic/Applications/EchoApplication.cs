using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications;

/// <summary>The subscriber pings a host a few times.</summary>
/// <remarks>
/// <code>
/// 0 | type | code 0 | checksum |
/// 4 | identifier | sequence number |
/// 8 | data |
/// </code>
/// Big-endian. Source: RFC 792; RFC 4443, section 4, where the checksum also covers a pseudo-header.
/// </remarks>
internal sealed class EchoApplication(TraitSource traits, PayloadPattern pattern) : Application
{
    private const int HeaderLength = 8;

    // What ping sends.
    private const int DataLength = 56;
    private const uint EchoRequest = 8;
    private const uint EchoReply = 0;
    private const uint EchoRequest6 = 128;
    private const uint EchoReply6 = 129;
    private const int MaxRounds = 8;
    private const int RoundsDraw = 0;

    /// <inheritdoc/>
    public override void Begin(ref Conversation conversation) =>
        conversation.Left = 2 * (1 + (int)(traits.Of(conversation.Number).Draw(RoundsDraw) % MaxRounds));

    /// <inheritdoc/>
    public override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var own = traits.Of(conversation.Number);
        var ip = new IpWriter(own, conversation, addresses);
        var isReply = (conversation.Step & 1) != 0;
        var length = ip.HeaderLength + HeaderLength + DataLength;
        var service = conversation.IsIpv6 ? IpService.Icmpv6 : IpService.Icmp;
        var pseudoHeaderSum = ip.Write(bytes, service, isReply, length);

        var message = bytes[ip.HeaderLength..length];
        var type = conversation.IsIpv6
            ? (isReply ? EchoReply6 : EchoRequest6)
            : (isReply ? EchoReply : EchoRequest);
        var first = type << 24;
        var second = ((uint)own.Identification << 16) | (uint)(1 + conversation.Step / 2);
        var sum = (ulong)first + second + pattern.Fill(message[HeaderLength..]);
        first |= InternetChecksum.Fold(conversation.IsIpv6 ? sum + pseudoHeaderSum : sum);
        BinaryPrimitives.WriteUInt64BigEndian(message, ((ulong)first << 32) | second);
        conversation.Step++;
        conversation.Left--;
        return new WrittenPacket(length, isReply, IsPpp: false, IsLast: conversation.Left == 0);
    }
}
