using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>Writes the next packet of a TCP connection and moves its sequence numbers on.</summary>
/// <param name="own">The conversation's traits.</param>
/// <param name="conversation">Where it stands.</param>
/// <param name="addresses">The subscriber's.</param>
/// <param name="bytes">Where the packet goes.</param>
/// <param name="hostPort">The port on which the host listens.</param>
internal readonly ref struct TcpWriter(
    ConversationTraits own,
    ref Conversation conversation,
    in SubscriberAddresses addresses,
    Span<byte> bytes,
    ushort hostPort
)
{
    private const int SegmentSizeOffset = 2;

    private readonly ref Conversation _conversation = ref conversation;
    private readonly IpWriter _ip = new(own, conversation, addresses);
    private readonly Span<byte> _bytes = bytes;

    // Maximum segment size, no operation (twice), selective acknowledgements, no operation, window scale 7
    // (RFC 9293, section 3.7.1; RFC 2018; RFC 7323).
    private static ReadOnlySpan<byte> SynOptions => [2, 4, 0, 0, 1, 1, 4, 2, 1, 3, 3, 7];

    /// <summary>Where the payload of a segment without options goes.</summary>
    public Span<byte> Payload => _bytes[(_ip.HeaderLength + TcpHeader.Length)..];

    /// <summary>Bytes of a full segment.</summary>
    public int SegmentSize(int mtu) => SegmentSize(mtu, _conversation.IsIpv6);

    /// <summary>Bytes of a full segment: the MTU without IP and TCP header (RFC 9293, section 3.7.1).</summary>
    public static int SegmentSize(int mtu, bool isIpv6) =>
        mtu - TcpHeader.Length - (isIpv6 ? Ipv6View.Length : Ipv4View.MinLength);

    /// <summary>Writes one of the two packets that open the connection, with options.</summary>
    public WrittenPacket WriteSyn(TcpFlags flags, bool isDownstream, int mtu)
    {
        var options = Payload[..SynOptions.Length];
        SynOptions.CopyTo(options);
        BinaryPrimitives.WriteUInt16BigEndian(options[SegmentSizeOffset..], (ushort)SegmentSize(mtu));
        return Write(flags, isDownstream, 0, InternetChecksum.Sum(options), options.Length);
    }

    /// <summary>Writes headers in front of what is in place already.</summary>
    /// <param name="flags">Control bits.</param>
    /// <param name="isDownstream">From the host.</param>
    /// <param name="payloadLength">Bytes of payload.</param>
    /// <param name="restSum">Sum of options and payload.</param>
    /// <param name="optionsLength">Bytes of options.</param>
    public WrittenPacket Write(
        TcpFlags flags,
        bool isDownstream,
        int payloadLength = 0,
        ulong restSum = 0,
        int optionsLength = 0
    )
    {
        var headerLength = TcpHeader.Length + optionsLength;
        var length = _ip.HeaderLength + headerLength + payloadLength;
        var pseudoHeaderSum = _ip.Write(_bytes, IpService.Tcp, isDownstream, length);
        var acknowledges = (flags & TcpFlags.Ack) != TcpFlags.None;
        var taken =
            (uint)payloadLength + ((flags & (TcpFlags.Syn | TcpFlags.Fin)) != TcpFlags.None ? 1u : 0u);
        TcpHeader header;
        if (isDownstream)
        {
            header = new TcpHeader(
                hostPort,
                own.SubscriberPort,
                _conversation.Downstream,
                _conversation.Upstream,
                flags
            );
            _conversation.Downstream += taken;
        }
        else
        {
            header = new TcpHeader(
                own.SubscriberPort,
                hostPort,
                _conversation.Upstream,
                acknowledges ? _conversation.Downstream : 0,
                flags
            );
            _conversation.Upstream += taken;
        }
        header.Write(_bytes[_ip.HeaderLength..], headerLength, pseudoHeaderSum, restSum);
        _conversation.Step++;
        return new WrittenPacket(length, isDownstream, IsPpp: false, IsLast: false);
    }
}
