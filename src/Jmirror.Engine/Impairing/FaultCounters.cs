namespace Jmirror.Engine.Impairing;

/// <summary>
/// How many faults of each kind were put in, counted as the ledger has them: one for each copy concerned, and for
/// each fragment of those that were cut as the subscriber's own path would.
/// </summary>
/// <remarks>One thread writes; others may read at any time and see figures a moment old.</remarks>
public sealed class FaultCounters
{
    private readonly long[] _counts = new long[FaultKinds.Count];

    /// <summary>Faults of all kinds.</summary>
    public long Total => _counts.Sum();

    /// <summary>Faults of one kind.</summary>
    public long this[FaultKind kind] => _counts[(int)kind];

    /// <summary>Counts one; <see cref="FaultKind.None"/> is no fault and is not counted.</summary>
    public void Count(FaultKind kind)
    {
        if (kind != FaultKind.None)
            _counts[(int)kind]++;
    }

    /// <summary>Adds another thread's figures to these.</summary>
    public void Add(FaultCounters other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }
}
