namespace Jmirror.Cli.Receiving;

/// <summary>
/// A file that somebody else is about to make: empty until it is there. Who listens before anything is sent must name
/// the sender's ledger before it exists; and one of an earlier run must not be read in its place, so it is opened when
/// it is first asked for, which is after the first packet has come.
/// </summary>
internal sealed class AwaitedFile(string path) : Stream
{
    private FileStream? _file;

    /// <summary>True once the file was found.</summary>
    public bool IsThere => _file is not null;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_file is null && File.Exists(path))
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return _file?.Read(buffer, offset, count) ?? 0;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }
}
