using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The step <c>radius-replay</c>.</summary>
internal static class RadiusReplaySchema
{
    private static readonly Key<RadiusReplayStep, string> Of = new("of", Scalars.Text)
    {
        Help =
            "Name of the radius-request above whose last request is sent again, unchanged, to the same router.",
        Example = "start mirroring",
        IsRequired = true,
        Get = step => step.Of,
    };

    private static readonly Key<RadiusReplayStep, bool> From = new(
        "from",
        Scalars.Choice(("another-port", false), ("same-port", true))
    )
    {
        Help =
            "Where it comes from: another-port, as from somebody who recorded it, or same-port, as a retransmission.",
        Default = false,
        Example = "same-port",
        Get = step => step.IsFromSamePort,
    };

    private static readonly Key<RadiusReplayStep, DynamicExpectation> Expect = new(
        "expect",
        StepScalars.Expectation
    )
    {
        Help =
            "What it must come to: silence, nak, or ack. From the same port an answer must be the first one's bytes.",
        Default = DynamicExpectation.Silence,
        Example = "silence",
        Get = step => step.Expect,
    };

    private static readonly Key<RadiusReplayStep, uint> ErrorCause = new(
        "error-cause",
        StepScalars.ErrorCause
    )
    {
        Help = "Error-Cause (attribute 101) that a NAK must have.",
        Example = "404",
        AbsentMeans = "any, or none",
        Get = step => step.ErrorCause,
    };

    private static readonly Key<RadiusReplayStep, TimeSpan> Timeout = new("timeout", Durations.Kind)
    {
        Help = "How long an answer may take; what comes later counts as silence.",
        Default = RadiusRequestStep.DefaultTimeout,
        Example = "2s",
        Get = step => step.Timeout,
    };

    /// <summary>The step.</summary>
    public static readonly MappingKind<RadiusReplayStep> Kind = new(
        "radius-replay",
        [Of, From, Expect, ErrorCause, Timeout],
        values => new RadiusReplayStep
        {
            Of = values.Get(Of),
            IsFromSamePort = values.Get(From),
            Expect = values.Get(Expect),
            ErrorCause = values.Find(ErrorCause),
            Timeout = values.Get(Timeout),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = step => step.Origin,
        Check = (values, errors) => ErrorCauses.Check(values, Expect, ErrorCause, errors),
    };
}
