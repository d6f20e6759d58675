using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Matching;

/// <summary>
/// All triggers of one shape. One of these per shape is tuple space search (Srinivasan, Suri, Varghese: Packet
/// Classification using Tuple Space Search, SIGCOMM 1999): a packet costs one probe per shape and view, however many
/// triggers there are. One thread writes; any number of threads find, without locks.
/// </summary>
internal sealed class TriggerIndex
{
    private readonly MatchKey _mask;
    private TriggerSlots _slots = new();

    /// <summary>Makes an index without triggers.</summary>
    public TriggerIndex(TriggerShape shape)
    {
        Shape = shape;
        NamesSubscriber = shape.NamesSubscriber;
        _mask = shape.Mask;
    }

    /// <summary>What its triggers have in common.</summary>
    public TriggerShape Shape { get; }

    /// <summary>See <see cref="TriggerShape.NamesSubscriber"/>.</summary>
    public bool NamesSubscriber { get; }

    /// <summary>True when it has no trigger.</summary>
    public bool IsEmpty => _slots.Count == 0;

    /// <summary>The first entry that fits a packet's view, or null; the others follow by <see cref="MirrorEntry.Next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MirrorEntry? Find(in MatchKey view)
    {
        var value = view.Under(in _mask);
        return Volatile.Read(ref _slots).Find(in value, out _);
    }

    /// <summary>Puts an entry in its place in the order of definition; one of the same number makes room for it, in one step.</summary>
    public void Put(MirrorEntry entry)
    {
        if (_slots.Find(in entry.Value, out var place) is not { } first)
        {
            Add(entry);
            return;
        }
        MirrorEntry? before = null;
        MirrorEntry? at = first;
        while (at is not null && at.Mirror.Number < entry.Mirror.Number)
            (before, at) = (at, at.Next);
        entry.Next = at?.Mirror.Number == entry.Mirror.Number ? at.Next : at;
        Link(before, place, entry);
    }

    /// <summary>Takes an entry out, unless another took its place before.</summary>
    public void Remove(MirrorEntry entry)
    {
        MirrorEntry? before = null;
        var at = _slots.Find(in entry.Value, out var place);
        while (at is not null && at != entry)
            (before, at) = (at, at.Next);
        if (at is null)
            return;
        if (before is null && entry.Next is null)
            _slots.RemoveAt(place);
        else
            Link(before, place, entry.Next);
    }

    private void Add(MirrorEntry entry)
    {
        var slots = _slots.IsFull ? _slots.Rebuild() : _slots;
        slots.Add(entry);
        Volatile.Write(ref _slots, slots);
    }

    private void Link(MirrorEntry? before, int place, MirrorEntry? entry)
    {
        if (before is not null)
            before.Next = entry;
        else
            _slots.SetFirst(place, entry!);
    }
}
