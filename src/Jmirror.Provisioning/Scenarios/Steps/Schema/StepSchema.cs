using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The section <c>steps</c> of a scenario: each says when, and what is done.</summary>
internal static class StepSchema
{
    private const string OneOfThese = "another key says what is done";

    private static readonly Key<ScenarioStep, TimeSpan> At = new("at", Durations.Kind)
    {
        Help = "When, from the start of the scenario; never before the step above has ended.",
        Example = "2s",
        AbsentMeans = "as soon as the step above has ended",
        Get = step => step.At > TimeSpan.Zero ? step.At : null,
    };

    private static readonly Key<ScenarioStep, string> Name = new("name", Scalars.Text)
    {
        Help = "What the report calls the step, and later steps that refer to it.",
        Example = "start mirroring",
        AbsentMeans = "the word for what is done",
        Get = step => step.Name,
    };

    private static readonly Key<ScenarioStep, RadiusRequestStep> RadiusRequest = new(
        "radius-request",
        RadiusRequestSchema.Kind
    )
    {
        Help = "Send CoA- or Disconnect-Requests.",
        AbsentMeans = OneOfThese,
        Get = step => step as RadiusRequestStep,
    };

    private static readonly Key<ScenarioStep, RadiusReplayStep> RadiusReplay = new(
        "radius-replay",
        RadiusReplaySchema.Kind
    )
    {
        Help = "Send a request of an earlier step again, byte by byte.",
        AbsentMeans = OneOfThese,
        Get = step => step as RadiusReplayStep,
    };

    private static readonly Key<ScenarioStep, DtcpRequestStep> DtcpRequest = new(
        "dtcp-request",
        DtcpRequestSchema.Kind
    )
    {
        Help = "Send DTCP requests.",
        AbsentMeans = OneOfThese,
        Get = step => step as DtcpRequestStep,
    };

    private static readonly Key<ScenarioStep, AnalyzerStep> Analyzer = new(
        "analyzer",
        AnalyzerStepSchema.Kind
    )
    {
        Help = "Take the analyzer away, or give it back.",
        AbsentMeans = OneOfThese,
        Get = step => step as AnalyzerStep,
    };

    private static readonly Key<ScenarioStep, LoginStormStep> LoginStorm = new(
        "login-storm",
        LoginStormSchema.Kind
    )
    {
        Help = "Log many subscribers in by RADIUS.",
        AbsentMeans = OneOfThese,
        Get = step => step as LoginStormStep,
    };

    private static readonly IReadOnlyList<Key<ScenarioStep>> Deeds =
    [
        RadiusRequest,
        RadiusReplay,
        DtcpRequest,
        Analyzer,
        LoginStorm,
    ];

    private static readonly MappingKind<ScenarioStep> Step = new("a step", [At, Name, .. Deeds], Make)
    {
        OriginOf = step => step.Origin,
        Check = Check,
    };

    /// <summary>The section.</summary>
    public static readonly ListKind<ScenarioStep> Kind = new(Step, "a step") { Check = StepReferences.Check };

    private static ScenarioStep Make(KeyValues<ScenarioStep> values)
    {
        var deed = DeedOf(values);
        // The keys of the deed and of the step around it have different names.
        var origin = deed.Origin;
        foreach (var key in Step.Keys)
            origin = origin.Inherit(key.Name, values.Origin.Find(key.Name));
        return deed with { At = values.Find(At) ?? TimeSpan.Zero, Name = values.Find(Name), Origin = origin };
    }

    private static ScenarioStep DeedOf(KeyValues<ScenarioStep> values)
    {
        if (values.Has(RadiusRequest))
            return values.Get(RadiusRequest);
        if (values.Has(RadiusReplay))
            return values.Get(RadiusReplay);
        if (values.Has(DtcpRequest))
            return values.Get(DtcpRequest);
        if (values.Has(LoginStorm))
            return values.Get(LoginStorm);
        // Without any, the file has an error, and nothing is done with the record.
        return values.Has(Analyzer) ? values.Get(Analyzer) : new AnalyzerStep { Change = AnalyzerChange.Up };
    }

    private static void Check(KeyValues<ScenarioStep> values, ErrorList errors)
    {
        if (Deeds.Count(values.Has) == 1)
            return;
        errors.Add(
            values.Origin.Position,
            $"a step does one thing: give it one of {string.Join(", ", Deeds.Select(deed => deed.Name))}"
        );
    }
}
