using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Reporting.Metrics;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Reporting.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Counter_OneFigure_HasHelpTypeAndSample() =>
        Assert.Equal(
            """
            # HELP jmirror_sent_packets_total Copies the way out took whole.
            # TYPE jmirror_sent_packets_total counter
            jmirror_sent_packets_total 42

            """,
            Written(text => text.Counter("jmirror_sent_packets_total", "Copies the way out took whole.", 42))
        );

    [Fact]
    public void Sample_HostileLabelValue_IsEscaped() =>
        Assert.Equal(
            "x_total{a=\"\\\\ \\\" \\n }\",b=\"\"} 1\n",
            Written(text => text.Sample("x_total", 1, ("a", "\\ \" \n }"), ("b", "")))
        );

    [Fact]
    public void Summary_Nanoseconds_AreWrittenInSeconds()
    {
        var latency = new Histogram();
        latency.Record(1_000_000);
        latency.Record(3_000_000);
        var lines = Written(text => text.Summary("x_seconds", "Help.", latency)).Split('\n');
        Assert.Contains("x_seconds{quantile=\"0.5\"} 0.001", lines, StringComparer.Ordinal);
        Assert.Contains("x_seconds{quantile=\"0.999\"} 0.003", lines, StringComparer.Ordinal);
        Assert.Contains("x_seconds_sum 0.004", lines, StringComparer.Ordinal);
        Assert.Contains("x_seconds_count 2", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void Summary_NothingMeasured_HasNoQuantiles() =>
        Assert.Contains(
            "x_seconds{quantile=\"0.99\"} NaN\n",
            Written(text => text.Summary("x_seconds", "Help.", new Histogram())),
            StringComparison.Ordinal
        );

    [Fact]
    public void Receiver_MoreStreamsThanTop_GivesTheOthersAsASum()
    {
        var text = Written(writer => ReceiverMetrics.Write(writer, Streams(packets: [5, 1, 7, 2]), top: 2));
        Assert.Equal(
            [
                "jmirror_stream_packets_total{source=\"192.0.2.1:30030\",destination=\"192.0.2.100:30030\",mirror_id=\"2\",session_id=\"144\"} 7",
                "jmirror_stream_packets_total{source=\"192.0.2.1:30030\",destination=\"192.0.2.100:30030\",mirror_id=\"0\",session_id=\"144\"} 5",
            ],
            text.Split('\n')
                .Where(line => line.StartsWith("jmirror_stream_packets_total{", StringComparison.Ordinal)),
            StringComparer.Ordinal
        );
        Assert.Contains("\njmirror_other_streams_packets 3\n", text, StringComparison.Ordinal);
        Assert.Contains("\njmirror_streams 4\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sender_SeveralMirrorsOfOneHeader_AreOneSample()
    {
        var first = MirrorOf(new MirrorHeader(0, 7, 9), packets: 3);
        var second = MirrorOf(new MirrorHeader(1, 7, 9), packets: 4);
        var bare = MirrorOf(null, packets: 1);
        var text = Written(writer => SenderMetrics.Write(writer, new RunCounters(), [first, second, bare]));
        Assert.Equal(
            [
                "jmirror_mirror_packets_total{source=\"192.0.2.1:30030\",analyzer=\"192.0.2.100:30030\",mirror_id=\"7\",session_id=\"9\"} 7",
                "jmirror_mirror_packets_total{source=\"192.0.2.1:30030\",analyzer=\"192.0.2.100:30030\",mirror_id=\"\",session_id=\"\"} 1",
            ],
            text.Split('\n')
                .Where(line => line.StartsWith("jmirror_mirror_packets_total{", StringComparison.Ordinal)),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Sender_Drops_AreToldByTheReasonsWord()
    {
        var counters = new RunCounters { Read = 3 };
        counters.Drop(DropReason.SinkBusy, 2);
        counters.Miss(MissReason.NoTrigger);
        var text = Written(writer => SenderMetrics.Write(writer, counters, []));
        Assert.Contains(
            "jmirror_dropped_packets_total{reason=\"sink-busy\"} 2\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "jmirror_unmatched_packets_total{reason=\"no-trigger\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("reason=\"none\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_AnyFigures_PassPrometheusOwnCheck()
    {
        var promtool = Tool.Find("promtool");
        Assert.SkipUnless(promtool is not null, "promtool is not installed");
        var latency = new Histogram();
        latency.Record(12_345);
        var text = Written(writer =>
        {
            ReceiverMetrics.Write(writer, Streams(packets: [5, 1, 7]), latency, top: 2);
            SenderMetrics.Write(
                writer,
                new RunCounters { Read = 1 },
                [MirrorOf(new MirrorHeader(0, 7, 9), 3), MirrorOf(new MirrorHeader(0, 7, 9), 4)]
            );
        });
        var result = Tool.RunAny(promtool, ["check", "metrics"], text);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    private static StreamTable Streams(int[] packets)
    {
        var table = new StreamTable();
        for (var i = 0; i < packets.Length; i++)
        {
            var header = MirrorDatagrams.Header with { MirrorId = (uint)i };
            var bytes = MirrorDatagrams.Encode(
                MirrorDatagrams.Outer,
                header,
                Hex.Bytes(MirrorDatagrams.Echo)
            );
            for (var n = 0; n < packets[i]; n++)
                table.Add(MirrorDatagrams.Decode(bytes), bytes.Length, n);
        }
        return table;
    }

    private static Mirror MirrorOf(MirrorHeader? header, int packets)
    {
        var mirror = new Mirror(
            new MirrorDefinition([Trigger.All], SecurePolicy.Default, MirrorDatagrams.Outer, header)
        );
        var thread = new RunCounters();
        for (var i = 0; i < packets; i++)
            mirror.CountCopy(length: 100, thread);
        return mirror;
    }

    private static string Written(Action<MetricsText> write)
    {
        var destination = new StringWriter();
        write(new MetricsText(destination));
        return destination.ToString();
    }
}
