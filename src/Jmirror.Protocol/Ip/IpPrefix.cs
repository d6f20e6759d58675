using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jmirror.Protocol.Ip;

/// <summary>
/// An IPv4 or IPv6 prefix in one number space: IPv4 a.b.c.d/n is ::ffff:a.b.c.d/(96+n), so one comparison
/// serves both families and they never meet.
/// </summary>
/// <param name="Address">Address bits; bits beyond the length are 0.</param>
/// <param name="Length">Prefix length in the common number space, 0 to 128.</param>
public readonly record struct IpPrefix(UInt128 Address, int Length)
{
    /// <summary>Bits in front of an IPv4 address in the common number space.</summary>
    public const int Ipv4Offset = 96;

    private static readonly UInt128 Ipv4Marker = new(0, 0x0000_ffff_0000_0000);

    /// <summary>True for an IPv4 prefix.</summary>
    public bool IsIpv4 => Length >= Ipv4Offset && Address >> 32 == Ipv4Marker >> 32;

    /// <summary>The bits that count: <see cref="Length"/> ones from the top.</summary>
    public UInt128 Mask => Length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - Length);

    /// <summary>
    /// True when <paramref name="address"/>, in the common number space, lies in this prefix. The IPv6 prefixes
    /// around ::ffff:0:0/96, of which ::/0 is one, do not contain the IPv4 addresses.
    /// </summary>
    public bool Contains(UInt128 address) =>
        (address & Mask) == Address && (IsIpv4 || address >> 32 != Ipv4Marker >> 32);

    /// <summary>An IPv4 address in the common number space.</summary>
    public static UInt128 FromIpv4(uint address) => Ipv4Marker | address;

    /// <summary>Reads 16 bytes in network order.</summary>
    public static UInt128 ReadIpv6(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>
    /// Reads <c>address</c> or <c>address/length</c> of either family. Bits set beyond the length make it no prefix.
    /// An IPv6 text inside ::ffff:0:0/96 is refused: it would be read as IPv4.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        var addressText = slash < 0 ? text : text[..slash];
        int offset;
        UInt128 address;
        if (Ipv4Address.TryParse(addressText, out var ipv4))
        {
            (offset, address) = (Ipv4Offset, FromIpv4(ipv4.Value));
        }
        else
        {
            if (!addressText.Contains(':') || addressText.ContainsAny("[%"))
                return false;
            if (
                !IPAddress.TryParse(addressText, out var ipv6)
                || ipv6.AddressFamily != AddressFamily.InterNetworkV6
            )
                return false;
            Span<byte> bytes = stackalloc byte[16];
            ipv6.TryWriteBytes(bytes, out _);
            (offset, address) = (0, ReadIpv6(bytes));
            if (address >> 32 == Ipv4Marker >> 32)
                return false;
        }
        var length = 128 - offset;
        if (
            slash >= 0
            && !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length)
        )
            return false;
        if (length > 128 - offset)
            return false;
        prefix = new IpPrefix(address, offset + length);
        return (address & ~prefix.Mask) == UInt128.Zero;
    }

    /// <summary>The address in its family's own notation.</summary>
    public static string FormatAddress(UInt128 address)
    {
        if (address >> 32 == Ipv4Marker >> 32)
            return new Ipv4Address((uint)address).ToString();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>The prefix in its family's own notation, without length for a single address.</summary>
    public override string ToString()
    {
        var length = IsIpv4 ? Length - Ipv4Offset : Length;
        return Length == 128 ? FormatAddress(Address) : $"{FormatAddress(Address)}/{length}";
    }
}
