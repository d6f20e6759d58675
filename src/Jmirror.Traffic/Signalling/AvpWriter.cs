using System.Buffers.Binary;
using Jmirror.Protocol.L2tp;
using Jmirror.Traffic.Framing;

namespace Jmirror.Traffic.Signalling;

/// <summary>The attribute value pairs of an L2TP control message.</summary>
/// <remarks>
/// <code>
/// 0 | M: refuse me if you do not know this | 0 | 0000 | length of the whole pair (10) |
/// 2 | vendor 0 | attribute type |
/// 6 | value
/// </code>
/// Big-endian. Source: RFC 2661, section 4.1.
/// </remarks>
internal static class AvpWriter
{
    private const int Mandatory = 0x8000;

    /// <summary>Writes a pair whose value has two bytes.</summary>
    public static void UInt16(ref WireWriter writer, L2tpAvpType type, ushort value)
    {
        var start = Begin(ref writer, type);
        writer.UInt16(value);
        End(ref writer, start);
    }

    /// <summary>Writes a pair whose value has four bytes.</summary>
    public static void UInt32(ref WireWriter writer, L2tpAvpType type, uint value)
    {
        var start = Begin(ref writer, type);
        writer.UInt32(value);
        End(ref writer, start);
    }

    /// <summary>Begins a pair; <see cref="End"/> ends it.</summary>
    /// <returns>Where the pair begins.</returns>
    public static int Begin(ref WireWriter writer, L2tpAvpType type)
    {
        var start = writer.Length;
        writer.UInt16(IsProxy(type) ? 0 : Mandatory);
        writer.UInt16(0);
        writer.UInt16((ushort)type);
        return start;
    }

    /// <summary>Ends a pair: only now its length is known.</summary>
    /// <param name="writer">The message.</param>
    /// <param name="start">Where the pair begins.</param>
    public static void End(ref WireWriter writer, int start)
    {
        var flags = BinaryPrimitives.ReadUInt16BigEndian(writer.Written[start..]);
        writer.SetUInt16(start, flags | (writer.Length - start));
    }

    // What it cannot use, the LNS does without (RFC 2661, section 4.4.5).
    private static bool IsProxy(L2tpAvpType type) =>
        type is >= L2tpAvpType.InitialReceivedLcpRequest and <= L2tpAvpType.ProxyAuthenticationResponse;
}
