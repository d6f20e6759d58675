using System.Globalization;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;

namespace Jmirror.Cli.Output;

/// <summary>The summary for a person.</summary>
internal static class SummaryText
{
    private const int MirrorsShown = 10;

    public static void Write(RunSummary summary, TextWriter destination)
    {
        var counters = summary.Counters;
        if (summary.Kernel is { } kernel)
        {
            Line(destination, "seen by the kernel", kernel.Seen, "");
            LineIfAny(destination, "dropped by the kernel", kernel.Dropped, "nobody read them in time");
        }
        Line(destination, "read", counters.Read, $"packets from {string.Join(", ", summary.Inputs)}");
        Line(destination, "matched", counters.Matched, "");
        foreach (var reason in Enum.GetValues<MissReason>())
            LineIfAny(
                destination,
                $"unmatched: {MissReasons.NameOf(reason)}",
                counters.UnmatchedFor(reason),
                Explain(reason)
            );
        foreach (var reason in Enum.GetValues<DropReason>().Where(DropReasons.IsBeforeMatching))
            LineIfAny(
                destination,
                $"dropped: {DropReasons.NameOf(reason)}",
                counters.DroppedFor(reason),
                "before matching"
            );
        Line(destination, "mirrored", counters.Mirrored, $"copies, {Number(counters.MirroredBytes)} bytes");
        WriteDroppedCopies(counters, destination);
        Line(destination, "sent", counters.Sent, $"copies to {string.Join(", ", summary.Outputs)}");
        LineIfAny(destination, "fragments", counters.Fragments, "outer IPv4 fragments among them");
        WriteFaults(counters.Faults, destination);
        WriteMirrors(summary.Mirrors, summary.Ended, destination);
        summary.Radius?.WriteText(destination);
        if (summary.Pacing is { } pacing)
            WriteRate(pacing, "copies", destination);
        if (summary.Latency is { Count: > 0 } latency)
            WriteLatency(PacingReport.Distribution.Of(latency), destination);
        destination.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"took {summary.Duration.TotalSeconds:0.000} s, {Number((long)summary.AchievedPps)} copies/s"
            )
        );
    }

    /// <summary>Copies that were made and not sent, by reason.</summary>
    public static void WriteDroppedCopies(RunCounters counters, TextWriter destination)
    {
        foreach (var reason in Enum.GetValues<DropReason>().Where(r => !DropReasons.IsBeforeMatching(r)))
            LineIfAny(
                destination,
                $"dropped: {DropReasons.NameOf(reason)}",
                counters.DroppedFor(reason),
                "after matching"
            );
    }

    /// <summary>Wanted and achieved rate.</summary>
    /// <param name="pacing">What came of the schedule.</param>
    /// <param name="unit">What was sent, in the plural.</param>
    /// <param name="destination">Where to.</param>
    public static void WriteRate(PacingReport pacing, string unit, TextWriter destination)
    {
        var wanted = pacing is { WantedPps: { } pps, ErrorPercent: { } error }
            ? $", wanted {pps:#,0.###} ({error:+0.000;-0.000} %)"
            : "";
        destination.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"rate {pacing.AchievedPps:#,0.###} {unit}/s{wanted}, {pacing.AchievedMbps:#,0.###} Mbit/s"
            )
        );
        destination.WriteLine(
            $"gaps between sends: median {Time(pacing.Gaps.Median)}, 99 % {Time(pacing.Gaps.P99)}, 99.9 % {Time(pacing.Gaps.P999)}, "
                + $"longest {Time(pacing.Gaps.Max)}; {unit} per send: median {pacing.Bursts.Median}, most {pacing.Bursts.Max}"
        );
        if (pacing.Slips > 0)
            destination.WriteLine(
                $"the schedule was moved back {pacing.Slips} times, by {Time(pacing.SlippedTime)} in all: the machine or the way out was too slow"
            );
    }

    private static void WriteLatency(PacingReport.Distribution times, TextWriter destination) =>
        destination.WriteLine(
            $"from capture to sending: median {Time(times.Median)}, 99 % {Time(times.P99)}, 99.9 % {Time(times.P999)}, longest {Time(times.Max)}"
        );

    private static string Time(long nanoseconds) =>
        nanoseconds switch
        {
            >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e9:0.###} s"),
            >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.###} ms"),
            >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.###} µs"),
            _ => $"{nanoseconds} ns",
        };

    /// <summary>The busiest mirrors, and what ended ones copied.</summary>
    public static void WriteMirrors(
        IReadOnlyCollection<Mirror> mirrors,
        EndedCopies ended,
        TextWriter destination
    )
    {
        var busiest = mirrors.Where(m => m.Packets > 0).OrderByDescending(m => m.Packets).ToList();
        foreach (var mirror in busiest.Take(MirrorsShown))
            Line(destination, $"  {Name(mirror)}", mirror.Packets, $"copies, {Number(mirror.Bytes)} bytes");
        if (busiest.Count > MirrorsShown)
            destination.WriteLine(
                $"  and {Number(busiest.Count - MirrorsShown)} more mirrors (--json lists all)"
            );
        if (mirrors.Count > busiest.Count)
            destination.WriteLine(
                $"  {Number(mirrors.Count - busiest.Count)} of {Number(mirrors.Count)} mirrors copied nothing"
            );
        LineIfAny(
            destination,
            "  mirrors that have ended",
            ended.Packets,
            $"copies of {Number(ended.Mirrors)} mirrors, {Number(ended.Bytes)} bytes"
        );
    }

    private static string Name(Mirror mirror) =>
        mirror.Definition.Header is { } header
            ? $"mirror {header.MirrorId} session {header.SessionId}"
            : "mirror without header";

    /// <summary>What was put in on purpose, by kind.</summary>
    public static void WriteFaults(FaultCounters faults, TextWriter destination)
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
            LineIfAny(destination, $"fault: {FaultKinds.NameOf(kind)}", faults[kind], "put in on purpose");
    }

    private static string Explain(MissReason reason) =>
        reason switch
        {
            MissReason.NoTrigger => "no trigger selects them",
            MissReason.Direction => "their policy wants the other direction",
            MissReason.Classifier => "their policy's classifiers do not fit",
            MissReason.DropPolicy => "their policy drops them",
            MissReason.NotIp => "no IP packet in them (--as ppp copies PPP control)",
            _ => "",
        };

    /// <summary>A line with a figure that is not 0.</summary>
    public static void LineIfAny(TextWriter destination, string what, long count, string more)
    {
        if (count > 0)
            Line(destination, what, count, more);
    }

    /// <summary>A line: what, how many, and more of it in words.</summary>
    public static void Line(TextWriter destination, string what, long count, string more) =>
        destination.WriteLine($"{what, -28} {Number(count), 15}  {more}".TrimEnd());

    /// <summary>A whole number in groups of three.</summary>
    public static string Number(long value) =>
        value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
