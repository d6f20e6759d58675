namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>How the sequence number of a request relates to the last good one of its user and router.</summary>
/// <param name="Kind">How.</param>
/// <param name="Number">The number itself, for <see cref="DtcpSequenceKind.Given"/>.</param>
public readonly record struct DtcpSequenceRule(DtcpSequenceKind Kind, ulong Number)
{
    /// <summary>One more than the last.</summary>
    public static readonly DtcpSequenceRule Next = new(DtcpSequenceKind.Next, 0);
}

/// <summary>How the sequence number of a request relates to the last good one.</summary>
public enum DtcpSequenceKind
{
    /// <summary>One more; the first is 1.</summary>
    Next,

    /// <summary>One less, which is old.</summary>
    Stale,

    /// <summary>The same again.</summary>
    Repeat,

    /// <summary>A number that the step gives; the numbers behind it count from there.</summary>
    Given,
}
