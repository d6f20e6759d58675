namespace Jmirror.Engine.Matching;

/// <summary>
/// One trigger of one mirror, with all that deciding about a packet needs of the mirror side by side. Entries with the
/// same trigger form a chain in order of definition. Nothing but the link to the next one ever changes, and an entry
/// that was taken out still leads on, so a reader loses no entry that stays.
/// </summary>
internal sealed class MirrorEntry
{
    private MirrorEntry? _next;

    /// <summary>The entry of a trigger, not yet in its index.</summary>
    public MirrorEntry(Mirror mirror, Trigger trigger, TriggerIndex index)
    {
        var policy = mirror.Definition.Policy;
        Value = TriggerShape.ValueOf(trigger);
        Mirror = mirror;
        Index = index;
        Rank = trigger.Rank;
        Direction = policy.Direction;
        Form = policy.Form;
        HasConditions = policy.Classifiers.Count > 0 || policy.Drop.Count > 0;
    }

    /// <summary>The bits that the trigger asks for.</summary>
    public readonly MatchKey Value;

    /// <summary>Whose trigger it is.</summary>
    public Mirror Mirror { get; }

    /// <summary>The triggers of its shape.</summary>
    public TriggerIndex Index { get; }

    /// <summary>See <see cref="Trigger.Rank"/>.</summary>
    public TriggerRank Rank { get; }

    /// <summary>See <see cref="SecurePolicy.Direction"/>.</summary>
    public MirrorDirection Direction { get; }

    /// <summary>See <see cref="SecurePolicy.Form"/>.</summary>
    public CopyForm Form { get; }

    /// <summary>True when <see cref="SecurePolicy.Classifiers"/> or <see cref="SecurePolicy.Drop"/> has any.</summary>
    public bool HasConditions { get; }

    /// <summary>The same trigger of the next mirror.</summary>
    public MirrorEntry? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }
}
