using Jmirror.Engine.Impairing;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// The faults that the ledger tells of: how many of each kind, and what was found of them. Complete once the comparison
/// has ended.
/// </summary>
public sealed class FaultAccounts
{
    private readonly long[] _injected = new long[FaultKinds.Count];
    private readonly long[] _found = new long[FaultKinds.Count * Findings.Count];

    /// <summary>Copies with a fault.</summary>
    public long Injected { get; private set; }

    /// <summary>What the faults explain of the comparison's figures.</summary>
    public ExplainedFigures Explained { get; } = new();

    /// <summary>The kinds of which there is at least one, in the order of their numbers.</summary>
    public IReadOnlyList<FaultAccount> ByKind() =>
        [.. Enum.GetValues<FaultKind>().Where(kind => InjectedOf(kind) > 0).Select(AccountOf)];

    /// <summary>Copies with this fault.</summary>
    public long InjectedOf(FaultKind fault) => _injected[(int)fault];

    internal void Inject(FaultKind fault)
    {
        Injected++;
        _injected[(int)fault]++;
    }

    /// <summary>Accounts for a copy that arrived whole under its name.</summary>
    internal void Close(in SentEntry entry)
    {
        Find(entry.Fault, FindingOf(entry));
        if (entry is { Fault: FaultKind.Reorder, IsLate: true })
            Explained.Reordered++;
        if (entry is { Fault: FaultKind.Duplicate, Copies: > 1 })
            Explained.Duplicates++;
    }

    /// <summary>Accounts for a copy that did not.</summary>
    internal void Close(FaultKind fault, Finding finding)
    {
        if (fault == FaultKind.None)
            return;
        Find(fault, finding);
        if (!FaultRules.IsAsItShouldBe(fault, finding))
            return;
        switch (finding)
        {
            case Finding.Lost:
                Explained.Lost++;
                break;
            case Finding.Corrupted:
                Explained.Corrupted++;
                break;
            case Finding.Truncated:
                Explained.Truncated++;
                break;
            default:
                Explained.Misdirected++;
                break;
        }
    }

    private static Finding FindingOf(in SentEntry entry) =>
        entry switch
        {
            { ShowsFault: true } => Finding.Malformed,
            { Copies: > 2 } => Finding.Repeated,
            { Copies: 2 } => Finding.Duplicated,
            { IsLate: true } => Finding.Reordered,
            _ => Finding.Received,
        };

    private void Find(FaultKind fault, Finding finding) =>
        _found[(int)fault * Findings.Count + (int)finding]++;

    private FaultAccount AccountOf(FaultKind fault)
    {
        var found = _found.AsSpan((int)fault * Findings.Count, Findings.Count);
        var asExpected = 0L;
        var otherwise = new List<(Finding, long)>();
        for (var finding = Finding.Received; finding <= Finding.Lost; finding++)
        {
            var count = found[(int)finding];
            if (FaultRules.IsAsItShouldBe(fault, finding))
                asExpected += count;
            else if (count > 0)
                otherwise.Add((finding, count));
        }
        return new FaultAccount(fault, InjectedOf(fault), asExpected, otherwise);
    }
}

/// <summary>What was found of all copies with one fault.</summary>
/// <param name="Fault">Which one.</param>
/// <param name="Injected">Copies that the sender put it into.</param>
/// <param name="AsExpected">Of those, the ones of which was found what should be.</param>
/// <param name="Otherwise">What else was found, and of how many.</param>
public sealed record FaultAccount(
    FaultKind Fault,
    long Injected,
    long AsExpected,
    IReadOnlyList<(Finding Finding, long Count)> Otherwise
);

/// <summary>How much of a comparison's figures is there because the sender put faults into its copies.</summary>
public sealed class ExplainedFigures
{
    /// <summary>Of <see cref="ComparisonFigures.Lost"/>.</summary>
    public long Lost { get; internal set; }

    /// <summary>Of <see cref="ComparisonFigures.Corrupted"/>.</summary>
    public long Corrupted { get; internal set; }

    /// <summary>Of <see cref="ComparisonFigures.Truncated"/>.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Of <see cref="ComparisonFigures.Misdirected"/>.</summary>
    public long Misdirected { get; internal set; }

    /// <summary>Of <see cref="ComparisonFigures.Duplicates"/>.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Of <see cref="ComparisonFigures.Reordered"/>.</summary>
    public long Reordered { get; internal set; }
}
