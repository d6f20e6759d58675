using Jmirror.Engine.Measuring;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Searching;
using Jmirror.Verification.Tests.Searching;

namespace Jmirror.Verification.Tests.Reporting;

/// <summary>Reports as the commands would fill them, from seeded figures.</summary>
internal static class SampleReports
{
    private const long Start = 1_795_435_200_000_000_000; // 2026-11-23 12:00 UTC

    /// <summary>A comparison of half a minute in which a few packets were lost.</summary>
    public static ReportData Lossy { get; } =
        new()
        {
            Title = "Mirror load test: mx1 to analyzer md1",
            Purpose =
                "Replays an hour of subscriber traffic as 250 mirrored streams and compares what the analyzer received "
                + "with what was sent, packet by packet.",
            Verdict = new(false, "112 of 14 799 000 packets did not arrive; 1 of 5 checks failed."),
            Highlights =
            [
                new("Sent", "14 799 000", "in 29.6 s"),
                new("Received", "14 798 888"),
                new("Lost", "112", "0.000757 %"),
                new("Rate", "500 kpps", "2.31 Gbit/s"),
                new("Latency, 99 %", "412.3 µs"),
                new("Mirrors", "250"),
            ],
            Checks =
            [
                new("Every packet arrived", "loss at most 0", "112 lost (0.000757 %)", false),
                new("Every packet arrived as it was sent", "0 altered", "0 altered", true),
                new("Nothing else arrived", "0 unexpected", "0 unexpected", true),
                new("Order within each mirror was kept", "0 reordered", "0 reordered", true),
                new("Latency of 99 % of the packets", "at most 5 ms", "412.3 µs", true),
            ],
            Environment =
            [
                new(
                    "Command",
                    "jmirror compare sent.ledger received.pcapng --max-loss 0 --max-latency-p99 5ms --report report.html"
                ),
                new("Version", "jmirror 0.1.0"),
                new("Host", "lab7, Linux 6.1.0-18-amd64 x86_64, 2 cores"),
                new("Time", "2026-11-23 12:00:00 to 12:00:30 UTC"),
                new("Sending engine", "packet", "AF_PACKET ring on eth1, MTU 1500"),
            ],
            Rates = Rates(),
            Latency = ReportDistribution.Of(Latencies()),
            Gaps = ReportDistribution.Of(Gaps()),
            Streams = ReportStreams.Of(Streams(250), top: 12),
            Methods =
            [
                new(
                    "Loss",
                    "Packets in the sender's ledger whose digest was not seen by the receiver on the same mirror."
                ),
                new(
                    "Latency",
                    "Arrival, by the receiver's kernel, minus departure in the ledger; both on the same clock."
                ),
            ],
        };

    /// <summary>A search for the highest rate, and nothing else.</summary>
    public static ReportData Search { get; } =
        new()
        {
            Title = "Highest loss-free rate: lab7 to md1",
            Purpose = "Searches the highest rate that the path carries without losing a packet.",
            Verdict = new(true, "The path carries 737.4 kpps without loss."),
            Search = new SimulatedPath { Limit = 740_000, SenderLimit = 1_310_000 }.Search(
                new RateSearchSettings()
            ),
        };

    /// <summary>Names chosen to break out of their place or to read other than they are.</summary>
    public static ReportData Hostile { get; } =
        Lossy with
        {
            Title = "</title><script>alert(1)</script>",
            Purpose =
                "\" onload='alert(1)' &amp; <img src=x onerror=alert(1)> ]]> <!-- \0\u001b[31m \u202egnp.exe \ud800",
            Environment = [new("<b>name</b>", new string('x', 400), "</dd></dl></section>")],
            Checks = [new("<script>", "--></style>", "&lt;", false)],
            Streams = ReportStreams.Of([
                new StreamFigures
                {
                    Source = "<svg/onload=alert(1)>",
                    Destination = "\u0007'\"",
                    Packets = 1,
                },
            ]),
        };

    private static List<RateInterval> Rates()
    {
        var random = new Random(1);
        var series = new RateSeries();
        for (var step = 0; step < 296; step++)
        {
            var time = Start + step * RateSeries.DefaultInterval;
            var sent = step is > 140 and < 160
                ? 42_000 + random.Next(2_000)
                : 50_000 + random.Next(-300, 300);
            var lost = step is 88 or 89 or 201 ? random.Next(20, 50) : 0;
            series.Sent(time, sent);
            series.Received(time, sent - lost);
            series.Lost(time, lost);
        }
        return [.. series.ToList()];
    }

    private static Histogram Latencies()
    {
        var random = new Random(2);
        var histogram = new Histogram();
        for (var i = 0; i < 200_000; i++)
            histogram.Record(
                (long)(
                    Math.Exp(11 + Normal(random) * 0.45)
                    + (random.Next(2_000) == 0 ? 3_000_000 * random.NextDouble() : 0)
                )
            );
        return histogram;
    }

    private static Histogram Gaps()
    {
        var random = new Random(3);
        var histogram = new Histogram();
        for (var i = 0; i < 200_000; i++)
            histogram.Record((long)(2_000 + Normal(random) * 120));
        return histogram;
    }

    private static List<StreamFigures> Streams(int count)
    {
        var random = new Random(4);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var sent = 60_000L / (1 + i / 10) + random.Next(900);
                    var lost = i is 17 or 40 ? 56L : 0;
                    return new StreamFigures
                    {
                        Source = i < 5 ? "192.0.2.2:30030" : "192.0.2.1:30030",
                        Destination = "192.0.2.100:30030",
                        MirrorId = (uint)(i < 5 ? i + 5 : i),
                        SessionId = 144,
                        Sent = sent,
                        Packets = sent - lost,
                        Bytes = sent * 540,
                        Pps = sent / 29.6,
                        Lost = lost,
                        Reordered = 0,
                        Duplicated = 0,
                        Altered = 0,
                        LatencyP99 = 300_000 + random.Next(200_000),
                    };
                }),
        ];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
