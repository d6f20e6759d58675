using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Jmirror.Protocol.Link;

/// <summary>What a PPP frame carries (registry of IANA, PPP DLL Protocol Numbers), uncompressed.</summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum PppProtocol : ushort
{
    /// <summary>No PPP.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    Ipv4 = 0x0021,

    /// <summary>IPv6.</summary>
    Ipv6 = 0x0057,

    /// <summary>IP Control Protocol.</summary>
    Ipcp = 0x8021,

    /// <summary>IPv6 Control Protocol.</summary>
    Ipv6cp = 0x8057,

    /// <summary>Link Control Protocol.</summary>
    Lcp = 0xc021,

    /// <summary>Password Authentication Protocol.</summary>
    Pap = 0xc023,

    /// <summary>Challenge Handshake Authentication Protocol.</summary>
    Chap = 0xc223,
}

/// <summary>What stands in front of a PPP frame's information field, in each of its forms.</summary>
/// <remarks>
/// <code>
/// | FF 03 | protocol, 2 bytes |      HDLC-like framing (RFC 1662)
///         | protocol, 2 bytes |      address and control compressed, PPPoE, L2TP
///         | protocol, 1 byte  |      protocol compressed: high byte 0 left out (RFC 1661, section 6.5)
/// </code>
/// A protocol number has an even high and an odd low byte, which tells the two widths apart.
/// </remarks>
/// <param name="Protocol">Protocol number, uncompressed.</param>
/// <param name="Length">Bytes in front of the information field, 1 to 4.</param>
public readonly record struct PppHeader(PppProtocol Protocol, int Length)
{
    private const byte Address = 0xff;
    private const byte Control = 0x03;
    private const int AddressAndControlLength = 2;
    private const ushort NeverAssigned = 0x00ff;

    /// <summary>
    /// False for numbers that cannot be: even ones (RFC 1661, section 2), and 00FF, kept free so that a compressed
    /// protocol is never taken for an address (section 6.6).
    /// </summary>
    public bool IsValid => ((ushort)Protocol & 1) == 1 && (ushort)Protocol != NeverAssigned;

    /// <summary>Reads the header at the start of <paramref name="bytes"/>; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PppHeader header)
    {
        var offset = bytes is [Address, Control, ..] ? AddressAndControlLength : 0;
        bytes = bytes[offset..];
        var width = bytes is [var first, ..] && (first & 1) == 1 ? 1 : 2;
        // A lone FF is the beginning of FF 03.
        if (bytes.Length < width || bytes is [Address])
        {
            header = default;
            return false;
        }
        var protocol = width == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        header = new PppHeader((PppProtocol)protocol, offset + width);
        return true;
    }
}
