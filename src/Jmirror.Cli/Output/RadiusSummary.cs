using System.Globalization;
using System.Text.Json;
using Jmirror.Engine.Measuring;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Cli.Output;

/// <summary>What a command did with RADIUS; null where it did not.</summary>
/// <param name="Logins">What became of logins and their accounting.</param>
/// <param name="DynamicRequests">What became of CoA- and Disconnect-Requests.</param>
/// <param name="UnverifiedAccepts">Overheard Access-Accepts whose authenticator was wrong.</param>
internal sealed record RadiusSummary(
    LoginFigures? Logins,
    DynamicRequestCounters? DynamicRequests = null,
    long? UnverifiedAccepts = null
)
{
    private const double Median = 50;
    private const double High = 99;
    private const double Millisecond = 1e6;

    /// <summary>Writes it for a person; what did not happen is left out.</summary>
    public void WriteText(TextWriter destination)
    {
        if (Logins is { } logins)
            WriteText(logins, destination);
        foreach (var (name, count) in DynamicRequests?.All ?? [])
            SummaryText.LineIfAny(destination, $"RADIUS dynamic: {name}", count, "");
        SummaryText.LineIfAny(
            destination,
            "RADIUS accepts passed over",
            UnverifiedAccepts ?? 0,
            "overheard with a wrong authenticator: another secret, or forged"
        );
    }

    /// <summary>Writes it as an object called <c>radius</c>.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("radius");
        if (Logins is { } logins)
            WriteJson(logins, json);
        if (UnverifiedAccepts is { } unverified)
            json.WriteNumber("unverifiedAccepts", unverified);
        if (DynamicRequests is { } requests)
        {
            json.WriteStartObject("dynamicRequests");
            foreach (var (name, count) in requests.All)
                json.WriteNumber(name, count);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteText(LoginFigures logins, TextWriter destination)
    {
        SummaryText.Line(
            destination,
            "RADIUS accepted",
            logins.Accepted,
            $"logins{InWords(logins.AnswerTimes)}"
        );
        SummaryText.LineIfAny(destination, "RADIUS rejected", logins.Rejected, "logins");
        SummaryText.LineIfAny(destination, "RADIUS unanswered", logins.Unanswered, "logins");
        SummaryText.LineIfAny(
            destination,
            "RADIUS mirror orders",
            logins.MirrorOrders,
            "Access-Accepts with mirroring attributes"
        );
        SummaryText.LineIfAny(
            destination,
            "RADIUS accounting",
            logins.Reports,
            $"reports, {SummaryText.Number(logins.UnansweredReports)} of them unanswered"
        );
    }

    private static string InWords(Histogram times) =>
        times.Count == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"; answers after {times.ValueAtPercentile(Median) / Millisecond:0.0##} ms (median), "
                    + $"{times.ValueAtPercentile(High) / Millisecond:0.0##} ms (99 %), {times.Max / Millisecond:0.0##} ms (longest)"
            );

    private static void WriteJson(LoginFigures logins, Utf8JsonWriter json)
    {
        json.WriteNumber("accepted", logins.Accepted);
        json.WriteNumber("rejected", logins.Rejected);
        json.WriteNumber("unanswered", logins.Unanswered);
        json.WriteNumber("mirrorOrders", logins.MirrorOrders);
        json.WriteNumber("accountingReports", logins.Reports);
        json.WriteNumber("accountingUnanswered", logins.UnansweredReports);
        var times = logins.AnswerTimes;
        json.WriteStartObject("answerTimeNanoseconds");
        json.WriteNumber("p50", times.ValueAtPercentile(Median));
        json.WriteNumber("p99", times.ValueAtPercentile(High));
        json.WriteNumber("max", times.Max);
        json.WriteEndObject();
    }
}
