using System.Buffers.Binary;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Dhcp;

/// <summary>A DHCPv6 message between client and server, without envelopes.</summary>
/// <remarks>
/// <code>
/// 0 | message type | transaction id, 3 bytes |
/// 4 | options: code, length, value
/// </code>
/// Big-endian. Source: RFC 8415, section 8.
/// </remarks>
public readonly ref struct Dhcpv6View
{
    /// <summary>UDP port of clients.</summary>
    public const ushort ClientPort = 546;

    /// <summary>UDP port of servers and relays.</summary>
    public const ushort ServerPort = 547;

    private const int HeaderLength = 4;
    private const uint TransactionMask = 0xffffff;

    private readonly ReadOnlySpan<byte> _bytes;

    private Dhcpv6View(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What the message is.</summary>
    public Dhcpv6MessageType Type => (Dhcpv6MessageType)_bytes[0];

    /// <summary>Transaction id, 24 bits: the client's number for one exchange.</summary>
    public uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(_bytes) & TransactionMask;

    /// <summary>The options, of <see cref="Dhcpv6Option"/>.</summary>
    public WideOptions Options => new(_bytes[HeaderLength..]);

    /// <summary>Views a message; false when it is too short, or a relay's envelope.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Dhcpv6View view)
    {
        view = default;
        if (
            bytes.Length < HeaderLength
            || (Dhcpv6MessageType)bytes[0] is Dhcpv6MessageType.RelayForward or Dhcpv6MessageType.RelayReply
        )
            return false;
        view = new Dhcpv6View(bytes);
        return true;
    }
}
