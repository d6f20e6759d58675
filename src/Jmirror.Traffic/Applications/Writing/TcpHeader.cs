using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>TCP's control bits (RFC 9293, section 3.1).</summary>
[Flags]
internal enum TcpFlags : byte
{
    None = 0,
    Fin = 0x01,
    Syn = 0x02,
    Push = 0x08,
    Ack = 0x10,
}

/// <summary>Writes TCP headers.</summary>
/// <remarks>
/// <code>
///  0 | source port | destination port |
///  4 | sequence number |
///  8 | acknowledgement number |
/// 12 | header length in words (4) | reserved (4) | flags | window |
/// 16 | checksum | urgent pointer |
/// 20 | options |
/// </code>
/// Big-endian. Source: RFC 9293, section 3.1.
/// </remarks>
/// <param name="Source">Source port.</param>
/// <param name="Destination">Destination port.</param>
/// <param name="Sequence">Of the first byte.</param>
/// <param name="Acknowledgement">The byte expected next.</param>
/// <param name="Flags">Control bits.</param>
internal readonly record struct TcpHeader(
    ushort Source,
    ushort Destination,
    uint Sequence,
    uint Acknowledgement,
    TcpFlags Flags
)
{
    /// <summary>Length of a header without options, bytes.</summary>
    public const int Length = 20;

    private const int HeaderLengthShift = 28;
    private const int FlagsShift = 16;

    // What Linux offers at first; no conversation here fills it.
    private const uint Window = 64_240;

    /// <summary>Writes the header with its checksum.</summary>
    /// <param name="segment">Header and payload; options are in place.</param>
    /// <param name="headerLength">Of the header with options, bytes.</param>
    /// <param name="pseudoHeaderSum">See <see cref="IpWriter.Write"/>.</param>
    /// <param name="restSum">Of options and payload, see <see cref="InternetChecksum.Sum"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Span<byte> segment, int headerLength, ulong pseudoHeaderSum, ulong restSum)
    {
        segment = segment[..Length];
        var ports = ((uint)Source << 16) | Destination;
        var fourth = ((uint)(headerLength / 4) << HeaderLengthShift) | ((uint)Flags << FlagsShift) | Window;
        var sum = pseudoHeaderSum + restSum + ports + Sequence + Acknowledgement + fourth;
        BinaryPrimitives.WriteUInt64BigEndian(segment, ((ulong)ports << 32) | Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(segment[8..], ((ulong)Acknowledgement << 32) | fourth);
        BinaryPrimitives.WriteUInt32BigEndian(segment[16..], (uint)InternetChecksum.Fold(sum) << 16);
    }
}
