namespace Jmirror.Engine.Matching;

/// <summary>
/// What deciding about a packet needs of one mirror: 64 bytes side by side, so that a hit among a million mirrors
/// does not have to follow references through cold memory.
/// </summary>
internal struct MirrorEntry
{
    /// <summary>The bits that the trigger asks for.</summary>
    public MatchKey Value;

    /// <summary>The next mirror with the same trigger, or <see cref="TriggerIndex.None"/>.</summary>
    public int Next;

    /// <summary>See <see cref="Trigger.Rank"/>.</summary>
    public TriggerRank Rank;

    /// <summary>See <see cref="SecurePolicy.Direction"/>.</summary>
    public MirrorDirection Direction;

    /// <summary>See <see cref="SecurePolicy.Form"/>.</summary>
    public CopyForm Form;

    /// <summary>True when <see cref="SecurePolicy.Classifiers"/> has any.</summary>
    public bool HasClassifiers;

    /// <summary>The entry of a definition, not yet in any index.</summary>
    public static MirrorEntry Of(MirrorDefinition definition) =>
        new()
        {
            Value = TriggerShape.ValueOf(definition.Trigger),
            Next = TriggerIndex.None,
            Rank = definition.Trigger.Rank,
            Direction = definition.Policy.Direction,
            Form = definition.Policy.Form,
            HasClassifiers = definition.Policy.Classifiers.Count > 0,
        };
}
