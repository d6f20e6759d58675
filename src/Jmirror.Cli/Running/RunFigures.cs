using System.Text.Json;
using Jmirror.Cli.Output;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Verification.Reporting.Metrics;

namespace Jmirror.Cli.Running;

/// <summary>The counters of a live run, for the API while it goes on.</summary>
internal sealed class RunFigures(
    IReadOnlyList<CaptureThread> threads,
    LiveCapture capture,
    ControlPlane control,
    RunServices services,
    MirrorTable table
)
{
    /// <summary>Writes them as one JSON object, in the words of the summary.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        var kernel = capture.Kernel;
        var counts = control.Counts;
        json.WriteStartObject();
        SummaryJson.WriteCounters(RunStatus.Sum(threads), json);
        SummaryJson.WriteKernel(kernel, json);
        json.WriteStartObject("control");
        json.WriteNumber("requests", counts.Requests);
        json.WriteNumber("mirrors", counts.Mirrors);
        json.WriteNumber("subscribers", counts.Sessions);
        json.WriteNumber("refusedLogins", counts.Refused);
        json.WriteNumber("expiredSessions", counts.Expired);
        json.WriteEndObject();
        services.Radius?.WriteJson(json);
        json.WriteEndObject();
    }

    /// <summary>Writes them in Prometheus' text format.</summary>
    public void WriteMetrics(TextWriter destination)
    {
        var kernel = capture.Kernel;
        var counts = control.Counts;
        var text = new MetricsText(destination);
        SenderMetrics.Write(text, RunStatus.Sum(threads), table.Mirrors);
        text.Counter(
            "jmirror_kernel_seen_packets_total",
            "Frames the kernel saw on the capture interfaces.",
            kernel.Seen
        );
        text.Counter(
            "jmirror_kernel_dropped_packets_total",
            "Frames that nobody read in time.",
            kernel.Dropped
        );
        text.Gauge("jmirror_subscribers", "Sessions that are logged in.", counts.Sessions);
        text.Gauge("jmirror_mirror_requests", "Requests to mirror.", counts.Requests);
        text.Gauge("jmirror_mirrors", "Mirrors that copy.", counts.Mirrors);
    }
}
