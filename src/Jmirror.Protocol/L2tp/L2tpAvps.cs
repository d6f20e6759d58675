using System.Buffers.Binary;

namespace Jmirror.Protocol.L2tp;

/// <summary>AVP types of vendor 0 (RFC 2661, section 4.4).</summary>
public enum L2tpAvpType : ushort
{
    /// <summary>See <see cref="L2tpMessageType"/>.</summary>
    MessageType = 0,

    /// <summary>Tunnel id that the sender assigned.</summary>
    AssignedTunnel = 9,

    /// <summary>Session id that the sender assigned.</summary>
    AssignedSession = 14,

    /// <summary>The number called.</summary>
    CalledNumber = 21,

    /// <summary>The caller's number.</summary>
    CallingNumber = 22,

    /// <summary>How the LAC has authenticated the caller on the LNS's behalf.</summary>
    ProxyAuthenticationType = 29,

    /// <summary>The name under which it did.</summary>
    ProxyAuthenticationName = 30,
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
