using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>
/// A TCP connection that the subscriber opens and in which the host answers one request: handshake, opening messages,
/// the response in full segments of which every second is acknowledged, end by the host.
/// </summary>
/// <remarks>
/// <see cref="Conversation.Upstream"/> and <see cref="Conversation.Downstream"/> are the next sequence numbers of
/// subscriber and host; <see cref="Conversation.Left"/> counts the response's segments down to 0, then on through the
/// <see cref="Ending"/>.
/// </remarks>
internal abstract class TcpApplication(
    TraitSource traits,
    PayloadPattern pattern,
    int mtu,
    ushort hostPort,
    int openingLength
) : Application
{
    /// <summary>Most segments of a response.</summary>
    protected const int MaxSegments = 60;

    private const int ResponseDraw = 0;
    private const int SequenceDraw = 1;
    private const int ResponseStep = 3;

    // Two segments and their acknowledgement (RFC 9293, section 3.8.6.3).
    private const int RoundLength = 3;

    private enum Handshake
    {
        Syn,
        SynAck,
        Ack,
    }

    // By what is left of the response.
    private enum Ending
    {
        SubscriberAck = 0,
        HostFin = -1,
        SubscriberFin = -2,
        HostAck = -3,
    }

    /// <inheritdoc/>
    public sealed override void Begin(ref Conversation conversation)
    {
        var own = traits.Of(conversation.Number);
        var sequences = own.Draw(SequenceDraw);
        conversation.Upstream = (uint)sequences;
        conversation.Downstream = (uint)(sequences >> 32);
        var segmentSize = TcpWriter.SegmentSize(mtu, conversation.IsIpv6);
        var length = ResponseLength(own.Draw(ResponseDraw), segmentSize);
        conversation.Left = (length + segmentSize - 1) / segmentSize;
    }

    /// <inheritdoc/>
    public sealed override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var own = traits.Of(conversation.Number);
        var writer = new TcpWriter(own, ref conversation, addresses, bytes, hostPort);
        var turn = conversation.Step - ResponseStep - openingLength;
        if (turn < 0)
            return WriteBeginning(writer, (Handshake)conversation.Step, own);
        if (conversation.Left <= 0)
            return WriteEnding(writer, ref conversation);
        return turn % RoundLength == RoundLength - 1
            ? writer.Write(TcpFlags.Ack, isDownstream: false)
            : WriteResponse(writer, ref conversation, own.Draw(ResponseDraw), isFirst: turn == 0);
    }

    /// <summary>Bytes of the response with headers of all kinds, 1 to <see cref="MaxSegments"/> segments.</summary>
    /// <param name="random">64 random bits, always the same of a conversation.</param>
    /// <param name="segmentSize">Bytes of a full segment.</param>
    protected abstract int ResponseLength(ulong random, int segmentSize);

    /// <summary>Writes one of the messages that come before the response.</summary>
    /// <param name="turn">Which, from 0.</param>
    /// <param name="own">The conversation's traits.</param>
    /// <param name="payload">Room for a full segment.</param>
    /// <param name="isDownstream">From the host.</param>
    /// <returns>Its bytes.</returns>
    protected abstract int WriteOpening(
        int turn,
        ConversationTraits own,
        Span<byte> payload,
        out bool isDownstream
    );

    /// <summary>Writes what stands in front of the contents in a segment of the response.</summary>
    /// <param name="random">As for <see cref="ResponseLength"/>.</param>
    /// <param name="segmentSize">Bytes of a full segment.</param>
    /// <param name="isFirst">The response begins with it.</param>
    /// <param name="payload">The segment.</param>
    /// <returns>Its bytes; 0: the segment has nothing but contents.</returns>
    protected abstract int WriteHead(ulong random, int segmentSize, bool isFirst, Span<byte> payload);

    private WrittenPacket WriteBeginning(in TcpWriter writer, Handshake step, ConversationTraits own)
    {
        switch (step)
        {
            case Handshake.Syn:
                return writer.WriteSyn(TcpFlags.Syn, isDownstream: false, mtu);
            case Handshake.SynAck:
                return writer.WriteSyn(TcpFlags.Syn | TcpFlags.Ack, isDownstream: true, mtu);
            case Handshake.Ack:
                return writer.Write(TcpFlags.Ack, isDownstream: false);
            default:
                var payload = writer.Payload[..writer.SegmentSize(mtu)];
                var length = WriteOpening((int)step - ResponseStep, own, payload, out var isDownstream);
                return writer.Write(
                    TcpFlags.Ack | TcpFlags.Push,
                    isDownstream,
                    length,
                    InternetChecksum.Sum(payload[..length])
                );
        }
    }

    private WrittenPacket WriteResponse(
        in TcpWriter writer,
        ref Conversation conversation,
        ulong random,
        bool isFirst
    )
    {
        var segmentSize = writer.SegmentSize(mtu);
        var isLast = --conversation.Left == 0;
        var length = isLast ? (ResponseLength(random, segmentSize) - 1) % segmentSize + 1 : segmentSize;
        var payload = writer.Payload[..length];
        var head = WriteHead(random, segmentSize, isFirst, payload);
        var sum = InternetChecksum.Sum(payload[..head]);
        sum += (head & 1) == 0 ? pattern.Fill(payload[head..]) : pattern.FillOdd(payload[head..]);
        var flags = isLast ? TcpFlags.Ack | TcpFlags.Push : TcpFlags.Ack;
        return writer.Write(flags, isDownstream: true, length, sum);
    }

    private static WrittenPacket WriteEnding(in TcpWriter writer, ref Conversation conversation) =>
        (Ending)conversation.Left-- switch
        {
            Ending.SubscriberAck => writer.Write(TcpFlags.Ack, isDownstream: false),
            Ending.HostFin => writer.Write(TcpFlags.Fin | TcpFlags.Ack, isDownstream: true),
            Ending.SubscriberFin => writer.Write(TcpFlags.Fin | TcpFlags.Ack, isDownstream: false),
            _ => writer.Write(TcpFlags.Ack, isDownstream: true) with { IsLast = true },
        };
}
