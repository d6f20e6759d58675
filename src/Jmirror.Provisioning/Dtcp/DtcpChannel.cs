using System.Buffers;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>Carries bytes between a stream and a session until one of them ends, or takes too long.</summary>
internal sealed class DtcpChannel(Stream stream, DtcpSession session, TimeProvider clock)
{
    private const int ChunkSize = 16 << 10;

    // From the first byte of a request to its last, and for a client to take its answers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ArrayBufferWriter<byte> _answers = new();
    private long? _requestBegin;

    /// <summary>Serves to the end. A request that stays half sent and answers that nobody takes end it too.</summary>
    public async Task ServeAsync(ReadOnlyMemory<byte> first, CancellationToken stop)
    {
        if (!await AnswerAsync(first, stop).ConfigureAwait(false))
            return;
        var chunk = new byte[ChunkSize];
        while (true)
        {
            int length;
            try
            {
                length = await stream
                    .ReadAsync(chunk, stop)
                    .AsTask()
                    .WaitAsync(TimeLeft(), clock, stop)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                session.GiveUp();
                return;
            }
            if (length == 0 || !await AnswerAsync(chunk.AsMemory(0, length), stop).ConfigureAwait(false))
                return;
        }
    }

    private async Task<bool> AnswerAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        _answers.ResetWrittenCount();
        var goesOn = session.Receive(bytes.Span, _answers);
        if (!session.IsInMessage)
            _requestBegin = null;
        else if (_requestBegin is null || _answers.WrittenCount > 0)
            _requestBegin = clock.GetTimestamp();
        if (_answers.WrittenCount > 0)
        {
            await stream
                .WriteAsync(_answers.WrittenMemory, stop)
                .AsTask()
                .WaitAsync(Patience, clock, stop)
                .ConfigureAwait(false);
        }
        return goesOn;
    }

    private TimeSpan TimeLeft()
    {
        if (_requestBegin is not { } begin)
            return Timeout.InfiniteTimeSpan;
        var left = Patience - clock.GetElapsedTime(begin);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
