using System.Buffers.Binary;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Dhcp;

/// <summary>An identity association: the addresses or prefixes of one purpose of a client.</summary>
/// <remarks>
/// <code>
/// IA_NA (3), IA_PD (25): | IAID, 4 bytes | T1, 4 bytes | T2, 4 bytes | options |
/// IA_TA (4):             | IAID, 4 bytes | options |
/// </code>
/// Big-endian. Source: RFC 8415, sections 21.4, 21.5, 21.21.
/// </remarks>
public readonly ref struct Dhcpv6Association
{
    private const int IdentifierLength = 4;
    private const int TimersLength = 8;

    private Dhcpv6Association(Dhcpv6Option kind, ReadOnlySpan<byte> value)
    {
        Kind = kind;
        Identifier = BinaryPrimitives.ReadUInt32BigEndian(value);
        Options = new WideOptions(value[HeaderLengthOf(kind)..]);
    }

    /// <summary>Which of the three kinds it is.</summary>
    public Dhcpv6Option Kind { get; }

    /// <summary>The client's number for it (IAID).</summary>
    public uint Identifier { get; }

    /// <summary>What it holds: <see cref="Dhcpv6Lease"/> reads addresses and prefixes.</summary>
    public WideOptions Options { get; }

    /// <summary>Views an option of a message; false when it is no identity association, or too short.</summary>
    public static bool TryRead(ushort code, ReadOnlySpan<byte> value, out Dhcpv6Association association)
    {
        association = default;
        var kind = (Dhcpv6Option)code;
        if (
            kind
                is not (
                    Dhcpv6Option.AddressAssociation
                    or Dhcpv6Option.TemporaryAssociation
                    or Dhcpv6Option.PrefixAssociation
                )
            || value.Length < HeaderLengthOf(kind)
        )
            return false;
        association = new Dhcpv6Association(kind, value);
        return true;
    }

    private static int HeaderLengthOf(Dhcpv6Option kind) =>
        kind == Dhcpv6Option.TemporaryAssociation ? IdentifierLength : IdentifierLength + TimersLength;
}
