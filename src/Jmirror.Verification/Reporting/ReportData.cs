using Jmirror.Verification.Comparing;
using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Reporting;

/// <summary>
/// What a report tells. Only the title is needed: a part that is absent or empty is left out of the report. Texts
/// may hold anything, also what strangers sent.
/// </summary>
public sealed record ReportData
{
    /// <summary>Name of the run, one line.</summary>
    public required string Title { get; init; }

    /// <summary>What was tested, in a sentence or two, for readers who were not there.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether the run was good, on top of the report.</summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>The handful of figures to see first.</summary>
    public IReadOnlyList<ReportFact> Highlights { get; init; } = [];

    /// <summary>What the verdict rests on.</summary>
    public IReadOnlyList<ReportCheck> Checks { get; init; } = [];

    /// <summary>Command line, version, machine, time.</summary>
    public IReadOnlyList<ReportFact> Environment { get; init; } = [];

    /// <summary>
    /// Packets over time, usually from <see cref="RateSeries"/>. Timestamps are nanoseconds since 1970-01-01 UTC.
    /// </summary>
    public IReadOnlyList<RateInterval> Rates { get; init; } = [];

    /// <summary>One-way latency, nanoseconds.</summary>
    public ReportDistribution? Latency { get; init; }

    /// <summary>Time from one packet to the next, nanoseconds.</summary>
    public ReportDistribution? Gaps { get; init; }

    /// <summary>What arrived of each mirror.</summary>
    public ReportStreams? Streams { get; init; }

    /// <summary>The faults that the sender put into its copies, and what was found of them.</summary>
    public IReadOnlyList<FaultAccount> Faults { get; init; } = [];

    /// <summary>The search for the highest loss-free rate.</summary>
    public RateSearchReport? Search { get; init; }

    /// <summary>How figures were measured, beyond what the report knows itself: figure and method.</summary>
    public IReadOnlyList<ReportFact> Methods { get; init; } = [];
}

/// <summary>The verdict.</summary>
/// <param name="IsGood">True when every check passed.</param>
/// <param name="Sentence">Why, in one sentence.</param>
public sealed record ReportVerdict(bool IsGood, string Sentence);

/// <summary>A figure or fact by name.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">As it is to be printed.</param>
/// <param name="Note">What helps to understand it; may be absent.</param>
public sealed record ReportFact(string Name, string Value, string? Note = null);

/// <summary>One check of the verdict.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Wanted">The threshold or expectation.</param>
/// <param name="Found">What was measured.</param>
/// <param name="Passed">Whether it is within.</param>
public sealed record ReportCheck(string Name, string Wanted, string Found, bool Passed);
