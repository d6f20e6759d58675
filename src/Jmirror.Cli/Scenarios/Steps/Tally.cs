namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Counts what came, by its words.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    /// <summary>What came and how often, the most frequent first.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            _counts
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => $"{one.Value} x {one.Key}")
        );
}
