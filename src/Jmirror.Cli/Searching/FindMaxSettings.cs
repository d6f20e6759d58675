using Jmirror.Cli.Options;
using Jmirror.Cli.Replaying;
using Jmirror.Verification.Searching;

namespace Jmirror.Cli.Searching;

/// <summary>What the command line of <c>find-max</c> said.</summary>
internal sealed record FindMaxSettings
{
    /// <summary>What every trial sends; rate and duration are the trial's.</summary>
    public required ReplaySettings Replay { get; init; }

    /// <summary>Range and effort of the search.</summary>
    public required RateSearchSettings Search { get; init; }

    /// <summary>Interface on which copies are counted; exactly one of the three ways to count is given.</summary>
    public string? ReceiveOn { get; init; }

    /// <summary>Address and port on which copies are counted.</summary>
    public Endpoint? Listen { get; init; }

    /// <summary>Shell command that prints how many packets have arrived.</summary>
    public string? Counter { get; init; }

    /// <summary>How long a trial waits for stragglers.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>File of the HTML report.</summary>
    public string? Report { get; init; }

    /// <summary>The command as it was given, for the report.</summary>
    public required string CommandLine { get; init; }

    public bool Json { get; init; }
}
