namespace Jmirror.Network.Files;

/// <summary>
/// The bytes of a capture as they are stored: lets the first few be looked at before anybody reads them (a pipe
/// cannot be rewound) and counts what is read.
/// </summary>
/// <param name="inner">The file or pipe; disposed with this.</param>
internal sealed class StoredBytes(Stream inner) : Stream
{
    private readonly byte[] _first = new byte[sizeof(uint)];
    private int _firstLength;
    private int _firstTaken;

    /// <summary>Bytes taken from the file so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Length of the file; null for a pipe.</summary>
    public long? TotalBytes => inner.CanSeek ? inner.Length : null;

    /// <summary>The first four bytes, or all of a shorter file. To be called before anything is read.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _firstLength = inner.ReadAtLeast(_first, _first.Length, throwOnEndOfStream: false);
        BytesRead = _firstLength;
        return _first.AsSpan(0, _firstLength);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_firstTaken < _firstLength && buffer.Length > 0)
        {
            var again = _first.AsSpan(_firstTaken, Math.Min(buffer.Length, _firstLength - _firstTaken));
            again.CopyTo(buffer);
            _firstTaken += again.Length;
            return again.Length;
        }
        var count = inner.Read(buffer);
        BytesRead += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
