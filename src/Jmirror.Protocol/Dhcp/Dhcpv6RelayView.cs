using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Dhcp;

/// <summary>The envelope in which a DHCPv6 relay sends a message on; envelopes may lie in envelopes.</summary>
/// <remarks>
/// <code>
///  0 | message type 12 or 13 | hop count |
///  2 | link address, 16 bytes |
/// 18 | peer address, 16 bytes |
/// 34 | options: code, length, value
/// </code>
/// Big-endian. Source: RFC 8415, section 9; RFC 6221 (access nodes); RFC 4649 (remote id).
/// </remarks>
public readonly ref struct Dhcpv6RelayView
{
    /// <summary>The most envelopes around a message (RFC 8415, section 7.6: HOP_COUNT_LIMIT).</summary>
    public const int MaxDepth = 8;

    private const int LinkAddressOffset = 2;
    private const int PeerAddressOffset = 18;
    private const int HeaderLength = 34;
    private const int EnterpriseLength = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private Dhcpv6RelayView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Tells the relay's link to the client; :: from an access node that has no address there.</summary>
    public UInt128 LinkAddress => IpPrefix.ReadIpv6(_bytes[LinkAddressOffset..]);

    /// <summary>The client's address, or the next relay's on the way to it.</summary>
    public UInt128 PeerAddress => IpPrefix.ReadIpv6(_bytes[PeerAddressOffset..]);

    /// <summary>The options, of <see cref="Dhcpv6Option"/>.</summary>
    public WideOptions Options => new(_bytes[HeaderLength..]);

    /// <summary>The message or envelope inside; empty when there is none.</summary>
    public ReadOnlySpan<byte> Message => Options.Find((ushort)Dhcpv6Option.RelayMessage);

    /// <summary>Interface id; empty when there is none.</summary>
    public ReadOnlySpan<byte> InterfaceId => Options.Find((ushort)Dhcpv6Option.InterfaceId);

    /// <summary>Remote id without the enterprise number in front of it; empty when there is none.</summary>
    public ReadOnlySpan<byte> RemoteId =>
        Options.Find((ushort)Dhcpv6Option.RemoteId) is { Length: > EnterpriseLength } value
            ? value[EnterpriseLength..]
            : default;

    /// <summary>Views an envelope; false when it is none or too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Dhcpv6RelayView view)
    {
        view = default;
        if (
            bytes.Length < HeaderLength
            || (Dhcpv6MessageType)bytes[0]
                is not (Dhcpv6MessageType.RelayForward or Dhcpv6MessageType.RelayReply)
        )
            return false;
        view = new Dhcpv6RelayView(bytes);
        return true;
    }
}
