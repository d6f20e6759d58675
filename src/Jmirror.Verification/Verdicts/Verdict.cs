namespace Jmirror.Verification.Verdicts;

/// <summary>One thing that was expected.</summary>
/// <param name="Name">What was looked at, in a few words.</param>
/// <param name="Wanted">What it should have been.</param>
/// <param name="Got">What it was.</param>
/// <param name="Passed">True when that is good enough.</param>
public sealed record Check(string Name, string Wanted, string Got, bool Passed);

/// <summary>What became of an expectation, check by check.</summary>
/// <param name="Checks">In the order in which they are told.</param>
public sealed record Verdict(IReadOnlyList<Check> Checks)
{
    /// <summary>True when every check passed.</summary>
    public bool Passed => Checks.All(check => check.Passed);
}
