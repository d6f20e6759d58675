using Jmirror.Engine.Measuring;

namespace Jmirror.Verification.Reporting.Metrics;

/// <summary>
/// Writes metrics in Prometheus' text exposition format 0.0.4. All samples of a family follow its heading, and no
/// two have the same labels: that is the caller's to keep.
/// </summary>
public sealed class MetricsText(TextWriter destination)
{
    /// <summary>For the HTTP header of the answer.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const double NanosecondsPerSecond = 1e9;

    private static readonly double[] Quantiles = [0.5, 0.9, 0.99, 0.999];

    /// <summary>A family of one counter without labels.</summary>
    /// <param name="name">Ends with <c>_total</c>.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="value">Never falls during a run.</param>
    public void Counter(string name, string help, long value)
    {
        Counters(name, help);
        Sample(name, value);
    }

    /// <summary>A family of one figure that rises and falls.</summary>
    public void Gauge(string name, string help, long value)
    {
        Heading(name, help, "gauge");
        Sample(name, value);
    }

    /// <summary>Heading of a family of counters; their samples follow.</summary>
    public void Counters(string name, string help) => Heading(name, help, "counter");

    /// <summary>One sample of the family begun last.</summary>
    /// <param name="name">Name of the family.</param>
    /// <param name="value">Its value.</param>
    /// <param name="labels">Names and values; values may hold anything.</param>
    public void Sample(string name, long value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Line(name, $"{value}", labels);

    /// <summary>A family of quantiles, sum and count, from a histogram of nanoseconds, in seconds.</summary>
    /// <param name="name">Ends with <c>_seconds</c>.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="values">The histogram.</param>
    public void Summary(string name, string help, Histogram values)
    {
        Heading(name, help, "summary");
        foreach (var quantile in Quantiles)
        {
            // Prometheus' word for a quantile of nothing.
            var value =
                values.Count == 0
                    ? double.NaN
                    : values.ValueAtPercentile(quantile * 100) / NanosecondsPerSecond;
            Line(name, $"{value}", ("quantile", $"{quantile}"));
        }
        Line($"{name}_sum", $"{values.Mean * values.Count / NanosecondsPerSecond}");
        Line($"{name}_count", $"{values.Count}");
    }

    private void Heading(string name, string help, string type)
    {
        destination.Write($"# HELP {name} {Escaped(help)}\n");
        destination.Write($"# TYPE {name} {type}\n");
    }

    private void Line(string name, string value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        destination.Write(name);
        var separator = '{';
        foreach (var (label, text) in labels)
        {
            destination.Write(
                $"{separator}{label}=\"{Escaped(text).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            );
            separator = ',';
        }
        destination.Write(labels.IsEmpty ? $" {value}\n" : $"}} {value}\n");
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
