using System.Globalization;
using Jmirror.Cli.Output;
using Jmirror.Traffic.Generating;

namespace Jmirror.Cli.Generating;

/// <summary>A generator's summary for a person.</summary>
internal static class GenerateText
{
    public static void Write(GenerateSummary summary, TextWriter destination)
    {
        var (counters, sessions) = (summary.Counters, summary.Sessions);
        var what = summary.Form == TrafficForm.Frames ? "frames" : "copies";
        SummaryText.Line(
            destination,
            "generated",
            counters.Read,
            $"packets, {SummaryText.Number(summary.Traffic.Downstream)} of them downstream"
        );
        foreach (var (application, packets) in summary.Traffic.ByApplication)
            SummaryText.Line(destination, $"  {application}".ToLowerInvariant(), packets, "");
        SummaryText.LineIfAny(
            destination,
            "  signalling",
            summary.Traffic.Signalling,
            "with which sessions come and go"
        );
        SummaryText.Line(
            destination,
            "online at the end",
            sessions.Online,
            $"subscribers, {SummaryText.Number(sessions.MirroredOnline)} of them mirrored"
        );
        SummaryText.LineIfAny(destination, "logins", sessions.Logins, "");
        SummaryText.LineIfAny(destination, "logouts", sessions.Logouts, "");
        summary.Radius?.WriteText(destination);
        SummaryText.WriteDroppedCopies(counters, destination);
        SummaryText.Line(
            destination,
            "sent",
            counters.Sent,
            $"{what} to {string.Join(", ", summary.Outputs)}"
        );
        SummaryText.LineIfAny(
            destination,
            "fragments",
            counters.Fragments,
            "outer IPv4 fragments among them"
        );
        SummaryText.WriteFaults(counters.Faults, destination);
        if (summary.Expected is { } expected)
            SummaryText.Line(destination, "expected", expected, "copies that a router has to make of them");
        SummaryText.WriteMirrors(summary.Mirrors, summary.Ended, destination);
        if (summary.Pacing is { } pacing)
            SummaryText.WriteRate(pacing, what, destination);
        destination.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"took {summary.Duration.TotalSeconds:0.000} s for {summary.GeneratedTime.TotalSeconds:0.000} s of traffic, {SummaryText.Number((long)summary.AchievedPps)} packets/s"
            )
        );
    }
}
