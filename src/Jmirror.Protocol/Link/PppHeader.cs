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
    private const ushort AddressAndControl = 0xff03;
    private const int AddressAndControlLength = 2;

    /// <summary>False for an even protocol number, which cannot be (RFC 1661, section 2).</summary>
    public bool IsValid => ((ushort)Protocol & 1) == 1;

    /// <summary>Reads the header at the start of <paramref name="bytes"/>; false when they are too few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PppHeader header)
    {
        var offset = 0;
        if (bytes.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(bytes) == AddressAndControl)
        {
            offset = AddressAndControlLength;
            bytes = bytes[AddressAndControlLength..];
        }
        if (!bytes.IsEmpty && (bytes[0] & 1) == 1)
        {
            header = new PppHeader((PppProtocol)bytes[0], offset + 1);
            return true;
        }
        if (bytes.Length < 2)
        {
            header = default;
            return false;
        }
        header = new PppHeader((PppProtocol)BinaryPrimitives.ReadUInt16BigEndian(bytes), offset + 2);
        return true;
    }
}
