using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Datagrams;

/// <summary>One datagram in a batch: where its bytes lie in the sink's memory.</summary>
/// <param name="Offset">First byte of the IP datagram in <see cref="DatagramBatch.Memory"/>.</param>
/// <param name="Length">Length of the IP datagram, bytes.</param>
/// <param name="Timestamp">When the mirrored frame was captured, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Part">What it is of a copy.</param>
/// <param name="IsBare">
/// Its copy has no outer headers. The bytes do not tell: a subscriber's UDP packet without checksum looks just like
/// a copy with headers.
/// </param>
public readonly record struct Datagram(int Offset, int Length, long Timestamp, CopyPart Part, bool IsBare);

/// <summary>What a datagram is of a copy.</summary>
public enum CopyPart : byte
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>An outer fragment that others follow.</summary>
    Piece,

    /// <summary>The last outer fragment.</summary>
    LastPiece,
}

/// <summary>
/// Room for IP datagrams in memory that a sink owns and lends: the encapsulator writes straight to where the
/// sink will send from, so a mirrored packet is copied once.
/// </summary>
/// <remarks>
/// A sink with slots of equal size (<see cref="Strided"/>) may keep a prepared link header in each slot's headroom.
/// A sink that writes one stream of records (<see cref="Packed"/>) gets them back to back, with room for a record
/// header before and a trailer after each.
/// </remarks>
public sealed class DatagramBatch
{
    private readonly Datagram[] _datagrams;
    private readonly int[] _slotOffsets;
    private readonly int _capacityPerSlot;
    private readonly int _headroom;
    private readonly int _tailroom;
    private readonly int _alignmentMask;
    private int _cursor;

    private DatagramBatch(
        byte[] memory,
        int count,
        int[] slotOffsets,
        int capacityPerSlot,
        int headroom,
        int tailroom,
        int alignment
    )
    {
        Memory = memory;
        _datagrams = new Datagram[count];
        _slotOffsets = slotOffsets;
        _capacityPerSlot = capacityPerSlot;
        _headroom = headroom;
        _tailroom = tailroom;
        _alignmentMask = alignment - 1;
    }

    /// <summary>A batch of slots at <paramref name="slotOffsets"/>, each with room for <paramref name="capacityPerSlot"/> bytes.</summary>
    /// <param name="memory">The sink's memory.</param>
    /// <param name="slotOffsets">Where each slot's datagram begins; the sink may move slots between two batches.</param>
    /// <param name="capacityPerSlot">Largest datagram of a slot, bytes.</param>
    public static DatagramBatch Strided(byte[] memory, int[] slotOffsets, int capacityPerSlot) =>
        new(memory, slotOffsets.Length, slotOffsets, capacityPerSlot, 0, 0, 1);

    /// <summary>A batch of up to <paramref name="count"/> datagrams back to back.</summary>
    /// <param name="memory">The sink's memory.</param>
    /// <param name="count">Most datagrams per batch.</param>
    /// <param name="headroom">Bytes kept free in front of each datagram.</param>
    /// <param name="tailroom">Bytes kept free behind each datagram.</param>
    /// <param name="alignment">
    /// Each headroom begins at a multiple of this many bytes, a power of two: what a tailroom is rounded up to where
    /// records must be padded (pcapng: 4). The length of <paramref name="memory"/> must be a multiple too.
    /// </param>
    public static DatagramBatch Packed(
        byte[] memory,
        int count,
        int headroom,
        int tailroom,
        int alignment = 1
    ) => new(memory, count, [], 0, headroom, tailroom, alignment);

    /// <summary>The sink's memory.</summary>
    public byte[] Memory { get; }

    /// <summary>Datagrams written so far.</summary>
    public int Count { get; private set; }

    /// <summary>The datagrams written so far, in order.</summary>
    public ReadOnlySpan<Datagram> Datagrams => _datagrams.AsSpan(0, Count);

    /// <summary>The bytes of one datagram.</summary>
    public Span<byte> BytesOf(in Datagram datagram) => Memory.AsSpan(datagram.Offset, datagram.Length);

    /// <summary>
    /// Takes room for one more datagram of <paramref name="length"/> bytes. False: the batch is full (or, for a
    /// strided batch, the datagram exceeds the slot); send what is there first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReserve(
        int length,
        long timestamp,
        out Span<byte> bytes,
        CopyPart part = CopyPart.Whole,
        bool isBare = false
    )
    {
        var count = Count;
        int offset;
        if ((uint)count >= (uint)_datagrams.Length)
        {
            bytes = default;
            return false;
        }
        if ((uint)count < (uint)_slotOffsets.Length)
        {
            offset = _slotOffsets[count];
            if (length > _capacityPerSlot)
            {
                bytes = default;
                return false;
            }
        }
        else
        {
            offset = _cursor + _headroom;
            if (offset + length + _tailroom > Memory.Length)
            {
                bytes = default;
                return false;
            }
            _cursor = (offset + length + _tailroom + _alignmentMask) & ~_alignmentMask;
        }
        _datagrams[count] = new Datagram(offset, length, timestamp, part, isBare);
        Count = count + 1;
        bytes = Memory.AsSpan(offset, length);
        return true;
    }

    /// <summary>Takes back the pieces at the end of the batch that no last piece follows, but none before <paramref name="first"/>.</summary>
    public void RemoveUnfinishedCopy(int first)
    {
        while (Count > first && _datagrams[Count - 1].Part == CopyPart.Piece)
            Count--;
    }

    /// <summary>Forgets all datagrams: the room is free again.</summary>
    public void Clear()
    {
        Count = 0;
        _cursor = 0;
    }
}
