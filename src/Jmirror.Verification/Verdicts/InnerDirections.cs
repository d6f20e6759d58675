using Jmirror.Verification.Decoding;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Verdicts;

/// <summary>
/// Whether both directions of a stream were seen. The mirror header has no direction, so the inner addresses tell:
/// a subscriber's address is the source of one packet and the destination of another.
/// </summary>
/// <remarks>
/// The first <see cref="AddressesPerStream"/> addresses of a stream are watched; the subscriber's is among the first
/// two, as all packets of a mirror carry it.
/// </remarks>
public sealed class InnerDirections
{
    /// <summary>Addresses watched per stream.</summary>
    public const int AddressesPerStream = 8;

    private readonly Dictionary<StreamKey, Watch> _streams = [];

    // The stream of the last packet: mirrored packets come in trains.
    private StreamKey _lastKey;
    private Watch? _last;

    /// <summary>Takes one mirrored packet; packets without readable IP addresses say nothing.</summary>
    public void Add(in StreamKey stream, in InnerPacket packet)
    {
        if (packet.Version == 0)
            return;
        if (_last is null || _lastKey != stream)
            (_lastKey, _last) = (stream, WatchOf(stream));
        _last.Add(packet);
    }

    /// <summary>True when an address of the stream has been source and destination.</summary>
    public bool HasBoth(in StreamKey stream) => _streams.TryGetValue(stream, out var watch) && watch.HasBoth;

    private Watch WatchOf(in StreamKey stream)
    {
        if (!_streams.TryGetValue(stream, out var watch))
            _streams.Add(stream, watch = new Watch());
        return watch;
    }

    private sealed class Watch
    {
        private readonly List<UInt128> _sources = [];
        private readonly List<UInt128> _destinations = [];

        public bool HasBoth { get; private set; }

        public void Add(in InnerPacket packet)
        {
            if (HasBoth)
                return;
            HasBoth = _sources.Contains(packet.Destination) || _destinations.Contains(packet.Source);
            Note(_sources, packet.Source);
            Note(_destinations, packet.Destination);
        }

        private static void Note(List<UInt128> addresses, UInt128 address)
        {
            if (addresses.Count < AddressesPerStream && !addresses.Contains(address))
                addresses.Add(address);
        }
    }
}
