using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Reporting.Metrics;

/// <summary>What became of the packets of a mirroring run, for Prometheus.</summary>
public static class SenderMetrics
{
    /// <summary>Mirrors with samples of their own: Prometheus pays for every one for ever.</summary>
    public const int DefaultTop = 20;

    /// <summary>Writes a run's counters; the busiest mirrors one by one, the others as a sum.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="counters">The run's figures, a moment old.</param>
    /// <param name="mirrors">The run's mirrors.</param>
    /// <param name="top">Most mirrors with samples of their own.</param>
    public static void Write(
        MetricsText text,
        RunCounters counters,
        IReadOnlyCollection<Mirror> mirrors,
        int top = DefaultTop
    )
    {
        text.Counter("jmirror_read_packets_total", "Frames the source handed out.", counters.Read);
        text.Counter("jmirror_read_bytes_total", "Captured bytes of those frames.", counters.ReadBytes);
        text.Counter("jmirror_matched_packets_total", "Packets of which a copy was made.", counters.Matched);
        text.Counter("jmirror_mirrored_packets_total", "Copies made.", counters.Mirrored);
        text.Counter(
            "jmirror_mirrored_bytes_total",
            "Bytes of the copies, before fragmentation.",
            counters.MirroredBytes
        );
        text.Counter("jmirror_sent_packets_total", "Copies the way out took whole.", counters.Sent);
        text.Counter(
            "jmirror_sent_bytes_total",
            "Bytes of the datagrams the way out took.",
            counters.SentBytes
        );
        text.Counter("jmirror_sent_fragments_total", "Outer fragments the way out took.", counters.Fragments);
        text.Counters("jmirror_unmatched_packets_total", "Packets of which no copy was wanted, by reason.");
        foreach (var reason in Enum.GetValues<MissReason>().Where(reason => reason is not MissReason.None))
            text.Sample(
                "jmirror_unmatched_packets_total",
                counters.UnmatchedFor(reason),
                ("reason", MissReasons.NameOf(reason))
            );
        text.Counters("jmirror_dropped_packets_total", "Packets or copies lost, by reason.");
        foreach (var reason in Enum.GetValues<DropReason>())
            text.Sample(
                "jmirror_dropped_packets_total",
                counters.DroppedFor(reason),
                ("reason", DropReasons.NameOf(reason))
            );
        WriteMirrors(text, mirrors, top);
    }

    private static void WriteMirrors(MetricsText text, IReadOnlyCollection<Mirror> mirrors, int top)
    {
        // Several triggers may feed one header, and no two samples may have the same labels: TTL and version are none.
        var headers = mirrors
            .GroupBy(mirror => LabelsOf(mirror.Definition))
            .Select(group =>
                (group.Key.Outer, group.Key.Header, Packets: group.Sum(mirror => mirror.Packets))
            )
            .OrderByDescending(header => header.Packets)
            .ToList();
        text.Gauge("jmirror_mirrors", "Live mirrors.", mirrors.Count);
        text.Counters("jmirror_mirror_packets_total", "Copies of the busiest mirrors.");
        foreach (var (outer, header, packets) in headers.Take(top))
            text.Sample(
                "jmirror_mirror_packets_total",
                packets,
                ("source", $"{outer.Source}:{outer.SourcePort}"),
                ("analyzer", $"{outer.Destination}:{outer.DestinationPort}"),
                ("mirror_id", header is { } ids ? $"{ids.MirrorId}" : ""),
                ("session_id", header is { } session ? $"{session.SessionId}" : "")
            );
        // Mirrors move between the two, so this one may fall and is no counter.
        text.Gauge(
            "jmirror_other_mirrors_packets",
            "Copies of all other mirrors.",
            headers.Skip(top).Sum(header => header.Packets)
        );
    }

    private static (OuterHeader Outer, MirrorHeader? Header) LabelsOf(MirrorDefinition definition) =>
        (
            definition.Outer with
            {
                TimeToLive = OuterHeader.DefaultTimeToLive,
            },
            definition.Header is { } header ? header with { Version = 0 } : null
        );
}
