using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Radius;

/// <summary>
/// Reads the values of attributes by their type. Each fails on a value of another length than the type has, and on
/// IPv6 inside ::ffff:0:0/96, which would be read as IPv4 (see <see cref="IpPrefix"/>).
/// </summary>
public static class RadiusValues
{
    internal const int PrefixLengthOffset = 1;
    internal const int PrefixHeaderLength = 2;

    private const int Ipv6Length = 16;

    /// <summary>Reads a 32-bit number.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> value, out uint number)
    {
        if (value.Length == sizeof(uint))
            return BinaryPrimitives.TryReadUInt32BigEndian(value, out number);
        number = 0;
        return false;
    }

    /// <summary>Reads an IPv4 address.</summary>
    public static bool TryReadIpv4(ReadOnlySpan<byte> value, out Ipv4Address address)
    {
        var isAddress = value.Length == Ipv4Address.Length;
        address = isAddress ? Ipv4Address.Read(value) : default;
        return isAddress;
    }

    /// <summary>Reads an IPv6 address (NAS-IPv6-Address, Framed-IPv6-Address).</summary>
    public static bool TryReadIpv6(ReadOnlySpan<byte> value, out UInt128 address)
    {
        var isAddress = value.Length == Ipv6Length;
        address = isAddress ? IpPrefix.ReadIpv6(value) : default;
        return isAddress && !new IpPrefix(address, 128).IsIpv4;
    }

    /// <summary>
    /// Reads an IPv6 prefix (Framed-IPv6-Prefix, Delegated-IPv6-Prefix). Bits beyond its length are cleared, which
    /// RFC 3162, section 2.3 asks the sender for.
    /// </summary>
    /// <remarks><code>| reserved | prefix length, 0 to 128 bits | prefix, 0 to 16 bytes |</code></remarks>
    public static bool TryReadIpv6Prefix(ReadOnlySpan<byte> value, out IpPrefix prefix)
    {
        prefix = default;
        if (value.Length is < PrefixHeaderLength or > PrefixHeaderLength + Ipv6Length)
            return false;
        int length = value[PrefixLengthOffset];
        var held = value[PrefixHeaderLength..];
        if (length > 128 || held.Length * 8 < length)
            return false;
        Span<byte> address = stackalloc byte[Ipv6Length];
        address.Clear();
        held.CopyTo(address);
        prefix = new IpPrefix(default, length);
        prefix = prefix with { Address = IpPrefix.ReadIpv6(address) & prefix.Mask };
        return !prefix.IsIpv4;
    }
}
