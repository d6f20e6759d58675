using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>
/// Frames read into memory once, to be handed out any number of times without touching a file: what a loop at top
/// speed needs. Batches are views into that memory.
/// </summary>
public sealed class PreloadedSource : IRewindableSource
{
    private const int ChunkLength = 16 << 20;
    private const int FramesPerBatch = 1024;

    private readonly List<Chunk> _chunks;
    private int _chunk;
    private int _frame;

    private PreloadedSource(List<Chunk> chunks) => _chunks = chunks;

    /// <summary>Frames held.</summary>
    public long Frames { get; private set; }

    /// <summary>Captured bytes of these frames.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// Reads <paramref name="source"/> to its end. The source stays the caller's and must have one: a live interface
    /// has none.
    /// </summary>
    /// <param name="source">Where the frames come from.</param>
    /// <param name="byteLimit">Most memory to use, bytes: the frames and 32 bytes beside each.</param>
    /// <exception cref="CaptureFileException">The frames need more than <paramref name="byteLimit"/>.</exception>
    public static PreloadedSource Load(IFrameSource source, long byteLimit)
    {
        var loaded = new PreloadedSource([]);
        ReceiveStatus status;
        while ((status = source.Receive(out var batch)) != ReceiveStatus.End)
        {
            if (status == ReceiveStatus.Frames)
                loaded.Add(batch, byteLimit);
        }
        return loaded;
    }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        if (_chunk < _chunks.Count)
        {
            var chunk = _chunks[_chunk];
            var frames = CollectionsMarshal.AsSpan(chunk.Frames)[_frame..];
            if (frames.Length > FramesPerBatch)
            {
                frames = frames[..FramesPerBatch];
                _frame += FramesPerBatch;
            }
            else
            {
                _chunk++;
                _frame = 0;
            }
            batch = new FrameBatch(chunk.Memory, frames);
            return ReceiveStatus.Frames;
        }
        batch = default;
        return ReceiveStatus.End;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _chunk = 0;
        _frame = 0;
    }

    /// <summary>Another source over the same memory, with a place of its own: for a second thread.</summary>
    public PreloadedSource Share() => new(_chunks) { Frames = Frames, Bytes = Bytes };

    /// <summary>Nothing to release: the memory goes with the last source over it.</summary>
    public void Dispose() { }

    private void Add(in FrameBatch batch, long byteLimit)
    {
        foreach (ref readonly var frame in batch.Frames)
        {
            Frames++;
            Bytes += frame.Length;
            if (Bytes + Frames * Unsafe.SizeOf<FrameInfo>() > byteLimit)
                throw new CaptureFileException(
                    $"the captures need more than {byteLimit} bytes of memory (limit reached at packet {Frames})"
                );
            if (_chunks.Count == 0 || _chunks[^1].Room < frame.Length)
                _chunks.Add(new Chunk(Math.Max(ChunkLength, frame.Length)));
            _chunks[^1].Add(frame, batch.BytesOf(frame));
        }
    }

    private sealed class Chunk(int length)
    {
        private int _used;

        public byte[] Memory { get; } = GC.AllocateUninitializedArray<byte>(length);

        public List<FrameInfo> Frames { get; } = [];

        public int Room => Memory.Length - _used;

        public void Add(in FrameInfo frame, ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Memory.AsSpan(_used));
            Frames.Add(frame with { Offset = _used });
            _used += bytes.Length;
        }
    }
}
