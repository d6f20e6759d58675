namespace Jmirror.Traffic.Generating;

/// <summary>In which form subscribers' packets are wanted.</summary>
public enum TrafficForm
{
    /// <summary>As frames of the access link, of all subscribers, signalling included.</summary>
    Frames,

    /// <summary>As packets to be mirrored, of mirrored subscribers only.</summary>
    Mirrored,
}

/// <summary>How filling a batch ended.</summary>
public enum FillOutcome
{
    /// <summary>There is at least one packet.</summary>
    Packets,

    /// <summary>Nobody is online now; somebody will be.</summary>
    Idle,

    /// <summary>Nobody is online, and nobody will ever be again.</summary>
    Silent,
}
