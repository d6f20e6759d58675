using System.Buffers.Binary;

namespace Jmirror.Protocol.L2tp;

/// <summary>AVP types of vendor 0 (RFC 2661, section 4.4).</summary>
public enum L2tpAvpType : ushort
{
    /// <summary>See <see cref="L2tpMessageType"/>.</summary>
    MessageType = 0,

    /// <summary>Why a tunnel or session ends.</summary>
    ResultCode = 1,

    /// <summary>Version and revision: 1, 0.</summary>
    ProtocolVersion = 2,

    /// <summary>Kinds of framing that the sender has: bit 0 synchronous, bit 1 asynchronous.</summary>
    FramingCapabilities = 3,

    /// <summary>The sender's name.</summary>
    HostName = 7,

    /// <summary>Who made the sender.</summary>
    VendorName = 8,

    /// <summary>Tunnel id that the sender assigned.</summary>
    AssignedTunnel = 9,

    /// <summary>Messages that may be sent without being acknowledged.</summary>
    ReceiveWindowSize = 10,

    /// <summary>Session id that the sender assigned.</summary>
    AssignedSession = 14,

    /// <summary>A number for the call in both sides' logs.</summary>
    CallSerialNumber = 15,

    /// <summary>The call's kind of framing, bits as in <see cref="FramingCapabilities"/>.</summary>
    FramingType = 19,

    /// <summary>The number called.</summary>
    CalledNumber = 21,

    /// <summary>The caller's number.</summary>
    CallingNumber = 22,

    /// <summary>Speed towards the caller, bits per second.</summary>
    ConnectSpeed = 24,

    /// <summary>The options of the first LCP Configure-Request that the LAC got from the caller.</summary>
    InitialReceivedLcpRequest = 26,

    /// <summary>The options of the last one that it sent.</summary>
    LastSentLcpRequest = 27,

    /// <summary>The options of the last one that it got.</summary>
    LastReceivedLcpRequest = 28,

    /// <summary>How the LAC has authenticated the caller on the LNS's behalf.</summary>
    ProxyAuthenticationType = 29,

    /// <summary>The name under which it did.</summary>
    ProxyAuthenticationName = 30,

    /// <summary>The challenge that it sent, for CHAP.</summary>
    ProxyAuthenticationChallenge = 31,

    /// <summary>Identifier of the challenge or the request, in the second of two bytes.</summary>
    ProxyAuthenticationId = 32,

    /// <summary>The response to the challenge, or the PAP password.</summary>
    ProxyAuthenticationResponse = 33,
}

/// <summary>The attribute value pairs of a control message, for <c>foreach</c>.</summary>
/// <remarks>
/// <code>
/// 0 | M | H | reserved (4) | length of the whole pair (10) |
/// 2 | vendor | attribute type |
/// 6 | value
/// </code>
/// Big-endian. Hidden pairs (H), whose values a tunnel secret has made unreadable, and pairs of vendors are passed
/// over. The list ends at the first pair that does not fit into the bytes. Source: RFC 2661, section 4.1.
/// </remarks>
/// <param name="bytes">The list.</param>
public ref struct L2tpAvps(ReadOnlySpan<byte> bytes)
{
    private const int HiddenBit = 0x4000;
    private const int LengthMask = 0x03ff;
    private const int VendorOffset = 2;
    private const int TypeOffset = 4;
    private const int HeaderLength = 6;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Type of the pair at hand.</summary>
    public L2tpAvpType Type { get; private set; }

    /// <summary>Value of the pair at hand.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The pair at hand.</summary>
    public readonly L2tpAvps Current => this;

    /// <summary>Goes to the next readable pair; false when there is none.</summary>
    public bool MoveNext()
    {
        while (_rest.Length >= HeaderLength)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(_rest);
            var length = flags & LengthMask;
            if (length < HeaderLength || length > _rest.Length)
                return false;
            var pair = _rest[..length];
            _rest = _rest[length..];
            if ((flags & HiddenBit) != 0 || BinaryPrimitives.ReadUInt16BigEndian(pair[VendorOffset..]) != 0)
                continue;
            Type = (L2tpAvpType)BinaryPrimitives.ReadUInt16BigEndian(pair[TypeOffset..]);
            Value = pair[HeaderLength..];
            return true;
        }
        return false;
    }

    /// <summary>Walks over the list.</summary>
    public readonly L2tpAvps GetEnumerator() => this;

    /// <summary>The value of the first pair of a type; empty also when there is none.</summary>
    public readonly ReadOnlySpan<byte> Find(L2tpAvpType type)
    {
        foreach (var pair in this)
        {
            if (pair.Type == type)
                return pair.Value;
        }
        return default;
    }

    /// <summary>A value of two bytes; 0 when there is none.</summary>
    public readonly ushort FindNumber(L2tpAvpType type)
    {
        var value = Find(type);
        return value.Length == sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(value) : (ushort)0;
    }
}
