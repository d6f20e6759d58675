using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Ledgers;

/// <summary>How far a ledger has been read.</summary>
public enum LedgerEnd
{
    /// <summary>To its present end. The sender may still be writing, or may have died: ask again later.</summary>
    Open,

    /// <summary>To the end, and the sender closed it: nothing is missing.</summary>
    Closed,

    /// <summary>To a place from where on nothing can be believed; <see cref="LedgerReader.Problem"/> names it.</summary>
    Damaged,
}

/// <summary>Reads a ledger packet by packet, also while it is being written. Any bytes end it with a reason, none throw.</summary>
/// <param name="input">The ledger from its first byte on; disposed with this.</param>
public sealed class LedgerReader(Stream input) : IDisposable
{
    private readonly List<StreamKey> _streams = [];
    private readonly byte[] _block = new byte[LedgerFormat.MaxBlockLength];
    private LedgerBlock _header;
    private int _filled;
    private int _next;
    private long _packets;

    /// <summary>The streams met so far; <see cref="SentPacket.Stream"/> is an index into them.</summary>
    public IReadOnlyList<StreamKey> Streams => _streams;

    /// <summary>What it means when <see cref="TryRead"/> returned false.</summary>
    public LedgerEnd End { get; private set; }

    /// <summary>One sentence about the damage; null without any.</summary>
    public string? Problem { get; private set; }

    /// <summary>Bytes from the beginning that were understood.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes behind <see cref="Position"/>: of a block that is not whole yet, or never will be.</summary>
    public int UnfinishedBytes => _filled;

    /// <summary>Packets read.</summary>
    public long Packets => _packets - _header.Packets + _next;

    /// <summary>Opens a ledger file, which may still be written.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static LedgerReader Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>Reads the next packet; false when there is none now, and <see cref="End"/> says whether there can be.</summary>
    /// <exception cref="IOException">The file could not be read.</exception>
    public bool TryRead(out SentPacket packet)
    {
        while (_next == _header.Packets)
        {
            if (!TryReadBlock())
            {
                packet = default;
                return false;
            }
        }
        var at = LedgerFormat.BlockHeaderLength + (_header.Streams + _next) * LedgerFormat.RecordLength;
        packet = LedgerFormat.ReadPacket(_block.AsSpan(at), _header.Time);
        if ((uint)packet.Stream >= (uint)_streams.Count)
            return Refuse($"stream {packet.Stream}");
        if ((int)packet.Fault >= FaultKinds.Count)
            return Refuse($"fault {(int)packet.Fault}");
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => input.Dispose();

    private bool TryReadBlock()
    {
        if (End != LedgerEnd.Open || (Position == 0 && !TryReadFileHeader()))
            return false;
        if (!TryFill(LedgerFormat.BlockHeaderLength))
            return false;
        var header = LedgerFormat.ReadBlockHeader(_block);
        if (
            header.Streams > LedgerFormat.MaxStreamsPerBlock
            || header.Packets > LedgerFormat.MaxPacketsPerBlock
        )
            return Fail($"the block at byte {Position} is damaged: its header cannot be");
        if (!TryFill(header.Length))
            return false;
        if (!LedgerFormat.IsSound(_block.AsSpan(0, header.Length)))
            return Fail($"the block at byte {Position} is damaged: its checksum is wrong");
        if (header.PacketsBefore != _packets || header.StreamsBefore != _streams.Count)
            return Fail($"the block at byte {Position} does not follow the one before it");
        for (var i = 0; i < header.Streams; i++)
            _streams.Add(KeyOf(LedgerFormat.ReadStream(RecordAt(i))));
        (_header, _next) = (header, 0);
        _packets += header.Packets;
        Position += header.Length;
        _filled = 0;
        if (header.IsClosing)
            End = LedgerEnd.Closed;
        return !header.IsClosing;
    }

    private bool TryReadFileHeader()
    {
        if (!TryFill(LedgerFormat.FileHeaderLength))
            return false;
        if (LedgerFormat.CheckFileHeader(_block) is { } problem)
            return Fail(problem);
        Position = LedgerFormat.FileHeaderLength;
        _filled = 0;
        return true;
    }

    private bool TryFill(int length)
    {
        while (_filled < length)
        {
            var read = input.Read(_block, _filled, length - _filled);
            if (read == 0)
                return false;
            _filled += read;
        }
        return true;
    }

    private bool Refuse(string what)
    {
        Fail($"packet {Packets + 1} names {what}, which there is not");
        _header = default;
        _next = 0;
        return false;
    }

    private bool Fail(string problem)
    {
        Problem = problem;
        End = LedgerEnd.Damaged;
        return false;
    }

    private ReadOnlySpan<byte> RecordAt(int index) =>
        _block.AsSpan(LedgerFormat.BlockHeaderLength + index * LedgerFormat.RecordLength);

    private static StreamKey KeyOf(in StreamIdentity stream) =>
        new(
            stream.Source,
            stream.Destination,
            stream.SourcePort,
            stream.DestinationPort,
            stream.Header.MirrorId,
            stream.Header.SessionId
        );
}
