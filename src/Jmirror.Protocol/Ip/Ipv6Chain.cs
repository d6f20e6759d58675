using System.Buffers.Binary;

namespace Jmirror.Protocol.Ip;

/// <summary>Where the extension headers of an IPv6 packet lead.</summary>
/// <remarks>
/// <code>
/// hop-by-hop, routing, destination options, mobility:   | next | (length - 8) / 8 | ...
/// authentication:                                       | next | (length - 8) / 4 | ...
/// fragment:                                             | next | reserved | offset (13) reserved (2) M (1) | id, 4 bytes |
/// </code>
/// Source: RFC 8200, section 4; RFC 4302 (authentication); RFC 6275 (mobility). ESP ends the chain: what follows
/// is encrypted. No-next-header ends it too.
/// </remarks>
/// <param name="Protocol">First protocol number that is no extension header, or the one at which the walk stopped.</param>
/// <param name="TransportOffset">Where its header begins, counted from the packet's first byte.</param>
/// <param name="IsFragment">True when this is not a whole packet. An atomic fragment (RFC 6946) is whole.</param>
/// <param name="IsLaterFragment">True for a fragment other than the first: no transport header follows.</param>
public readonly record struct Ipv6Chain(
    byte Protocol,
    int TransportOffset,
    bool IsFragment,
    bool IsLaterFragment
)
{
    /// <summary>Extension headers walked through; the walk stops at the next one. RFC 8504, section 5.3 allows for fewer.</summary>
    public const int MaxHeaders = 16;

    private const int LengthOffset = 1;
    private const int FragmentOffset = 2;
    private const int FragmentLength = 8;
    private const int MinLength = 8;
    private const int FragmentOffsetMask = 0xfff8;
    private const int MoreFragmentsOrOffsetMask = 0xfff9;

    /// <summary>
    /// Walks the chain of a whole packet. False when an extension header does not fit into it, which RFC 7112
    /// forbids for first fragments as well.
    /// </summary>
    public static bool TryWalk(ReadOnlySpan<byte> packet, byte nextHeader, out Ipv6Chain chain)
    {
        var offset = Ipv6View.Length;
        var isFragment = false;
        for (var walked = 0; walked < MaxHeaders && IsExtension(nextHeader); walked++)
        {
            if (offset > packet.Length - MinLength)
            {
                chain = default;
                return false;
            }
            var header = packet[offset..];
            var length = LengthOf(nextHeader, header[LengthOffset]);
            if (length > header.Length)
            {
                chain = default;
                return false;
            }
            var isFragmentHeader = nextHeader == (byte)IpProtocol.Fragment;
            nextHeader = header[0];
            offset += length;
            if (!isFragmentHeader)
                continue;
            var field = BinaryPrimitives.ReadUInt16BigEndian(header[FragmentOffset..]);
            isFragment |= (field & MoreFragmentsOrOffsetMask) != 0;
            if ((field & FragmentOffsetMask) == 0)
                continue;
            chain = new Ipv6Chain(nextHeader, offset, IsFragment: true, IsLaterFragment: true);
            return true;
        }
        chain = new Ipv6Chain(nextHeader, offset, isFragment, IsLaterFragment: false);
        return true;
    }

    private static bool IsExtension(byte protocol) =>
        (IpProtocol)protocol
            is IpProtocol.HopByHop
                or IpProtocol.Routing
                or IpProtocol.Fragment
                or IpProtocol.DestinationOptions
                or IpProtocol.Authentication
                or IpProtocol.Mobility;

    private static int LengthOf(byte protocol, byte lengthField) =>
        (IpProtocol)protocol switch
        {
            IpProtocol.Fragment => FragmentLength,
            IpProtocol.Authentication => (lengthField + 2) * 4,
            _ => (lengthField + 1) * 8,
        };
}
