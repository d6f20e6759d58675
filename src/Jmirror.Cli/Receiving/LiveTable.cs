using System.Text;
using Jmirror.Engine.Pacing;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Receiving;

/// <summary>What a running receiver shows: the sums, and the busiest streams with their rates of the last moment.</summary>
internal sealed class LiveTable(
    Receiver receiver,
    ReceiveSource source,
    ExpectedLedger? ledger,
    IPacingClock clock
)
{
    private const int StreamsShown = 10;
    private const double NanosecondsPerSecond = 1e9;

    private readonly Dictionary<StreamKey, long> _before = [];
    private long _packetsBefore;
    private long _timeBefore = clock.Now;

    public string Draw()
    {
        var text = new StringBuilder();
        lock (receiver.Figures)
        {
            var now = clock.Now;
            var seconds = Math.Max(1, now - _timeBefore) / NanosecondsPerSecond;
            var rate = Quantity.Rate((receiver.Packets - _packetsBefore) / seconds);
            text.Append(
                $"{Quantity.Count(receiver.Packets)} packets, {rate}, {Quantity.Count(receiver.Streams.Count)} streams"
            );
            if (source.Counters is { Dropped: > 0 and var dropped })
                text.Append($", {Quantity.Count(dropped)} dropped by this machine");
            if (ledger?.Comparison.Total() is { } total)
                text.Append(
                    $"; of {Quantity.Count(total.Sent)} sent {Quantity.Count(total.Missing + total.Lost)} missing, "
                        + $"{Quantity.Count(total.Reordered)} reordered, {Quantity.Count(total.Duplicates)} duplicates"
                );
            AppendStreams(text, seconds);
            (_timeBefore, _packetsBefore) = (now, receiver.Packets);
        }
        return text.ToString();
    }

    private void AppendStreams(StringBuilder text, double seconds)
    {
        foreach (var stream in receiver.Streams.Busiest(StreamsShown))
        {
            var packets = stream.Packets - _before.GetValueOrDefault(stream.Key);
            text.Append(
                $"\n  {StreamRow.NameOf(stream.Key), -52} {Quantity.Count(stream.Packets), 15} packets {Quantity.Rate(packets / seconds), 12}"
            );
            _before[stream.Key] = stream.Packets;
        }
    }
}
