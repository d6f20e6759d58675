using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>
/// A call between the subscriber and a host, begun and ended by either: SIP, then RTP both ways every 20 ms with
/// reports now and then, then SIP again.
/// </summary>
/// <remarks><see cref="Conversation.Left"/> counts the RTP and RTCP packets, then down through the end.</remarks>
internal sealed class CallApplication(TraitSource traits, PayloadPattern pattern) : Application
{
    private const int MinRounds = 200;
    private const int RoundsSpread = 600;
    private const int RoundsDraw = 0;

    // 5 s (RFC 3550, section 6.2).
    private const int RoundsPerReport = RtcpReport.Period / RtpStream.PacketPeriod;
    private const int PacketsPerReport = 2 * RoundsPerReport + 2;

    /// <inheritdoc/>
    public override void Begin(ref Conversation conversation)
    {
        var rounds = MinRounds + (int)(traits.Of(conversation.Number).Draw(RoundsDraw) % RoundsSpread);
        conversation.Left = 2 * (rounds + rounds / RoundsPerReport);
    }

    /// <inheritdoc/>
    public override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var own = traits.Of(conversation.Number);
        var ip = new IpWriter(own, conversation, addresses);
        var turn = conversation.Step - SipMessages.OpeningLength;
        var packet =
            turn >= 0 && conversation.Left > 0
                ? WriteMedia(turn, own, ip, bytes)
                : WriteSignalling(conversation, own, ip, addresses, bytes);
        if (turn >= 0)
            conversation.Left--;
        conversation.Step++;
        return packet;
    }

    private WrittenPacket WriteMedia(int turn, ConversationTraits own, in IpWriter ip, Span<byte> bytes)
    {
        var (report, place) = Math.DivRem(turn, PacketsPerReport);
        var isDownstream = (place & 1) != 0;
        var stream = new RtpStream(own, isDownstream);
        var isReport = place >= 2 * RoundsPerReport;
        var headers = ip.HeaderLength + UdpView.HeaderLength;
        var length = headers + (isReport ? RtcpReport.Length : RtpStream.PacketLength);
        var pseudoHeaderSum = ip.Write(bytes, IpService.Voice, isDownstream, length);
        var payload = bytes[headers..length];
        var round = report * RoundsPerReport + place / 2;
        var sum = isReport
            ? RtcpReport.Write(payload, stream, new RtpStream(own, !isDownstream), report, isDownstream)
            : stream.Write(payload, round, pattern);
        var port = isReport ? RtpStream.ReportPortOffset : 0;
        UdpHeader
            .Between(
                (ushort)(RtpStream.SubscriberPort(own) + port),
                (ushort)(RtpStream.HostPort(own) + port),
                isDownstream
            )
            .Write(bytes[ip.HeaderLength..length], pseudoHeaderSum, sum);
        return new WrittenPacket(length, isDownstream, IsPpp: false, IsLast: false);
    }

    private static WrittenPacket WriteSignalling(
        in Conversation conversation,
        ConversationTraits own,
        in IpWriter ip,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var message =
            conversation.Step < SipMessages.OpeningLength
                ? (SipMessage)conversation.Step
                : SipMessage.Bye - conversation.Left;
        var isDownstream = SipMessages.IsFromCaller(message) == own.IsFromHost;
        var dialog = new SipMessages(own, conversation, addresses);
        var headers = ip.HeaderLength + UdpView.HeaderLength;
        var length = headers + dialog.Write(message, bytes[headers..]);
        var pseudoHeaderSum = ip.Write(bytes, IpService.Udp, isDownstream, length);
        UdpHeader
            .Between(SipMessages.Port, SipMessages.Port, isDownstream)
            .Write(
                bytes[ip.HeaderLength..length],
                pseudoHeaderSum,
                InternetChecksum.Sum(bytes[headers..length])
            );
        return new WrittenPacket(length, isDownstream, IsPpp: false, message == SipMessage.ByeOk);
    }
}
