using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>
/// The compiled, immutable set of live mirrors. The cost of a packet depends on how many different shapes the
/// triggers have, not on how many mirrors there are. Any number of threads may match at the same time.
/// </summary>
/// <remarks>
/// A trigger that fits a packet in several views or layers selects it once: the PPP frame in an L2TP message goes
/// before the tunnel's own packet, and when both ends of a packet fit, the capture interface tells the direction.
/// Memory per mirror: 64 bytes of entry and 16 to 32 bytes of slots, besides the <see cref="Mirror"/> itself.
/// </remarks>
public sealed class MirrorTable
{
    private readonly Mirror[] _mirrors;
    private readonly MirrorEntry[] _entries;
    private readonly TriggerIndex[] _outerIndexes;
    private readonly TriggerIndex[] _innerIndexes;
    private readonly TriggerPrecedence _precedence;
    private readonly InterfaceSide[] _sides;

    private MirrorTable(
        IReadOnlyList<MirrorDefinition> definitions,
        TriggerPrecedence precedence,
        IReadOnlyList<InterfaceSide> sides
    )
    {
        _mirrors = new Mirror[definitions.Count];
        _entries = new MirrorEntry[definitions.Count];
        _precedence = precedence;
        _sides = [.. sides];
        var members = new Dictionary<TriggerShape, List<int>>();
        for (var number = 0; number < definitions.Count; number++)
        {
            var definition = definitions[number];
            DefinitionGuard.ThrowIfInvalid(definition, number);
            _mirrors[number] = new Mirror(definition, number);
            _entries[number] = MirrorEntry.Of(definition);
            var shape = TriggerShape.Of(definition.Trigger, definition.Policy.Form);
            if (!members.TryGetValue(shape, out var numbers))
                members.Add(shape, numbers = []);
            numbers.Add(number);
        }
        var outer = new List<TriggerIndex>();
        var inner = new List<TriggerIndex>();
        foreach (var (shape, numbers) in members)
        {
            var index = new TriggerIndex(shape, numbers, _entries);
            if (shape.Layer != TriggerLayer.Inner)
                outer.Add(index);
            if (shape.Layer != TriggerLayer.Outer)
                inner.Add(index);
        }
        _outerIndexes = [.. outer];
        _innerIndexes = [.. inner];
    }

    /// <summary>The mirrors, in order of definition.</summary>
    public IReadOnlyList<Mirror> Mirrors => _mirrors;

    /// <summary>Compiles definitions.</summary>
    /// <param name="definitions">What to mirror; checked before.</param>
    /// <param name="precedence">What becomes of a packet that several triggers select.</param>
    /// <param name="sides">The sides of the capture interfaces, by number; those missing are <see cref="InterfaceSide.Unknown"/>.</param>
    /// <exception cref="ArgumentException">A definition could never have passed a check; the message names it by number, from 0.</exception>
    public static MirrorTable Build(
        IReadOnlyList<MirrorDefinition> definitions,
        TriggerPrecedence precedence = TriggerPrecedence.EveryHit,
        IReadOnlyList<InterfaceSide>? sides = null
    ) => new(definitions, precedence, sides ?? []);

    /// <summary>Fills <paramref name="hits"/> with the copies to make of one packet.</summary>
    public void Match(in PacketKey key, MirrorHits hits)
    {
        hits.Clear();
        if (key.HasL2tp && _innerIndexes.Length > 0)
        {
            PacketViews.OfInner(in key, out var views);
            Search(_innerIndexes, in views, fromInner: true, hits);
        }
        if (_outerIndexes.Length > 0)
        {
            PacketViews.OfOuter(in key, out var views);
            Search(_outerIndexes, in views, fromInner: false, hits);
        }
        if (!hits.Candidates.IsEmpty)
            Decide(in key, hits);
    }

    private void Search(TriggerIndex[] indexes, in PacketViews views, bool fromInner, MirrorHits hits)
    {
        foreach (var index in indexes)
        {
            var upstream = index.Find(in views.Upstream, _entries);
            var downstream = index.NamesSubscriber ? index.Find(in views.Downstream, _entries) : upstream;
            if (upstream == downstream)
            {
                Consider(upstream, fromInner, MirrorDirection.Both, hits);
            }
            else
            {
                Consider(upstream, fromInner, MirrorDirection.Upstream, hits);
                Consider(downstream, fromInner, MirrorDirection.Downstream, hits);
            }
        }
    }

    private void Consider(int entry, bool fromInner, MirrorDirection direction, MirrorHits hits)
    {
        for (; entry != TriggerIndex.None; entry = _entries[entry].Next)
            hits.Consider(new Candidate(entry, fromInner, direction));
    }

    private void Decide(in PacketKey key, MirrorHits hits)
    {
        var candidates = hits.Candidates;
        if (_precedence == TriggerPrecedence.HighestOnly)
            candidates = candidates.Slice(HighestOf(candidates), 1);
        foreach (ref readonly var candidate in candidates)
            AskPolicy(in key, in candidate, hits);
    }

    private int HighestOf(ReadOnlySpan<Candidate> candidates)
    {
        var highest = 0;
        for (var i = 1; i < candidates.Length; i++)
        {
            if (_entries[candidates[i].Entry].Rank < _entries[candidates[highest].Entry].Rank)
                highest = i;
        }
        return highest;
    }

    private void AskPolicy(in PacketKey key, in Candidate candidate, MirrorHits hits)
    {
        ref readonly var entry = ref _entries[candidate.Entry];
        ref readonly var payload = ref candidate.FromInner ? ref key.Inner : ref key.Outer;
        if (!Allows(entry.Direction, in key, in candidate))
        {
            hits.Refuse(MissReason.Direction);
            return;
        }
        var mirror = _mirrors[candidate.Entry];
        if (entry.HasClassifiers && !AnyFits(mirror.Classifiers, in payload))
        {
            hits.Refuse(MissReason.Classifier);
            return;
        }
        var asPpp = entry.Form switch
        {
            CopyForm.Ip => false,
            CopyForm.Ppp => true,
            _ => candidate.FromInner || (payload.PppProtocol != 0 && !key.HasPppoe),
        };
        if (asPpp ? payload.Kind == PayloadKind.None : !payload.IsIp)
        {
            hits.Refuse(MissReason.NotIp);
            return;
        }
        hits.Add(new MirrorHit(mirror, candidate.FromInner, asPpp));
    }

    private bool Allows(MirrorDirection wanted, in PacketKey key, in Candidate candidate)
    {
        if (wanted == MirrorDirection.Both)
            return true;
        if (candidate.Direction != MirrorDirection.Both)
            return candidate.Direction == wanted;
        var side = key.Interface < _sides.Length ? _sides[key.Interface] : InterfaceSide.Unknown;
        return PacketDirection.Of(key.Direction, side) == wanted;
    }

    private static bool AnyFits(Classifier[] classifiers, in Payload payload)
    {
        foreach (var classifier in classifiers)
        {
            if (classifier.Fits(in payload))
                return true;
        }
        return false;
    }
}
