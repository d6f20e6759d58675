using System.Buffers.Binary;

namespace Jmirror.Protocol.Link;

/// <summary>The 4-byte protocol family in front of packets on BSD loopback interfaces.</summary>
/// <remarks>
/// LINKTYPE_NULL has it in the capturing host's byte order, LINKTYPE_LOOP big-endian. No family exceeds 255, so
/// the order shows. AF_INET is 2 everywhere; AF_INET6 differs between systems.
/// Source: https://www.tcpdump.org/linktypes.html.
/// </remarks>
/// <param name="Type">EtherType of what follows; <see cref="EtherType.None"/> when it is not IP.</param>
public readonly record struct LoopbackHeader(EtherType Type)
{
    /// <summary>Length, bytes.</summary>
    public const int Length = 4;

    private const uint Ipv4 = 2;
    private const uint Ipv6Linux = 10;
    private const uint Ipv6NetBsd = 24; // OpenBSD and BSD/OS too
    private const uint Ipv6FreeBsd = 28; // DragonFly BSD too
    private const uint Ipv6Darwin = 30;
    private const uint LargestFamily = 0xffff;

    /// <summary>Reads the first 4 bytes in either byte order; false when they are too few.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LoopbackHeader header)
    {
        header = default;
        if (bytes.Length < Length)
            return false;
        var family = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (family > LargestFamily)
            family = BinaryPrimitives.ReverseEndianness(family);
        header = new LoopbackHeader(
            family switch
            {
                Ipv4 => EtherType.Ipv4,
                Ipv6Linux or Ipv6NetBsd or Ipv6FreeBsd or Ipv6Darwin => EtherType.Ipv6,
                _ => EtherType.None,
            }
        );
        return true;
    }
}
