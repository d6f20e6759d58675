using System.Runtime.CompilerServices;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Framing;

namespace Jmirror.Traffic.Generating;

/// <summary>Packets that were generated together, in memory that is used again for the next ones: it stays in the cache.</summary>
public sealed class GeneratedBatch
{
    /// <summary>Most packets of a batch.</summary>
    public const int Capacity = 64;

    private const int Room = AccessFraming.MaxHeaderLength + Application.MaxPacketLength;
    private const int UsualPacketLength = 1600;

    private readonly GeneratedPacket[] _packets = new GeneratedPacket[Capacity];
    private int _end;

    /// <summary>The memory that all packets lie in.</summary>
    public byte[] Memory { get; } = new byte[Capacity * UsualPacketLength + Room];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The packets, in order of time.</summary>
    public ReadOnlySpan<GeneratedPacket> Packets => _packets.AsSpan(0, Count);

    /// <summary>True when one more packet fits, however long.</summary>
    internal bool HasRoom => Count < Capacity && Memory.Length - _end >= Room;

    /// <summary>Where the next packet begins.</summary>
    internal int End => _end;

    /// <summary>Access header and packet.</summary>
    public ReadOnlySpan<byte> FrameOf(in GeneratedPacket packet) =>
        Memory.AsSpan(packet.Offset, packet.HeaderLength + packet.Length);

    internal void Clear() => Count = _end = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(in GeneratedPacket packet)
    {
        _packets[Count++] = packet;
        _end = packet.Offset + packet.HeaderLength + packet.Length;
    }
}
