namespace Jmirror.Engine.Impairing;

/// <summary>All impairments of a run, and the seed by which they choose copies; several sinks may share it.</summary>
public sealed class ImpairmentPlan
{
    private readonly uint[] _starts;
    private readonly FaultLottery[] _lotteries;
    private readonly FaultLottery _bare;

    /// <summary>Prepares impairments.</summary>
    /// <param name="impairments">In order according to <see cref="ImpairmentRules"/>.</param>
    /// <param name="seed">The same seed puts the same faults into the same copies of each mirror.</param>
    public ImpairmentPlan(IReadOnlyList<Impairment> impairments, ulong seed)
    {
        Seed = seed;
        Holds = impairments.Any(one => one.Fault is FaultKind.Reorder or FaultKind.Delay);
        _starts = MirrorIdSections.StartsOf(impairments);
        _lotteries =
        [
            .. _starts.Select(start => new FaultLottery(
                impairments.Where(one => MirrorIdSections.Concerns(one, start))
            )),
        ];
        _bare = new FaultLottery(impairments.Where(one => one.Mirrors.Count == 0 && IsOfThePath(one.Fault)));
    }

    /// <summary>The run's seed.</summary>
    public ulong Seed { get; }

    /// <summary>True when copies may have to be held.</summary>
    internal bool Holds { get; }

    /// <summary>What may hit the copies of a mirror; null for bare copies, which only suffer what a path does to whole packets.</summary>
    internal FaultLottery For(uint? mirrorId)
    {
        if (mirrorId is not { } id)
            return _bare;
        var section = Array.BinarySearch(_starts, id);
        return _lotteries[section >= 0 ? section : ~section - 1];
    }

    private static bool IsOfThePath(FaultKind fault) =>
        fault is FaultKind.Loss or FaultKind.Duplicate or FaultKind.Reorder or FaultKind.Delay;
}
