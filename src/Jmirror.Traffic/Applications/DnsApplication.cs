using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications;

/// <summary>One question for a host's IPv4 or IPv6 address, and its answer.</summary>
/// <remarks>
/// <code>
///  0 | id | flags | questions | answers | authority | additional |
/// 12 | 6 h..... 7 example 0 | type | class IN |
/// 32 | c0 0c (the name again) | type | class IN | time to live, 4 bytes | length | address |
/// </code>
/// Big-endian, 16 bits where nothing else is said. Source: RFC 1035, section 4; RFC 3596 (AAAA).
/// </remarks>
internal sealed class DnsApplication(TraitSource traits) : Application
{
    private const ushort HostPort = 53;
    private const int HeaderLength = 12;
    private const int FlagsOffset = 2;
    private const int QuestionCountOffset = 4;
    private const int AnswerCountOffset = 6;
    private const int CountsBehindLength = 4;
    private const int AnswerFixedLength = 12;

    // Recursion desired; in the answer also: response, recursion available.
    private const ushort QueryFlags = 0x0100;
    private const ushort ResponseFlags = 0x8180;
    private const ushort PointerToName = 0xc000 | HeaderLength;
    private const ushort TypeA = 1;
    private const ushort TypeAaaa = 28;
    private const ushort ClassInternet = 1;
    private const uint TimeToLive = 300;
    private const int Ipv6AddressLength = 16;

    /// <inheritdoc/>
    public override void Begin(ref Conversation conversation) { }

    /// <inheritdoc/>
    public override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var own = traits.Of(conversation.Number);
        var ip = new IpWriter(own, conversation, addresses);
        var isResponse = conversation.Step != 0;
        var message = bytes[(ip.HeaderLength + UdpView.HeaderLength)..];
        message = message[..WriteMessage(message, own, isResponse)];
        var length = ip.HeaderLength + UdpView.HeaderLength + message.Length;
        var pseudoHeaderSum = ip.Write(bytes, IpService.Udp, isResponse, length);
        UdpHeader
            .Between(own.SubscriberPort, HostPort, isResponse)
            .Write(bytes[ip.HeaderLength..length], pseudoHeaderSum, InternetChecksum.Sum(message));
        conversation.Step++;
        return new WrittenPacket(length, isResponse, IsPpp: false, IsLast: isResponse);
    }

    private static int WriteMessage(Span<byte> message, ConversationTraits own, bool isResponse)
    {
        var content = own.Draw(0);
        var asked = new ConversationTraits(content).Host;
        var type = own.IsFromHost ? TypeAaaa : TypeA;
        BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)(content >> 48));
        BinaryPrimitives.WriteUInt16BigEndian(
            message[FlagsOffset..],
            isResponse ? ResponseFlags : QueryFlags
        );
        BinaryPrimitives.WriteUInt16BigEndian(message[QuestionCountOffset..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(
            message[AnswerCountOffset..],
            isResponse ? (ushort)1 : (ushort)0
        );
        message.Slice(AnswerCountOffset + sizeof(ushort), CountsBehindLength).Clear();
        var end = HeaderLength + WriteQuestion(message[HeaderLength..], asked, type);
        return isResponse ? end + WriteAnswer(message[end..], asked, type) : end;
    }

    private static int WriteQuestion(Span<byte> question, uint asked, ushort type)
    {
        // The dot's place is the second label's length.
        new HostName(asked).Write(question[1..]);
        question[0] = HostName.LabelLength;
        question[1 + HostName.LabelLength] = HostName.Length - HostName.LabelLength - 1;
        question[1 + HostName.Length] = 0;
        var rest = question[(1 + HostName.Length + 1)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, type);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], ClassInternet);
        return question.Length - rest.Length + 4;
    }

    private static int WriteAnswer(Span<byte> answer, uint asked, ushort type)
    {
        var addressLength = type == TypeA ? Ipv4Address.Length : Ipv6AddressLength;
        BinaryPrimitives.WriteUInt16BigEndian(answer, PointerToName);
        BinaryPrimitives.WriteUInt16BigEndian(answer[2..], type);
        BinaryPrimitives.WriteUInt16BigEndian(answer[4..], ClassInternet);
        BinaryPrimitives.WriteUInt32BigEndian(answer[6..], TimeToLive);
        BinaryPrimitives.WriteUInt16BigEndian(answer[10..], (ushort)addressLength);
        var address = answer[AnswerFixedLength..];
        if (type == TypeA)
            BinaryPrimitives.WriteUInt32BigEndian(address, ConversationTraits.Ipv4Of(asked));
        else
            BinaryPrimitives.WriteUInt128BigEndian(address, new(ConversationTraits.HostIpv6High, asked));
        return AnswerFixedLength + addressLength;
    }
}
