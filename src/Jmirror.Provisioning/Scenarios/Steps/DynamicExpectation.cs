namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>What a dynamic request must come to.</summary>
public enum DynamicExpectation
{
    /// <summary>CoA-ACK or Disconnect-ACK.</summary>
    Ack,

    /// <summary>CoA-NAK or Disconnect-NAK.</summary>
    Nak,

    /// <summary>No answer at all.</summary>
    Silence,
}
