using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>The messages of a call that is accepted, in order.</summary>
internal enum SipMessage
{
    Invite,
    Trying,
    Ringing,
    InviteOk,
    Ack,
    Bye,
    ByeOk,
}

/// <summary>Writes the SIP messages of a call.</summary>
/// <remarks>Source: RFC 3261, section 24.2 (example); RFC 4566 and RFC 3264 (session descriptions).</remarks>
internal readonly ref struct SipMessages
{
    /// <summary>UDP port of both sides.</summary>
    public const ushort Port = 5060;

    /// <summary>Messages before the first RTP packet.</summary>
    public const int OpeningLength = (int)SipMessage.Bye;

    private const int IdentityDraw = 4;
    private const int TagDraw = 5;
    private const int BranchDraw = 6;
    private const int DescriptionRoom = 512;

    private readonly ConversationTraits _own;
    private readonly SipParty _caller;
    private readonly SipParty _callee;
    private readonly ulong _callId;
    private readonly ulong _tags;

    public SipMessages(ConversationTraits own, in Conversation conversation, in SubscriberAddresses addresses)
    {
        var subscriber = SipParty.OfSubscriber(own, conversation, addresses);
        var host = SipParty.OfHost(own, conversation.IsIpv6);
        _own = own;
        (_caller, _callee) = own.IsFromHost ? (host, subscriber) : (subscriber, host);
        _callId = own.Draw(IdentityDraw);
        _tags = own.Draw(TagDraw);
    }

    /// <summary>True for requests, which all come from the caller here.</summary>
    public static bool IsFromCaller(SipMessage message) =>
        message is SipMessage.Invite or SipMessage.Ack or SipMessage.Bye;

    /// <summary>Writes a message and returns its bytes.</summary>
    public int Write(SipMessage message, Span<byte> destination)
    {
        var length = WriteStartLine(message, destination);
        length += WriteDialog(message, destination[length..]);
        return length
            + message switch
            {
                SipMessage.Invite => WriteOffer(_caller, destination[length..]),
                SipMessage.InviteOk => WriteOffer(_callee, destination[length..]),
                _ => MessageText.Write(destination[length..], $"Content-Length: 0\r\n\r\n"),
            };
    }

    private int WriteStartLine(SipMessage message, Span<byte> destination) =>
        IsFromCaller(message)
            ? MessageText.Write(
                destination,
                $"{MethodOf(message)} sip:{_callee.User}@{_callee.Address} SIP/2.0\r\nMax-Forwards: 70\r\n"
            )
            : MessageText.Write(destination, $"SIP/2.0 {StatusOf(message)}\r\n");

    private int WriteDialog(SipMessage message, Span<byte> destination)
    {
        var transaction = TransactionOf(message);
        var branch = _own.Draw(BranchDraw + (int)transaction);
        var sequence = transaction == SipMessage.Bye ? 2 : 1;
        // Who is called has no tag before it has answered.
        ReadOnlySpan<byte> tag = message is SipMessage.Invite or SipMessage.Trying ? ""u8 : ";tag="u8;
        var length = MessageText.Write(
            destination,
            $"Via: SIP/2.0/UDP {_caller.Address}:{Port};branch=z9hG4bK{branch:x16}\r\n"
                + $"From: <sip:{_caller.User}@{_caller.Address}>;tag={(uint)_tags:x8}\r\n"
                + $"To: <sip:{_callee.User}@{_callee.Address}>{tag}"
        );
        if (!tag.IsEmpty)
            length += MessageText.Write(destination[length..], $"{(uint)(_tags >> 32):x8}");
        return length
            + MessageText.Write(
                destination[length..],
                $"\r\nCall-ID: {_callId:x16}\r\nCSeq: {sequence} {MethodOf(transaction)}\r\n"
            );
    }

    // Contact and session description.
    private static int WriteOffer(in SipParty party, Span<byte> destination)
    {
        Span<byte> description = stackalloc byte[DescriptionRoom];
        description = description[..party.WriteDescription(description)];
        var length = MessageText.Write(
            destination,
            $"Contact: <sip:{party.User}@{party.Address}:{Port}>\r\n"
                + $"Content-Type: application/sdp\r\nContent-Length: {description.Length}\r\n\r\n"
        );
        description.CopyTo(destination[length..]);
        return length + description.Length;
    }

    // The acknowledgement of a 2xx response is a transaction of its own (RFC 3261, section 17).
    private static SipMessage TransactionOf(SipMessage message) =>
        message switch
        {
            SipMessage.Ack => SipMessage.Ack,
            SipMessage.Bye or SipMessage.ByeOk => SipMessage.Bye,
            _ => SipMessage.Invite,
        };

    private static ReadOnlySpan<byte> MethodOf(SipMessage request) =>
        request switch
        {
            SipMessage.Invite => "INVITE"u8,
            SipMessage.Ack => "ACK"u8,
            _ => "BYE"u8,
        };

    private static ReadOnlySpan<byte> StatusOf(SipMessage response) =>
        response switch
        {
            SipMessage.Trying => "100 Trying"u8,
            SipMessage.Ringing => "180 Ringing"u8,
            _ => "200 OK"u8,
        };
}
