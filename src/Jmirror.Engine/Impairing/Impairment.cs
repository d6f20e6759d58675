namespace Jmirror.Engine.Impairing;

/// <summary>One fault that a sender puts into its copies on purpose.</summary>
/// <param name="Fault">What is done; not <see cref="FaultKind.None"/>.</param>
/// <param name="Share">How many of the copies it concerns, from above 0 up to 1.</param>
public sealed record Impairment(FaultKind Fault, decimal Share)
{
    /// <summary>Mirror ids, or ranges of them, that it concerns; none: all.</summary>
    public IReadOnlyList<MirrorIdRange> Mirrors { get; init; } = [];

    /// <summary><see cref="FaultKind.Reorder"/>: by how many copies of its mirror it comes later, at most.</summary>
    public int Window { get; init; } = 8;

    /// <summary><see cref="FaultKind.Reorder"/>: when its mirror falls silent it is sent after this time, nanoseconds.</summary>
    public long Patience { get; init; } = 100_000_000;

    /// <summary><see cref="FaultKind.Delay"/>: nanoseconds.</summary>
    public long Delay { get; init; } = 10_000_000;

    /// <summary><see cref="FaultKind.Delay"/>: up to so many nanoseconds more, drawn for each copy.</summary>
    public long Jitter { get; init; }

    /// <summary><see cref="FaultKind.Truncate"/>: bytes of the mirrored packet that are kept, at most; null: drawn for each copy.</summary>
    public int? Keep { get; init; }

    /// <summary><see cref="FaultKind.Corrupt"/>: bits that are turned over.</summary>
    public int Bits { get; init; } = 1;

    /// <summary>Faults that fragment: largest fragment, bytes of its IP datagram; null: halves.</summary>
    public int? FragmentLength { get; init; }
}

/// <summary>Mirror ids from one to another, both included.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
public readonly record struct MirrorIdRange(uint First, uint Last)
{
    /// <summary>True when <paramref name="mirrorId"/> is among them.</summary>
    public bool Contains(uint mirrorId) => mirrorId >= First && mirrorId <= Last;
}
