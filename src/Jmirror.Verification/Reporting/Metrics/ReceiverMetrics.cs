using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Reporting.Metrics;

/// <summary>What a receiver counted, for Prometheus.</summary>
public static class ReceiverMetrics
{
    /// <summary>Streams with samples of their own: Prometheus pays for every one for ever.</summary>
    public const int DefaultTop = 20;

    /// <summary>Writes the receiver's counters; the busiest streams one by one, the others as a sum.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="table">The streams; nothing may be added to it meanwhile.</param>
    /// <param name="latency">Nanoseconds; absent when it is not measured.</param>
    /// <param name="top">Most streams with samples of their own.</param>
    public static void Write(
        MetricsText text,
        StreamTable table,
        Histogram? latency = null,
        int top = DefaultTop
    )
    {
        text.Counter("jmirror_received_packets_total", "Mirror datagrams of listed streams.", table.Packets);
        text.Counter(
            "jmirror_unlisted_packets_total",
            "Mirror datagrams of streams beyond the most kept.",
            table.Unlisted
        );
        text.Gauge("jmirror_streams", "Streams listed.", table.Count);
        text.Counters("jmirror_unusable_packets_total", "Datagrams that could not be decoded, by reason.");
        foreach (var fault in MirrorFaultTexts.All.Where(fault => MirrorFaults.Unusable.HasFlag(fault)))
            text.Sample(
                "jmirror_unusable_packets_total",
                table.UnusableBy(fault),
                ("reason", MirrorFaultTexts.NameOf(fault))
            );
        WriteStreams(text, table, top);
        if (latency is not null)
            text.Summary(
                "jmirror_latency_seconds",
                "From leaving the sender to arriving at the receiver.",
                latency
            );
    }

    private static void WriteStreams(MetricsText text, StreamTable table, int top)
    {
        var busiest = table.Busiest(top);
        WriteStreams(
            text,
            busiest,
            "jmirror_stream_packets_total",
            "Packets of the busiest streams.",
            s => s.Packets
        );
        WriteStreams(
            text,
            busiest,
            "jmirror_stream_bytes_total",
            "Bytes of the mirrored packets of the busiest streams.",
            s => s.InnerBytes
        );
        // Streams move between the two, so this one may fall and is no counter.
        text.Gauge(
            "jmirror_other_streams_packets",
            "Packets of all other streams.",
            table.Packets - busiest.Sum(s => s.Packets)
        );
    }

    private static void WriteStreams(
        MetricsText text,
        IReadOnlyList<StreamAccount> streams,
        string name,
        string help,
        Func<StreamAccount, long> figure
    )
    {
        text.Counters(name, help);
        foreach (var stream in streams)
        {
            var key = stream.Key;
            text.Sample(
                name,
                figure(stream),
                ("source", $"{key.Source}:{key.SourcePort}"),
                ("destination", $"{key.Destination}:{key.DestinationPort}"),
                ("mirror_id", $"{key.MirrorId}"),
                ("session_id", $"{key.SessionId}")
            );
        }
    }
}
