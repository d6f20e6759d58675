using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>
/// The live mirrors. One thread at a time changes it (the control plane, under its lock); any number of threads match
/// meanwhile, without locks: no packet of a mirror that nobody touches is missed or doubled by a change. The cost of
/// a packet depends on how many different shapes the triggers have, not on how many mirrors there are; so does the
/// cost of a change, except that now and then a hash table is built anew.
/// </summary>
/// <remarks>
/// Triggers that fit a packet in several views or layers select it once: the PPP frame in an L2TP message goes before
/// the tunnel's own packet, and when both ends of a packet fit, the capture interface tells the direction.
/// </remarks>
public sealed class MirrorTable
{
    private readonly TriggerSpace _triggers = new();
    private readonly LiveMirrors _mirrors = new();
    private readonly EndedMirrors _ended = new();
    private readonly CopyDecision _decision;
    private long _nextNumber;

    // How often mirrors went from some triggers to others; see Match.
    private int _moves;

    /// <summary>Makes a table without mirrors.</summary>
    /// <param name="precedence">What becomes of a packet that triggers of several mirrors select.</param>
    /// <param name="sides">The sides of the capture interfaces, by number; those missing are <see cref="InterfaceSide.Unknown"/>.</param>
    public MirrorTable(TriggerPrecedence precedence, IReadOnlyList<InterfaceSide> sides) =>
        _decision = new CopyDecision(precedence, [.. sides]);

    /// <summary>The live mirrors, in order of definition. Any thread may enumerate while others come and go.</summary>
    public IReadOnlyCollection<Mirror> Mirrors => _mirrors;

    /// <summary>How many mirrors are live.</summary>
    public int Count => _mirrors.Count;

    /// <summary>What mirrors copied that are in the table no more. Any thread may ask.</summary>
    public EndedCopies Ended => _ended.Total;

    /// <summary>A table of these mirrors.</summary>
    /// <param name="definitions">What to mirror; checked before.</param>
    /// <param name="precedence">What becomes of a packet that triggers of several mirrors select.</param>
    /// <param name="sides">The sides of the capture interfaces, by number; those missing are <see cref="InterfaceSide.Unknown"/>.</param>
    /// <exception cref="ArgumentException">A definition could never have passed a check; the message names it by number, from 0.</exception>
    public static MirrorTable Build(
        IReadOnlyList<MirrorDefinition> definitions,
        TriggerPrecedence precedence = TriggerPrecedence.EveryHit,
        IReadOnlyList<InterfaceSide>? sides = null
    )
    {
        var table = new MirrorTable(precedence, sides ?? []);
        foreach (var definition in definitions)
            table.Add(definition);
        return table;
    }

    /// <summary>Adds a mirror, last in the order of definition.</summary>
    /// <exception cref="ArgumentException">The definition could never have passed a check.</exception>
    public Mirror Add(MirrorDefinition definition)
    {
        var mirror = Prepare(definition, _nextNumber);
        _nextNumber++;
        _mirrors.Append(mirror);
        TriggerSpace.Put(mirror.Entries!);
        return mirror;
    }

    /// <summary>
    /// Puts a mirror in the place of another. A packet that both select is copied by one of the two. Counters begin
    /// anew.
    /// </summary>
    /// <exception cref="ArgumentException">The definition could never have passed a check, or <paramref name="old"/> is not live.</exception>
    public Mirror Replace(Mirror old, MirrorDefinition definition)
    {
        var former = EntriesOf(old);
        var mirror = Prepare(definition, old.Number);
        _mirrors.Substitute(old, mirror);
        old.Entries = null;
        Move(former, mirror.Entries!);
        _ended.Add(old);
        return mirror;
    }

    /// <summary>
    /// Gives a mirror other triggers. A packet that old and new ones select is copied, once. Counters go on.
    /// </summary>
    /// <exception cref="ArgumentException">A trigger could never have passed a check, or <paramref name="mirror"/> is not live.</exception>
    public void Retrigger(Mirror mirror, IReadOnlyList<Trigger> triggers)
    {
        var former = EntriesOf(mirror);
        var definition = mirror.Definition with { Triggers = triggers };
        DefinitionGuard.ThrowIfInvalid(definition, mirror.Number);
        mirror.Definition = definition;
        mirror.Entries = _triggers.EntriesOf(mirror);
        Move(former, mirror.Entries);
    }

    /// <summary>Ends a mirror.</summary>
    /// <exception cref="ArgumentException"><paramref name="mirror"/> is not live.</exception>
    public void Remove(Mirror mirror)
    {
        _triggers.Remove(EntriesOf(mirror));
        _mirrors.Remove(mirror);
        mirror.Entries = null;
        _ended.Add(mirror);
    }

    /// <summary>Fills <paramref name="hits"/> with the copies to make of one packet.</summary>
    public void Match(in PacketKey key, MirrorHits hits)
    {
        int moves;
        do
        {
            moves = Volatile.Read(ref _moves);
            hits.Clear();
            _triggers.Search(in key, hits);
            // A mirror that moved meanwhile may have been looked for by its new trigger too early and by its old one
            // too late.
        } while (moves != Volatile.Read(ref _moves));
        if (!hits.Candidates.IsEmpty)
            _decision.Decide(in key, hits);
    }

    private Mirror Prepare(MirrorDefinition definition, long number)
    {
        DefinitionGuard.ThrowIfInvalid(definition, number);
        var mirror = new Mirror(definition, number);
        mirror.Entries = _triggers.EntriesOf(mirror);
        return mirror;
    }

    private static MirrorEntry[] EntriesOf(Mirror mirror) =>
        mirror.Entries
        ?? throw new ArgumentException($"mirror {mirror.Number} is not in the table", nameof(mirror));

    private void Move(MirrorEntry[] former, MirrorEntry[] entries)
    {
        TriggerSpace.Put(entries);
        Volatile.Write(ref _moves, _moves + 1);
        _triggers.Remove(former);
    }
}
