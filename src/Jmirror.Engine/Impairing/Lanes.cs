using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Randomness;

namespace Jmirror.Engine.Impairing;

/// <summary>The mirrors that an impairing sink has seen, found by the stream of their copies.</summary>
internal sealed class Lanes(ImpairmentPlan plan)
{
    /// <summary>
    /// Most that are remembered. Sessions come and go: beyond this all are forgotten that hold no copy, and begin their
    /// sequence again.
    /// </summary>
    public const int Most = 1 << 20;

    private readonly Dictionary<StreamIdentity, Lane> _lanes = [];
    private StreamIdentity _lastStream;
    private Lane? _last;

    /// <summary>The mirror of a stream; <see cref="StreamIdentity.Bare"/> for all copies without headers.</summary>
    public Lane Of(in StreamIdentity stream)
    {
        // Mirrored packets come in trains.
        if (_last is not null && _lastStream == stream)
            return _last;
        if (!_lanes.TryGetValue(stream, out var lane))
            lane = Add(stream);
        (_lastStream, _last) = (stream, lane);
        return lane;
    }

    private Lane Add(in StreamIdentity stream)
    {
        if (_lanes.Count == Most)
        {
            foreach (var (known, idle) in _lanes)
            {
                if (!idle.Holds)
                    _lanes.Remove(known);
            }
        }
        var lottery = plan.For(stream == StreamIdentity.Bare ? null : stream.Header.MirrorId);
        var name = SeededRandom.Mix(stream.Addresses) ^ SeededRandom.Mix(stream.Ids + 1) ^ stream.Ports;
        var lane = new Lane(lottery, new SeededRandom(plan.Seed, name));
        _lanes.Add(stream, lane);
        return lane;
    }
}
