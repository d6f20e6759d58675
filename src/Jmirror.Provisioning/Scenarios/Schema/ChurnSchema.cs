using Jmirror.Provisioning.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>churn</c>.</summary>
internal static class ChurnSchema
{
    private static readonly WordsKind<DurationDistribution, DurationShape, TimeSpan> Distribution = new(
        [
            ("fixed", DurationShape.Fixed),
            ("uniform", DurationShape.Uniform),
            ("exponential", DurationShape.Exponential),
        ],
        Durations.Kind,
        most: 1,
        one => new DurationDistribution(one[0].Word, one[0].Value.Ticks * TimeSpan.NanosecondsPerTick),
        distribution =>
            [(distribution.Shape, TimeSpan.FromTicks(distribution.Mean / TimeSpan.NanosecondsPerTick))]
    );

    private static readonly Key<Placed<ChurnPlan>, decimal> LoginsPerSecond = new(
        "logins-per-second",
        ScenarioScalars.Rate("a rate of logins", ChurnRules.MaxLoginsPerSecond)
    )
    {
        Help =
            "Logins that begin per second, at most; also how fast the population comes up at the beginning.",
        Default = new ChurnPlan().LoginsPerSecond,
        Example = "1000",
        Get = churn => churn.Value.LoginsPerSecond,
    };

    private static readonly Key<Placed<ChurnPlan>, DurationDistribution> Online = new("online", Distribution)
    {
        Help =
            "How long sessions last: fixed, uniform (from 0 to twice as long) or exponential (many short ones, few long "
            + "ones), each with the mean.",
        Example = "{ exponential: 10m }",
        AbsentMeans = "until the end",
        Get = churn => churn.Value.Online,
    };

    private static readonly Key<Placed<ChurnPlan>, DurationDistribution> Offline = new(
        "offline",
        Distribution
    )
    {
        Help = "How long subscribers stay away before they log in again, likewise.",
        Example = "{ fixed: 30s }",
        AbsentMeans = "for ever",
        Get = churn => churn.Value.Offline,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<Placed<ChurnPlan>> Kind = new(
        "churn",
        [LoginsPerSecond, Online, Offline],
        values => new Placed<ChurnPlan>(
            new ChurnPlan
            {
                LoginsPerSecond = values.Get(LoginsPerSecond),
                Online = values.Find(Online),
                Offline = values.Find(Offline),
            },
            values.Origin
        )
    )
    {
        OriginOf = churn => churn.Origin,
        TellsAbsence = true,
    };
}
