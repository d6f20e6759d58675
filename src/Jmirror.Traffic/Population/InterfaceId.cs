using Jmirror.Protocol.Link;

namespace Jmirror.Traffic.Population;

/// <summary>The lower half of an IPv6 address.</summary>
internal static class InterfaceId
{
    /// <summary>Its length, bits.</summary>
    public const int Bits = 64;

    private const ulong ManufacturerBits = 0xffff_ff00_0000;
    private const int FillerBits = 16;
    private const ulong Filler = 0xff_fe00_0000;
    private const ulong UniversalBit = 1UL << 57;

    /// <summary>
    /// Modified EUI-64 (RFC 4291 appendix A): FF FE between the two halves of the Ethernet address, and its
    /// universal/local bit turned over.
    /// </summary>
    public static ulong Of(MacAddress mac) =>
        (((mac.Value & ManufacturerBits) << FillerBits) | Filler | (mac.Value & ~ManufacturerBits))
        ^ UniversalBit;
}
