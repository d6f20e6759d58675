using System.Buffers.Binary;
using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>One direction of a call: 20 ms of G.711 A-law in each packet.</summary>
/// <remarks>
/// <code>
///  0 | version 2 (2) | padding, extension (2) | contributing sources 0 (4) | marker (1) | payload type (7) | sequence number |
///  4 | timestamp |
///  8 | synchronization source |
/// 12 | 160 bytes |
/// </code>
/// Big-endian. Source: RFC 3550, section 5.1; RFC 3551 (payload type 8 and the marker after silence).
/// </remarks>
internal readonly struct RtpStream
{
    /// <summary>Milliseconds from packet to packet.</summary>
    public const int PacketPeriod = 20;

    /// <summary>Samples per second.</summary>
    public const int SampleRate = 8000;

    /// <summary>G.711 A-law.</summary>
    public const int PayloadType = 8;

    /// <summary>Bytes of a packet.</summary>
    public const int PacketLength = HeaderLength + SamplesPerPacket;

    /// <summary>Bytes of contents of a packet, one for each sample.</summary>
    public const int SamplesPerPacket = SampleRate / 1000 * PacketPeriod;

    /// <summary>Reports have the odd port behind the even one of the stream (RFC 3550, section 11).</summary>
    public const int ReportPortOffset = 1;

    private const int HeaderLength = 12;
    private const uint Version = 0x8000_0000;
    private const uint Marker = 0x0080_0000;
    private const int UpstreamDraw = 1;
    private const int DownstreamDraw = 2;
    private const int PortDraw = 3;
    private const int PortMask = 0x3ffe;
    private const ushort FirstHostPort = 16_384;

    private readonly ulong _bits;

    public RtpStream(ConversationTraits own, bool isDownstream) =>
        _bits = own.Draw(isDownstream ? DownstreamDraw : UpstreamDraw);

    /// <summary>Identifies the sender within the call.</summary>
    public uint Source => (uint)(_bits >> 32);

    private ushort FirstSequence => (ushort)_bits;

    private uint FirstTimestamp => (uint)_bits;

    /// <summary>Where the subscriber receives and sends.</summary>
    public static ushort SubscriberPort(ConversationTraits own) => (ushort)(own.SubscriberPort & ~1);

    /// <summary>Where the host receives and sends.</summary>
    public static ushort HostPort(ConversationTraits own) =>
        (ushort)(FirstHostPort + ((int)own.Draw(PortDraw) & PortMask));

    /// <summary>Timestamp of the packet of a round.</summary>
    public uint Timestamp(int round) => FirstTimestamp + (uint)(round * SamplesPerPacket);

    /// <summary>Sequence number of the packet of a round, with how often it has begun anew in the upper half.</summary>
    public uint ExtendedSequence(int round) => FirstSequence + (uint)round;

    /// <summary>Writes the packet of a round, from 0.</summary>
    /// <returns>Its sum.</returns>
    public ulong Write(Span<byte> packet, int round, PayloadPattern pattern)
    {
        var first = Version | ((uint)PayloadType << 16) | (ushort)ExtendedSequence(round);
        if (round == 0)
            first |= Marker;
        var timestamp = Timestamp(round);
        BinaryPrimitives.WriteUInt64BigEndian(packet, ((ulong)first << 32) | timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Source);
        return (ulong)first + timestamp + Source + pattern.Fill(packet[HeaderLength..PacketLength]);
    }
}
