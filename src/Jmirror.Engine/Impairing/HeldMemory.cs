using System.Buffers.Binary;

namespace Jmirror.Engine.Impairing;

/// <summary>Memory for copies that are held: chunks of equal size, chained where one is not enough, used again and again.</summary>
internal sealed class HeldMemory
{
    private const int ChunkLength = 512;
    private const int ChunksPerSlab = 2048;
    private const int NextOffset = 0;
    private const int DescribedOffset = 4;
    private const int LengthOffset = 8;

    // Every chunk begins with the number of the next one, the first one also with the two lengths.
    private const int HeaderLength = 12;
    private const int RoomPerChunk = ChunkLength - HeaderLength;

    private readonly List<byte[]> _slabs = [];
    private readonly int _maxSlabs;
    private int _free = -1;
    private int _freeChunks;

    /// <param name="limit">Most bytes to take.</param>
    public HeldMemory(long limit) => _maxSlabs = (int)(limit / (ChunkLength * ChunksPerSlab));

    /// <summary>True when <paramref name="length"/> bytes can be stored.</summary>
    public bool HasRoomFor(int length)
    {
        var chunks = length / RoomPerChunk + 2;
        while (_freeChunks < chunks)
        {
            if (_slabs.Count == _maxSlabs)
                return false;
            AddSlab();
        }
        return true;
    }

    /// <summary>Stores two runs of bytes for which there is room, and says where.</summary>
    public int Store(ReadOnlySpan<byte> description, ReadOnlySpan<byte> bytes)
    {
        var first = TakeChunk();
        var header = Chunk(first);
        BinaryPrimitives.WriteInt32LittleEndian(header[DescribedOffset..], description.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[LengthOffset..], bytes.Length);
        var (chunk, at) = (first, HeaderLength);
        Append(description, ref chunk, ref at);
        Append(bytes, ref chunk, ref at);
        BinaryPrimitives.WriteInt32LittleEndian(Chunk(chunk)[NextOffset..], -1);
        return first;
    }

    /// <summary>Takes back what was stored; the room is free again.</summary>
    public void Take(int first, Span<byte> description, Span<byte> bytes, out int described, out int length)
    {
        var header = Chunk(first);
        described = BinaryPrimitives.ReadInt32LittleEndian(header[DescribedOffset..]);
        length = BinaryPrimitives.ReadInt32LittleEndian(header[LengthOffset..]);
        var (chunk, at) = (first, HeaderLength);
        Read(description[..described], ref chunk, ref at);
        Read(bytes[..length], ref chunk, ref at);
        Free(chunk);
    }

    private void Append(ReadOnlySpan<byte> bytes, ref int chunk, ref int at)
    {
        while (!bytes.IsEmpty)
        {
            if (at == ChunkLength)
            {
                var next = TakeChunk();
                BinaryPrimitives.WriteInt32LittleEndian(Chunk(chunk)[NextOffset..], next);
                (chunk, at) = (next, HeaderLength);
            }
            var some = Math.Min(bytes.Length, ChunkLength - at);
            bytes[..some].CopyTo(Chunk(chunk)[at..]);
            bytes = bytes[some..];
            at += some;
        }
    }

    private void Read(Span<byte> bytes, ref int chunk, ref int at)
    {
        while (!bytes.IsEmpty)
        {
            if (at == ChunkLength)
            {
                var next = BinaryPrimitives.ReadInt32LittleEndian(Chunk(chunk)[NextOffset..]);
                Free(chunk);
                (chunk, at) = (next, HeaderLength);
            }
            var some = Math.Min(bytes.Length, ChunkLength - at);
            Chunk(chunk).Slice(at, some).CopyTo(bytes);
            bytes = bytes[some..];
            at += some;
        }
    }

    private int TakeChunk()
    {
        var chunk = _free;
        _free = BinaryPrimitives.ReadInt32LittleEndian(Chunk(chunk)[NextOffset..]);
        _freeChunks--;
        return chunk;
    }

    private void Free(int chunk)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Chunk(chunk)[NextOffset..], _free);
        _free = chunk;
        _freeChunks++;
    }

    private void AddSlab()
    {
        _slabs.Add(GC.AllocateUninitializedArray<byte>(ChunkLength * ChunksPerSlab));
        var first = (_slabs.Count - 1) * ChunksPerSlab;
        for (var chunk = first; chunk < first + ChunksPerSlab; chunk++)
            Free(chunk);
    }

    private Span<byte> Chunk(int number) =>
        _slabs[number / ChunksPerSlab].AsSpan(number % ChunksPerSlab * ChunkLength, ChunkLength);
}
