using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>The triggers of all mirrors, one index per shape. One thread writes; any number of threads search.</summary>
internal sealed class TriggerSpace
{
    private readonly Dictionary<TriggerShape, TriggerIndex> _indexes = [];

    // What packets are looked up in. Each array is replaced as a whole.
    private TriggerIndex[] _outer = [];
    private TriggerIndex[] _inner = [];

    /// <summary>
    /// The entries of a mirror's triggers. In falling rank: of two triggers that differ in nothing else the lower
    /// rank stays.
    /// </summary>
    public MirrorEntry[] EntriesOf(Mirror mirror)
    {
        var (triggers, form) = (mirror.Definition.Triggers, mirror.Definition.Policy.Form);
        var entries = new MirrorEntry[triggers.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new MirrorEntry(mirror, triggers[i], IndexOf(TriggerShape.Of(triggers[i], form)));
        Array.Sort(entries, static (one, other) => other.Rank.CompareTo(one.Rank));
        return entries;
    }

    /// <summary>Packets find these entries from now on; those of the same mirror number and trigger no more.</summary>
    public static void Put(MirrorEntry[] entries)
    {
        foreach (var entry in entries)
            entry.Index.Put(entry);
    }

    /// <summary>Packets find these entries no more. A shape without triggers costs nothing: its index goes too.</summary>
    public void Remove(MirrorEntry[] entries)
    {
        foreach (var entry in entries)
        {
            entry.Index.Remove(entry);
            if (entry.Index.IsEmpty && _indexes.Remove(entry.Index.Shape))
                Publish();
        }
    }

    /// <summary>
    /// Fills in the mirrors whose triggers select a packet. The PPP frame in an L2TP message goes before the tunnel's
    /// own packet.
    /// </summary>
    public void Search(in PacketKey key, MirrorHits hits)
    {
        var inner = Volatile.Read(ref _inner);
        if (key.HasL2tp && inner.Length > 0)
        {
            PacketViews.OfInner(in key, out var views);
            Search(inner, in views, fromInner: true, hits);
        }
        var outer = Volatile.Read(ref _outer);
        if (outer.Length > 0)
        {
            PacketViews.OfOuter(in key, out var views);
            Search(outer, in views, fromInner: false, hits);
        }
    }

    private static void Search(TriggerIndex[] indexes, in PacketViews views, bool fromInner, MirrorHits hits)
    {
        foreach (var index in indexes)
        {
            var upstream = index.Find(in views.Upstream);
            if (!index.NamesSubscriber)
            {
                Consider(upstream, fromInner, MirrorDirection.Unknown, hits);
                continue;
            }
            Consider(upstream, fromInner, MirrorDirection.Upstream, hits);
            Consider(index.Find(in views.Downstream), fromInner, MirrorDirection.Downstream, hits);
        }
    }

    private static void Consider(
        MirrorEntry? entry,
        bool fromInner,
        MirrorDirection direction,
        MirrorHits hits
    )
    {
        for (; entry is not null; entry = entry.Next)
            hits.Consider(entry, fromInner, direction);
    }

    private TriggerIndex IndexOf(TriggerShape shape)
    {
        if (_indexes.TryGetValue(shape, out var index))
            return index;
        index = new TriggerIndex(shape);
        _indexes.Add(shape, index);
        Publish();
        return index;
    }

    private void Publish()
    {
        Volatile.Write(ref _inner, [.. _indexes.Values.Where(i => i.Shape.Layer != TriggerLayer.Outer)]);
        Volatile.Write(ref _outer, [.. _indexes.Values.Where(i => i.Shape.Layer != TriggerLayer.Inner)]);
    }
}
