using System.Buffers.Binary;

namespace Jmirror.Protocol.L2tp;

/// <summary>L2TPv2 message types (RFC 2661, section 3.2).</summary>
public enum L2tpMessageType : ushort
{
    /// <summary>None: an acknowledgement alone (zero-length body).</summary>
    None = 0,

    /// <summary>SCCRQ: asks for a tunnel.</summary>
    StartRequest = 1,

    /// <summary>SCCRP: agrees.</summary>
    StartReply = 2,

    /// <summary>SCCCN: the tunnel stands.</summary>
    StartConnected = 3,

    /// <summary>StopCCN: the tunnel and all its sessions end.</summary>
    StopNotification = 4,

    /// <summary>HELLO.</summary>
    Hello = 6,

    /// <summary>OCRQ: the LNS asks the LAC to call somebody.</summary>
    OutgoingCallRequest = 7,

    /// <summary>OCRP: the LAC agrees.</summary>
    OutgoingCallReply = 8,

    /// <summary>OCCN: the call stands.</summary>
    OutgoingCallConnected = 9,

    /// <summary>ICRQ: the LAC tells the LNS of a caller.</summary>
    IncomingCallRequest = 10,

    /// <summary>ICRP: the LNS agrees.</summary>
    IncomingCallReply = 11,

    /// <summary>ICCN: the session stands.</summary>
    IncomingCallConnected = 12,

    /// <summary>CDN: the session ends.</summary>
    DisconnectNotification = 14,
}

/// <summary>An L2TPv2 control message.</summary>
/// <remarks>
/// <code>
///  0 | T 1, L 1, - -, S 1, - - -, - - - -, version 2 (4) |
///  2 | length of the message |
///  4 | tunnel id | session id |
///  8 | Ns | Nr |
/// 12 | AVPs, the message type first; none in an acknowledgement
/// </code>
/// Big-endian. Reserved bits are ignored. Source: RFC 2661, section 3.1.
/// </remarks>
public readonly ref struct L2tpControlView
{
    private const int RequiredMask = 0xc80f; // T, L, S and version
    private const int RequiredBits = 0xc802;
    private const int LengthOffset = 2;
    private const int TunnelOffset = 4;
    private const int SessionOffset = 6;
    private const int HeaderLength = 12;

    private readonly ReadOnlySpan<byte> _bytes;

    private L2tpControlView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Tunnel id: the one that the message's receiver assigned; 0 when it has not yet.</summary>
    public ushort Tunnel => BinaryPrimitives.ReadUInt16BigEndian(_bytes[TunnelOffset..]);

    /// <summary>Session id: the one that the message's receiver assigned; 0 when it has not yet, or none is meant.</summary>
    public ushort Session => BinaryPrimitives.ReadUInt16BigEndian(_bytes[SessionOffset..]);

    /// <summary>The attribute value pairs.</summary>
    public L2tpAvps Avps => new(_bytes[HeaderLength..]);

    /// <summary>What the message is.</summary>
    public L2tpMessageType Type => (L2tpMessageType)Avps.FindNumber(L2tpAvpType.MessageType);

    /// <summary>
    /// Views the control message that <paramref name="datagram"/> (a UDP payload) is; false for data messages, other
    /// versions, and messages whose header or length does not fit into the datagram.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out L2tpControlView view)
    {
        view = default;
        if (datagram.Length < HeaderLength)
            return false;
        if ((BinaryPrimitives.ReadUInt16BigEndian(datagram) & RequiredMask) != RequiredBits)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[LengthOffset..]);
        if (length < HeaderLength || length > datagram.Length)
            return false;
        view = new L2tpControlView(datagram[..length]);
        return true;
    }
}
