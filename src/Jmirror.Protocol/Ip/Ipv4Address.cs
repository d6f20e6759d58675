using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Jmirror.Protocol.Ip;

/// <summary>An IPv4 address as a number: 192.0.2.1 is 0xc0000201.</summary>
/// <param name="Value">The four bytes, first byte highest.</param>
public readonly record struct Ipv4Address(uint Value)
{
    /// <summary>Length on the wire, bytes.</summary>
    public const int Length = 4;

    private static readonly SearchValues<char> DottedDecimal = SearchValues.Create("0123456789.");

    /// <summary>Reads 4 bytes in network order.</summary>
    public static Ipv4Address Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Writes 4 bytes in network order.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    /// <summary>Reads dotted decimal with exactly four numbers; shorter forms such as 10.1 are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Address address)
    {
        address = default;
        if (text.Count('.') != 3 || text.ContainsAnyExcept(DottedDecimal))
            return false;
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork)
            return false;
        address = FromIPAddress(parsed);
        return true;
    }

    /// <summary>Converts from the framework's type.</summary>
    /// <exception cref="ArgumentException">Not an IPv4 address.</exception>
    [SuppressMessage("Naming", "CA1720", Justification = "Mirrors the framework's type name.")]
    public static Ipv4Address FromIPAddress(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length) || length != Length)
            throw new ArgumentException("not an IPv4 address", nameof(address));
        return Read(bytes);
    }

    /// <summary>Converts to the framework's type.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return new IPAddress(bytes);
    }

    /// <summary>Dotted decimal.</summary>
    public override string ToString() =>
        $"{Value >> 24}.{(Value >> 16) & 0xff}.{(Value >> 8) & 0xff}.{Value & 0xff}";
}
