using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Dhcp;

/// <summary>An address or a prefix in an identity association.</summary>
/// <remarks>
/// <code>
/// address (5): | address, 16 bytes | preferred lifetime, 4 bytes | valid lifetime, 4 bytes | options |
/// prefix (26): | preferred lifetime | valid lifetime | prefix length, 1 byte | prefix, 16 bytes | options |
/// </code>
/// Big-endian; lifetimes in seconds. Source: RFC 8415, sections 21.6 and 21.22.
/// </remarks>
/// <param name="Prefix">The prefix; length 128 for an address. Bits beyond the length are cleared.</param>
/// <param name="ValidLifetime">Seconds; <see cref="InfiniteLifetime"/> for ever, 0: not to be used any more.</param>
public readonly record struct Dhcpv6Lease(IpPrefix Prefix, uint ValidLifetime)
{
    /// <summary>A lifetime without end (RFC 8415, section 7.7).</summary>
    public const uint InfiniteLifetime = uint.MaxValue;

    private const int AddressLength = 16;
    private const int AddressBits = 128;
    private const int AddressValidLifetimeOffset = 20;
    private const int AddressOptionLength = 24;
    private const int PrefixValidLifetimeOffset = 4;
    private const int PrefixLengthOffset = 8;
    private const int PrefixOffset = 9;
    private const int PrefixOptionLength = PrefixOffset + AddressLength;

    /// <summary>Reads an option of an identity association; false when it is neither, too short, or longer than an address.</summary>
    public static bool TryRead(ushort code, ReadOnlySpan<byte> value, out Dhcpv6Lease lease)
    {
        lease = default;
        if (code == (ushort)Dhcpv6Option.Address && value.Length >= AddressOptionLength)
        {
            lease = new Dhcpv6Lease(
                new IpPrefix(IpPrefix.ReadIpv6(value), AddressBits),
                BinaryPrimitives.ReadUInt32BigEndian(value[AddressValidLifetimeOffset..])
            );
            return true;
        }
        if (code != (ushort)Dhcpv6Option.Prefix || value.Length < PrefixOptionLength)
            return false;
        int length = value[PrefixLengthOffset];
        if (length > AddressBits)
            return false;
        var whole = new IpPrefix(IpPrefix.ReadIpv6(value[PrefixOffset..]), length);
        lease = new Dhcpv6Lease(
            whole with
            {
                Address = whole.Address & whole.Mask,
            },
            BinaryPrimitives.ReadUInt32BigEndian(value[PrefixValidLifetimeOffset..])
        );
        return true;
    }
}
