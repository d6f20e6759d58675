namespace Jmirror.Network.Files;

/// <summary>
/// The stretch of a file that is in memory: one large buffer, read into in one go, with only the record that
/// straddles its end moved to the front before the next read.
/// </summary>
/// <param name="stream">Where the bytes come from; the window's owner disposes it.</param>
/// <param name="length">Bytes of the buffer; it grows for a record that needs more.</param>
internal sealed class ReadWindow(Stream stream, int length)
{
    /// <summary>Large enough to make system calls rare, small enough for the second-level cache.</summary>
    public const int DefaultLength = 1 << 20;

    // A file that is opened but not read yet, and a small file, cost no more than this.
    private const int FirstLength = 4096;

    private byte[] _memory = GC.AllocateUninitializedArray<byte>(Math.Min(FirstLength, length));
    private int _end;
    private long _discarded;

    /// <summary>The bytes that are there; those before <see cref="Position"/> are done with.</summary>
    public ReadOnlySpan<byte> Memory => _memory.AsSpan(0, _end);

    /// <summary>The first byte that is not done with, an index into <see cref="Memory"/>.</summary>
    public int Position { get; set; }

    /// <summary>Bytes from <see cref="Position"/> on.</summary>
    public int Available => _end - Position;

    /// <summary>Where <see cref="Position"/> lies in the stream.</summary>
    public long Offset => _discarded + Position;

    /// <summary>
    /// Reads until <paramref name="needed"/> bytes are available. False: the stream ends before. Moves memory.
    /// </summary>
    /// <exception cref="IOException">The operating system cannot read.</exception>
    public bool TryFill(int needed)
    {
        if (Available >= needed)
            return true;
        MakeRoom(needed);
        while (Available < needed)
        {
            var count = stream.Read(_memory.AsSpan(_end));
            if (count == 0)
                return false;
            _end += count;
        }
        return true;
    }

    private void MakeRoom(int needed)
    {
        var isSmallSoFar = _discarded + _end < FirstLength;
        var wanted = Math.Max(needed, isSmallSoFar ? 0 : length);
        var rest = _memory.AsSpan(Position, Available);
        if (wanted > _memory.Length)
            _memory = GC.AllocateUninitializedArray<byte>(wanted);
        rest.CopyTo(_memory);
        _discarded += Position;
        _end = rest.Length;
        Position = 0;
    }
}
