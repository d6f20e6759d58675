using System.Buffers.Binary;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Ppp;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Applications;

/// <summary>One end of the PPP link asks whether the other is still there.</summary>
/// <remarks>
/// <code>
/// 0 | c0 21 | code | identifier | length 8 | magic number of the sender, 4 bytes |
/// </code>
/// Big-endian; lengths as in <see cref="PppControlView"/>. Source: RFC 1661, section 5.8.
/// </remarks>
internal sealed class LcpEchoApplication(TraitSource traits, SessionNumbers numbers) : Application
{
    private const int MagicNumberLength = 4;
    private const int ControlLength = PppControlView.HeaderLength + MagicNumberLength;
    private const int Length = sizeof(PppProtocol) + ControlLength;
    private const int MagicNumberOffset = sizeof(PppProtocol) + PppControlView.HeaderLength;

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
        var isReply = conversation.Step != 0;
        var isDownstream = isReply != own.IsFromHost;
        var code = isReply ? PppCode.EchoReply : PppCode.EchoRequest;
        var packet = bytes[..Length];
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)PppProtocol.Lcp);
        packet[2] = (byte)code;
        packet[3] = (byte)own.Identification;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], ControlLength);
        BinaryPrimitives.WriteUInt32BigEndian(
            packet[MagicNumberOffset..],
            MagicNumber(conversation, isDownstream)
        );
        conversation.Step++;
        return new WrittenPacket(Length, isDownstream, IsPpp: true, IsLast: isReply);
    }

    // Each end keeps to the one that it has negotiated at login.
    private uint MagicNumber(in Conversation conversation, bool isDownstream) =>
        numbers.NotZero(
            new SubscriberSession(conversation.SessionId, LinkSession: 0, SessionPhase.Online),
            isDownstream ? NumberUse.RouterMagic : NumberUse.ClientMagic
        );
}
