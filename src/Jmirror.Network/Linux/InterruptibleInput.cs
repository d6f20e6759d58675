using static Jmirror.Network.Linux.PollConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// Standard input, of which reading can be given up: whoever waits at a silent pipe must hear Ctrl-C all the same.
/// </summary>
internal sealed class InterruptibleInput(CancellationToken cancellation) : Stream
{
    private const int Descriptor = 0;
    private const int WaitStep = 100; // milliseconds

    private readonly Stream _input = Console.OpenStandardInput();

    /// <summary>Waits for bytes; 0 at the end.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public override int Read(Span<byte> buffer)
    {
        Span<Pollfd> waited = [new Pollfd { Descriptor = Descriptor, Events = POLLIN }];
        do
        {
            cancellation.ThrowIfCancellationRequested();
            Libc.Wait(waited, WaitStep);
            // Bytes, the end or an error: none of them keeps a read waiting.
        } while (waited[0].Returned == 0);
        return _input.Read(buffer);
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
            _input.Dispose();
        base.Dispose(disposing);
    }
}
