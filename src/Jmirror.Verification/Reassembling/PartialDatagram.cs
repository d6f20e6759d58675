using Jmirror.Protocol.Ip;

namespace Jmirror.Verification.Reassembling;

/// <summary>What all pieces of one datagram have in common (RFC 791, 3.2); the protocol is always UDP here.</summary>
internal readonly record struct DatagramKey(
    Ipv4Address Source,
    Ipv4Address Destination,
    ushort Identification
);

/// <summary>One outer datagram in progress. Offsets count from the first byte behind the IPv4 header.</summary>
internal sealed class PartialDatagram(DatagramKey key, long firstTimestamp)
{
    private const int MinHeaderLength = 20;
    private const int SmallestBuffer = 2048;

    // Bytes that are there, as ranges in order that neither touch nor overlap.
    private readonly List<(int Start, int End)> _runs = [];
    private byte[] _bytes = [];
    private byte[]? _header;
    private int? _length;

    public DatagramKey Key => key;

    public long FirstTimestamp => firstTimestamp;

    /// <summary>Memory held, bytes.</summary>
    public int BufferLength => _bytes.Length;

    public int Pieces { get; private set; }

    private int HighestEnd => _runs.Count == 0 ? 0 : _runs[^1].End;

    /// <summary>
    /// Puts one piece in its place. <see cref="PieceFit.Conflict"/>, <see cref="PieceFit.Overlap"/> and
    /// <see cref="PieceFit.LengthContradiction"/> leave the datagram as it was.
    /// </summary>
    /// <param name="header">The piece's IPv4 header; that of the first piece becomes the datagram's.</param>
    /// <param name="start">Offset of the piece.</param>
    /// <param name="data">The bytes behind the header, at least one.</param>
    /// <param name="isLast">More-fragments is clear: the datagram ends here.</param>
    public PieceFit Add(ReadOnlySpan<byte> header, int start, ReadOnlySpan<byte> data, bool isLast)
    {
        var end = start + data.Length;
        if (isLast ? end < HighestEnd || (_length ?? end) != end : end > (_length ?? ushort.MaxValue))
            return PieceFit.LengthContradiction;
        var headerLength = start == 0 ? header.Length : _header?.Length ?? MinHeaderLength;
        if (headerLength + Math.Max(end, HighestEnd) > ushort.MaxValue)
            return PieceFit.LengthContradiction;

        // The first run that reaches to the piece or beyond its start.
        var at = _runs.FindIndex(run => run.End >= start);
        if (at >= 0 && _runs[at].Start <= start && end <= _runs[at].End)
            return data.SequenceEqual(_bytes.AsSpan(start, data.Length))
                ? PieceFit.Duplicate
                : PieceFit.Conflict;
        if (_runs.Exists(run => run.Start < end && start < run.End))
            return PieceFit.Overlap;

        Insert(start, end, at);
        EnsureRoom(end);
        data.CopyTo(_bytes.AsSpan(start));
        if (start == 0)
            _header = header.ToArray();
        if (isLast)
            _length = end;
        Pieces++;
        return _runs is [(0, var contiguous)] && contiguous == _length ? PieceFit.Completed : PieceFit.Added;
    }

    /// <summary>Writes header and bytes of a completed datagram and returns their length.</summary>
    public int CopyTo(Span<byte> destination)
    {
        var header = _header!;
        header.CopyTo(destination);
        _bytes.AsSpan(0, _length!.Value).CopyTo(destination[header.Length..]);
        return header.Length + _length.Value;
    }

    public IncompleteDatagram GivenUp(IncompleteReason reason) =>
        new(
            key.Source,
            key.Destination,
            key.Identification,
            reason,
            Pieces,
            _runs.Sum(run => run.End - run.Start),
            _length,
            firstTimestamp
        );

    // Joins the piece with the runs that it touches.
    private void Insert(int start, int end, int at)
    {
        if (at < 0)
        {
            _runs.Add((start, end));
            return;
        }
        if (_runs[at].End == start)
        {
            start = _runs[at].Start;
            _runs.RemoveAt(at);
        }
        if (at < _runs.Count && _runs[at].Start == end)
        {
            end = _runs[at].End;
            _runs.RemoveAt(at);
        }
        _runs.Insert(at, (start, end));
    }

    private void EnsureRoom(int length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Clamp(2 * length, SmallestBuffer, ushort.MaxValue));
    }
}

/// <summary>How a piece fits into a datagram in progress.</summary>
internal enum PieceFit
{
    Added,
    Completed,
    Duplicate,
    Conflict,
    Overlap,
    LengthContradiction,
}
