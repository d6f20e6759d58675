namespace Jmirror.Traffic.Plans;

/// <summary>What is generated: who, when online, and what they send. The same plan gives the same bytes, always.</summary>
public sealed record TrafficPlan
{
    /// <summary>What all random choices follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The subscribers.</summary>
    public PopulationPlan Population { get; init; } = new();

    /// <summary>How they come and go; null: all sessions stand from the beginning to the end, without signalling.</summary>
    public ChurnPlan? Churn { get; init; }

    /// <summary>What they send and receive; at least one.</summary>
    public IReadOnlyList<MixShare> Mix { get; init; } = [new MixShare(ApplicationKind.Udp, 1)];

    /// <summary>
    /// True: every mirror (or, of unmirrored traffic, every subscriber) has the same rate at all times. False: at any
    /// time some conversations go on, and everybody has a turn.
    /// </summary>
    public bool EvenRates { get; init; }
}
