namespace Jmirror.Engine.Ledgers;

/// <summary>
/// Writes a ledger block by block: a full block at once, the rest every <see cref="FlushInterval"/>, so that a live
/// comparison lags by no more and a crash costs no more. Ways out on several threads may share one.
/// </summary>
public sealed class LedgerWriter : IDisposable
{
    /// <summary>Longest time that a recorded packet stays in memory.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _writing = new();
    private readonly Stream _output;
    private readonly ITimer _flushing;
    private readonly Dictionary<StreamIdentity, int> _numbers = [];
    private readonly byte[] _streams = new byte[LedgerFormat.MaxStreamsPerBlock * LedgerFormat.RecordLength];
    private readonly byte[] _packets = new byte[LedgerFormat.MaxPacketsPerBlock * LedgerFormat.RecordLength];
    private readonly byte[] _block = new byte[LedgerFormat.MaxBlockLength];
    private int _streamsInBlock;
    private int _packetsInBlock;
    private long _blockTime;
    private int _streamsBefore;
    private long _packetsBefore;
    private StreamIdentity _lastStream;
    private int _lastNumber = -1;
    private IOException? _failure;
    private bool _isClosed;

    /// <summary>Begins a ledger.</summary>
    /// <param name="output">Where it goes; disposed with this. Each block is one write, so it needs no buffer of its own.</param>
    /// <param name="time">Whose timer flushes.</param>
    public LedgerWriter(Stream output, TimeProvider time)
    {
        _output = output;
        LedgerFormat.WriteFileHeader(_block);
        output.Write(_block, 0, LedgerFormat.FileHeaderLength);
        _flushing = time.CreateTimer(
            static writer => ((LedgerWriter)writer!).FlushInTheBackground(),
            this,
            FlushInterval,
            FlushInterval
        );
    }

    /// <summary>Packets recorded so far.</summary>
    public long Packets => _packetsBefore + _packetsInBlock;

    /// <summary>Begins a ledger in a file; see <see cref="OpenFile"/>.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static LedgerWriter Create(string path, TimeProvider time) => new(OpenFile(path), time);

    /// <summary>Opens a file for a ledger, which others may read meanwhile; an existing one is overwritten.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static Stream OpenFile(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Records copies in the order in which they were sent.</summary>
    /// <param name="copies">What the sink took.</param>
    /// <param name="time">When, nanoseconds since 1970-01-01 UTC.</param>
    /// <exception cref="IOException">This or an earlier block could not be written.</exception>
    public void Add(ReadOnlySpan<SentCopy> copies, long time)
    {
        lock (_writing)
        {
            ThrowIfFailed();
            foreach (ref readonly var copy in copies)
            {
                if (!HasRoomAt(time))
                    WriteBlock();
                if (_packetsInBlock == 0)
                    _blockTime = time;
                LedgerFormat.WritePacket(
                    _packets.AsSpan(_packetsInBlock * LedgerFormat.RecordLength),
                    new SentPacket(NumberOf(copy.Stream), copy.Digest, copy.Length, time, copy.Fault),
                    _blockTime
                );
                _packetsInBlock++;
            }
        }
    }

    /// <summary>Writes what is recorded and not yet written.</summary>
    /// <exception cref="IOException">This or an earlier block could not be written.</exception>
    public void Flush()
    {
        lock (_writing)
        {
            ThrowIfFailed();
            if (_packetsInBlock > 0)
                WriteBlock();
        }
    }

    /// <summary>Closes the ledger; a reader then knows that nothing is missing at its end.</summary>
    /// <exception cref="IOException">This or an earlier block could not be written.</exception>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _flushing.Dispose();
            using (_output)
            {
                Flush();
                WriteBlock();
            }
        }
    }

    private bool HasRoomAt(long time) =>
        _packetsInBlock == 0
        || (
            _packetsInBlock < LedgerFormat.MaxPacketsPerBlock
            && _streamsInBlock < LedgerFormat.MaxStreamsPerBlock
            && time >= _blockTime
            && time - _blockTime <= uint.MaxValue
        );

    private int NumberOf(in StreamIdentity stream)
    {
        // Mirrored packets come in trains.
        if (_lastNumber >= 0 && _lastStream == stream)
            return _lastNumber;
        if (!_numbers.TryGetValue(stream, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(stream, number);
            LedgerFormat.WriteStream(_streams.AsSpan(_streamsInBlock * LedgerFormat.RecordLength), stream);
            _streamsInBlock++;
        }
        (_lastStream, _lastNumber) = (stream, number);
        return number;
    }

    private void WriteBlock()
    {
        var header = new LedgerBlock(
            _streamsInBlock,
            _packetsInBlock,
            _streamsBefore,
            _packetsBefore,
            _blockTime
        );
        var streams = _streams.AsSpan(0, header.Streams * LedgerFormat.RecordLength);
        var packets = _packets.AsSpan(0, header.Packets * LedgerFormat.RecordLength);
        streams.CopyTo(_block.AsSpan(LedgerFormat.BlockHeaderLength));
        packets.CopyTo(_block.AsSpan(LedgerFormat.BlockHeaderLength + streams.Length));
        LedgerFormat.WriteBlockHeader(_block, header);
        try
        {
            _output.Write(_block, 0, header.Length);
            _output.Flush();
        }
        catch (IOException failure)
        {
            _failure = failure;
            throw;
        }
        _streamsBefore += _streamsInBlock;
        _packetsBefore += _packetsInBlock;
        (_streamsInBlock, _packetsInBlock, _blockTime) = (0, 0, 0);
    }

    // After a failed write nobody knows how much of the block is in the file: no other may follow.
    private void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new IOException($"the ledger cannot be written: {_failure.Message}", _failure);
    }

    private void FlushInTheBackground()
    {
        lock (_writing)
        {
            if (_isClosed || _failure is not null || _packetsInBlock == 0)
                return;
            try
            {
                WriteBlock();
            }
            catch (IOException)
            {
                // Kept by WriteBlock: the next Add or Dispose throws it where it can be handled.
            }
        }
    }
}
