using System.Buffers.Binary;

namespace Jmirror.Protocol.L2tp;

/// <summary>An L2TPv2 data message: what a UDP datagram of a tunnel carries when it is not control.</summary>
/// <remarks>
/// <code>
/// | T L - - S - O P - - - - version (4) |       T 0: data; version 2
/// | length of the message |                     only with L
/// | tunnel id | session id |
/// | Ns | Nr |                                   only with S
/// | offset size | offset padding |              only with O
/// | PPP frame
/// </code>
/// Big-endian. Reserved bits are ignored, as RFC 2661, section 3.1 asks for. P (priority) changes nothing.
/// </remarks>
public readonly ref struct L2tpDataView
{
    /// <summary>UDP port of L2TP; one side of a tunnel may use another.</summary>
    public const ushort UdpPort = 1701;

    private const int ControlBit = 0x8000;
    private const int LengthBit = 0x4000;
    private const int SequenceBit = 0x0800;
    private const int OffsetBit = 0x0200;
    private const int VersionMask = 0x000f;
    private const int Version = 2;
    private const int FlagsLength = 2;
    private const int FieldLength = 2;
    private const int IdsLength = 4;
    private const int SequenceLength = 4;

    private L2tpDataView(ushort tunnel, ushort session, int headerLength, ReadOnlySpan<byte> frame)
    {
        Tunnel = tunnel;
        Session = session;
        HeaderLength = headerLength;
        Frame = frame;
    }

    /// <summary>Tunnel id: the one that the message's receiver assigned.</summary>
    public ushort Tunnel { get; }

    /// <summary>Session id: the one that the message's receiver assigned.</summary>
    public ushort Session { get; }

    /// <summary>Bytes in front of <see cref="Frame"/>.</summary>
    public int HeaderLength { get; }

    /// <summary>The PPP frame.</summary>
    public ReadOnlySpan<byte> Frame { get; }

    /// <summary>
    /// Views the data message that <paramref name="datagram"/> (a UDP payload) is; false for control messages,
    /// other versions, and messages whose header or length does not fit into the datagram.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out L2tpDataView view)
    {
        view = default;
        if (datagram.Length < FlagsLength)
            return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(datagram);
        if ((flags & ControlBit) != 0 || (flags & VersionMask) != Version)
            return false;

        var hasLength = (flags & LengthBit) != 0;
        var ids = hasLength ? FlagsLength + FieldLength : FlagsLength;
        var header = ids + IdsLength + ((flags & SequenceBit) != 0 ? SequenceLength : 0);
        var hasOffset = (flags & OffsetBit) != 0;
        if (datagram.Length < (hasOffset ? header + FieldLength : header))
            return false;
        if (hasOffset)
            header += FieldLength + BinaryPrimitives.ReadUInt16BigEndian(datagram[header..]);

        var length = hasLength
            ? BinaryPrimitives.ReadUInt16BigEndian(datagram[FlagsLength..])
            : datagram.Length;
        if (length > datagram.Length || length < header)
            return false;
        view = new L2tpDataView(
            BinaryPrimitives.ReadUInt16BigEndian(datagram[ids..]),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[(ids + FieldLength)..]),
            header,
            datagram[header..length]
        );
        return true;
    }
}
