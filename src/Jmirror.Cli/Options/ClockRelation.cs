namespace Jmirror.Cli.Options;

/// <summary>How the clocks of sender and receiver relate.</summary>
internal enum ClockRelation
{
    /// <summary>One clock, or two that agree to well below a tenth of a second.</summary>
    Shared,

    /// <summary>Nothing is known of them; latency cannot be told.</summary>
    Apart,
}
