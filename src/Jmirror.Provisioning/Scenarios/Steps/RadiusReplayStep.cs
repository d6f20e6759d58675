namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Sends the last request of an earlier step again, byte by byte, as somebody who recorded it would.</summary>
public sealed record RadiusReplayStep() : ScenarioStep(TimeSpan.Zero)
{
    /// <summary>Name of the <see cref="RadiusRequestStep"/>.</summary>
    public required string Of { get; init; }

    /// <summary>
    /// True for the port of the first time, from which routers take it for a retransmission (RFC 5080, section 2.2.2);
    /// false for another.
    /// </summary>
    public bool IsFromSamePort { get; init; }

    /// <summary>What it must come to.</summary>
    public DynamicExpectation Expect { get; init; } = DynamicExpectation.Silence;

    /// <summary>Error-Cause that a NAK must have; null: any, or none.</summary>
    public uint? ErrorCause { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = RadiusRequestStep.DefaultTimeout;
}
