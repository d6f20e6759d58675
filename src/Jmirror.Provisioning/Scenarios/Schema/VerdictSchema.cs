using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>verdict</c>.</summary>
internal static class VerdictSchema
{
    private static readonly Key<Placed<ScenarioVerdictConfig>, ConfigList<ReceiveOption>> Receive = new(
        "receive",
        new ReceiveOptionsKind()
    )
    {
        Help =
            "What the receiver demands, beyond that every copy arrives as the ledger says: options of jmirror receive.",
        AbsentMeans = "nothing more",
        Get = verdict => verdict.Value.Receive.Count == 0 ? null : verdict.Value.Receive,
    };

    private static readonly Key<Placed<ScenarioVerdictConfig>, decimal> MinRate = new(
        "min-rate",
        ScenarioScalars.Share
    )
    {
        Help = "Lowest share of the wanted rate that must be achieved.",
        Example = "99%",
        AbsentMeans = "any rate is good",
        Get = verdict => verdict.Value.MinRate,
    };

    private static readonly Key<Placed<ScenarioVerdictConfig>, long> MinLogins = new(
        "min-logins",
        Scalars.Number("a number of logins", 0, long.MaxValue)
    )
    {
        Help = "Fewest logins that must have succeeded.",
        Example = "100",
        AbsentMeans = "none need",
        Get = verdict => verdict.Value.MinLogins,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<Placed<ScenarioVerdictConfig>> Kind = new(
        "verdict",
        [Receive, MinRate, MinLogins],
        values => new Placed<ScenarioVerdictConfig>(
            new ScenarioVerdictConfig
            {
                Receive = values.List(Receive),
                MinRate = values.Find(MinRate),
                MinLogins = values.Find(MinLogins),
            },
            values.Origin
        )
    )
    {
        OriginOf = verdict => verdict.Origin,
        TellsAbsence = true,
    };
}
