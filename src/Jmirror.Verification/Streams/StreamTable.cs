using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Streams;

/// <summary>
/// Accounts for mirror datagrams by stream. A packet of a known stream costs one look-up and no allocation.
/// One caller at a time.
/// </summary>
/// <param name="maxStreams">
/// Streams kept; packets of further ones are only counted in <see cref="Unlisted"/>, so that random ids sent to an
/// open port cannot exhaust the memory.
/// </param>
public sealed class StreamTable(int maxStreams = StreamTable.DefaultMaxStreams)
{
    /// <summary>One million streams: about 210 MB.</summary>
    public const int DefaultMaxStreams = 1_000_000;

    private readonly Dictionary<StreamKey, StreamAccount> _streams = [];
    private readonly long[] _unusable = new long[MirrorFaultTexts.All.Count];

    // The stream of the last packet: mirrored packets come in trains.
    private StreamAccount? _last;

    /// <summary>Datagrams of listed streams.</summary>
    public long Packets { get; private set; }

    /// <summary>Datagrams of streams for which there was no room.</summary>
    public long Unlisted { get; private set; }

    /// <summary>Datagrams that could not be decoded and so belong to no stream.</summary>
    public long Unusable { get; private set; }

    /// <summary>Streams listed.</summary>
    public int Count => _streams.Count;

    /// <summary>
    /// Accounts for one decoded datagram, usable or not. Every call raises exactly one of <see cref="Packets"/>,
    /// <see cref="Unlisted"/> and <see cref="Unusable"/>.
    /// </summary>
    /// <param name="datagram">What was decoded.</param>
    /// <param name="outerLength">Length of the outer IP datagram, bytes.</param>
    /// <param name="timestamp">Nanoseconds since 1970-01-01 UTC.</param>
    public void Add(in MirrorDatagram datagram, int outerLength, long timestamp)
    {
        if (!datagram.IsUsable)
        {
            Unusable++;
            _unusable[MirrorFaultTexts.IndexOf(datagram.Faults & MirrorFaults.Unusable)]++;
            return;
        }
        if (Find(StreamKey.Of(datagram)) is not { } stream)
        {
            Unlisted++;
            return;
        }
        Packets++;
        stream.Add(datagram, outerLength, timestamp);
    }

    /// <summary>How many datagrams could not be decoded for this reason; of several reasons the first one counts.</summary>
    public long UnusableBy(MirrorFaults fault) => _unusable[MirrorFaultTexts.IndexOf(fault)];

    /// <summary>
    /// The streams by mirror id, session id, then addresses and ports, whatever the order of arrival was: what
    /// people look for comes first, and two runs can be compared.
    /// </summary>
    public IReadOnlyList<StreamAccount> ToSortedList() =>
        [
            .. _streams
                .Values.OrderBy(stream => stream.Key.MirrorId)
                .ThenBy(stream => stream.Key.SessionId)
                .ThenBy(stream => stream.Key.Source.Value)
                .ThenBy(stream => stream.Key.Destination.Value)
                .ThenBy(stream => stream.Key.DestinationPort)
                .ThenBy(stream => stream.Key.SourcePort),
        ];

    /// <summary>
    /// The streams with the most packets, the busiest first. One look at each stream and no sorting of all: it may be
    /// asked in the middle of a run.
    /// </summary>
    public IReadOnlyList<StreamAccount> Busiest(int count)
    {
        var busiest = new PriorityQueue<StreamAccount, long>(count + 1);
        foreach (var stream in _streams.Values)
        {
            if (busiest.Count < count)
                busiest.Enqueue(stream, stream.Packets);
            else
                busiest.EnqueueDequeue(stream, stream.Packets);
        }
        var list = new List<StreamAccount>(busiest.Count);
        while (busiest.TryDequeue(out var stream, out _))
            list.Add(stream);
        list.Reverse();
        return list;
    }

    private StreamAccount? Find(in StreamKey key)
    {
        if (_last is { } last && last.Key == key)
            return last;
        if (!_streams.TryGetValue(key, out var stream))
        {
            if (_streams.Count == maxStreams)
                return null;
            stream = new StreamAccount(key);
            _streams.Add(key, stream);
        }
        _last = stream;
        return stream;
    }
}
