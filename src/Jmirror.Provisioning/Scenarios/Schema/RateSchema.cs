using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>rate</c>.</summary>
internal static class RateSchema
{
    private static readonly Key<ScenarioRate, decimal> Pps = new(
        "pps",
        ScenarioScalars.Rate("a rate", PacingSchedule.MaxRate)
    )
    {
        Help = "Packets per second, in all.",
        Example = "1000",
        AbsentMeans = "another key says the rate",
        Get = rate => rate.Pps,
    };

    private static readonly Key<ScenarioRate, decimal> PpsPerMirror = new(
        "pps-per-mirror",
        ScenarioScalars.Rate("a rate", PacingSchedule.MaxRate)
    )
    {
        Help =
            "Packets per second of each mirror, on average; of each subscriber where traffic is unmirrored.",
        Example = "50",
        AbsentMeans = "another key says the rate",
        Get = rate => rate.PpsPerMirror,
    };

    private static readonly Key<ScenarioRate, decimal> Mbps = new(
        "mbps",
        ScenarioScalars.Rate("a bit rate", PacingSchedule.MaxMegabits)
    )
    {
        Help = "Millions of bits of IP datagrams per second, in all.",
        Example = "100",
        AbsentMeans = "another key says the rate",
        Get = rate => rate.Mbps,
    };

    private static readonly Key<ScenarioRate, string> Ramp = new(
        "ramp",
        new ScalarKind<string>(
            "a programme of rates such as 1k:100k:60s,100k@5m",
            static (text, out value) =>
            {
                value = text;
                return RampText.TryParse(text, out _, out var error)
                    ? null
                    : ScenarioScalars.WithoutQuote(error, text);
            },
            static value => value,
            JsonForm.Text
        )
    )
    {
        Help =
            "Packets per second by legs: FROM:TO:TIME in a straight line, RATE@TIME held; the last rate is kept for ever.",
        Example = "1k:100k:60s,100k@5m",
        AbsentMeans = "another key says the rate",
        Get = rate => rate.Ramp,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<ScenarioRate> Kind = new(
        "rate",
        [Pps, PpsPerMirror, Mbps, Ramp],
        values => new ScenarioRate
        {
            Pps = values.Find(Pps),
            PpsPerMirror = values.Find(PpsPerMirror),
            Mbps = values.Find(Mbps),
            Ramp = values.Find(Ramp),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = rate => rate.Origin,
        Check = CheckOne,
    };

    /// <summary>The schedule of a rate.</summary>
    /// <param name="rate">What was said.</param>
    /// <param name="mirrors">How many mirrors share it.</param>
    public static PacingSchedule Compile(ScenarioRate rate, int mirrors) =>
        rate.Pps is { } pps ? PacingSchedule.CopiesPerSecond(pps)
        : rate.PpsPerMirror is { } each ? PacingSchedule.CopiesPerSecond(each * mirrors)
        : rate.Mbps is { } mbps ? PacingSchedule.MegabitsPerSecond(mbps)
        : RampText.TryParse(rate.Ramp, out var schedule, out _) ? schedule
        : PacingSchedule.TopSpeed;

    private static void CheckOne(KeyValues<ScenarioRate> values, ErrorList errors)
    {
        if (values.Count != 1)
            errors.Add(
                values.Origin.Position,
                "rate takes exactly one of pps, pps-per-mirror, mbps and ramp; without rate packets leave as fast as the way "
                    + "out takes them"
            );
    }
}
