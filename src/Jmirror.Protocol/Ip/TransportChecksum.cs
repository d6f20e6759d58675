namespace Jmirror.Protocol.Ip;

/// <summary>
/// The checksum of TCP and UDP: over a pseudo-header and the transport header with its payload (RFC 9293 section 3.1,
/// RFC 768, RFC 8200 section 8.1).
/// </summary>
/// <remarks>
/// <code>
/// pseudo-header: | source address | destination address | 0 | protocol | length of transport header and payload |
/// </code>
/// IPv4 and IPv6 differ in the widths of the fields, which do not matter to the sum.
/// </remarks>
public static class TransportChecksum
{
    /// <summary>Sum of the pseudo-header, not folded; see <see cref="InternetChecksum.Sum"/>.</summary>
    /// <param name="addresses">Source and destination address, as they follow each other in the IP header.</param>
    /// <param name="protocol">The transport's protocol number.</param>
    /// <param name="length">Bytes of transport header and payload.</param>
    public static ulong PseudoHeaderSum(ReadOnlySpan<byte> addresses, IpProtocol protocol, int length) =>
        InternetChecksum.Sum(addresses) + (ulong)protocol + (ulong)length;

    /// <summary>
    /// What a stack that leaves the checksum to the network card writes into its field: the folded sum of the
    /// pseudo-header, not complemented (CHECKSUM_PARTIAL in linux/skbuff.h).
    /// </summary>
    public static ushort Pending(ulong pseudoHeaderSum) => (ushort)~InternetChecksum.Fold(pseudoHeaderSum);

    /// <summary>The value for the checksum field.</summary>
    /// <param name="pseudoHeaderSum">See <see cref="PseudoHeaderSum"/>.</param>
    /// <param name="transport">Transport header and payload, the checksum field 0.</param>
    /// <param name="protocol">For UDP 0 means "no checksum", so a sum of 0 is written as all ones.</param>
    public static ushort Compute(ulong pseudoHeaderSum, ReadOnlySpan<byte> transport, IpProtocol protocol)
    {
        var checksum = InternetChecksum.Fold(pseudoHeaderSum + InternetChecksum.Sum(transport));
        return checksum == 0 && protocol == IpProtocol.Udp ? ushort.MaxValue : checksum;
    }
}
