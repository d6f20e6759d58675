using System.Diagnostics.CodeAnalysis;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>rate</c>.</summary>
internal static class RateSchema
{
    private static readonly Key<ScenarioRate, string>[] Programmes =
    [
        Programme(RateProgramme.Pps, "Packets per second: 1000, 1.5, 500k, 1.2M.", "1000"),
        Programme(RateProgramme.Mbps, "Millions of bits of IP datagrams per second.", "100"),
        Programme(
            RateProgramme.Ramp,
            "Packets per second by legs: FROM:TO:TIME in a straight line, RATE@TIME held; the last rate is kept for ever.",
            "1k:100k:60s,100k@5m"
        ),
        Programme(
            RateProgramme.Pulse,
            "Bursts, again and again: HIGH:LOW:ON:OFF, packets per second and times.",
            "100k:1k:1s:9s"
        ),
        Programme(
            RateProgramme.Daily,
            "A day of subscribers, again and again: PEAK or PEAK:DAY, packets per second at the busiest hour and how long a day takes.",
            "50k:10m"
        ),
    ];

    private static readonly Key<ScenarioRate, bool> PerMirror = new("per-mirror", Scalars.Flag)
    {
        Help =
            "true: the rate is that of each mirror, on average; of each subscriber where traffic is unmirrored. false: of all.",
        Default = false,
        Example = "true",
        Get = rate => rate.PerMirror,
    };

    private static readonly string Words = string.Join(", ", Programmes.Select(key => key.Name));

    /// <summary>The section.</summary>
    public static readonly MappingKind<ScenarioRate> Kind = new("rate", [.. Programmes, PerMirror], Make)
    {
        OriginOf = rate => rate.Origin,
        Check = CheckOne,
    };

    /// <summary>The schedule of a rate that <paramref name="sources"/> share; false when it is too high for all of them.</summary>
    public static bool TryCompile(
        ScenarioRate rate,
        int sources,
        [NotNullWhen(true)] out PacingSchedule? schedule
    ) =>
        RateProgrammeText.TryParse(rate.Programme, rate.Text, out schedule, out _)
        && (!rate.PerMirror || schedule.TryTimes(sources, out schedule));

    private static Key<ScenarioRate, string> Programme(RateProgramme programme, string help, string example)
    {
        var name = RateProgrammeText.NameOf(programme);
        return new Key<ScenarioRate, string>(
            name,
            new ScalarKind<string>(
                $"a text such as {example}",
                (text, out value) =>
                {
                    value = text;
                    return RateProgrammeText.TryParse(programme, text, out _, out var error)
                        ? null
                        : ScenarioScalars.WithoutQuote(error, text);
                },
                static value => value,
                JsonForm.Text
            )
        )
        {
            Help = help,
            Example = example,
            AbsentMeans = "another key says the rate",
            Get = rate => rate.Programme == programme ? rate.Text : null,
        };
    }

    private static ScenarioRate Make(KeyValues<ScenarioRate> values)
    {
        var said = Array.Find(Programmes, values.Has);
        _ = RateProgrammeText.TryFind(said?.Name, out var programme);
        return new ScenarioRate
        {
            Programme = programme,
            Text = said is null ? "" : values.Get(said),
            PerMirror = values.Get(PerMirror),
            Origin = values.Origin,
        };
    }

    private static void CheckOne(KeyValues<ScenarioRate> values, ErrorList errors)
    {
        if (Programmes.Count(values.Has) != 1)
            errors.Add(
                values.Origin.Position,
                $"rate takes exactly one of {Words}; without rate packets leave as fast as the way out takes them"
            );
    }
}
