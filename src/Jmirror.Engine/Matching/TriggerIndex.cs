using System.Numerics;
using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Matching;

/// <summary>
/// All triggers of one shape in an open-addressing hash table, at most half full. One of these per shape is tuple
/// space search (Srinivasan, Suri, Varghese: Packet Classification using Tuple Space Search, SIGCOMM 1999): a
/// packet costs one probe per shape and view, however many triggers there are.
/// </summary>
/// <remarks>
/// A slot is one word: in its upper half the low half of the value's hash, in its lower half the entry's number
/// plus one; 0 is an empty slot. The half hash turns away nearly every packet that fits nothing before an entry is
/// touched. The top bits of the hash are the slot's place.
/// </remarks>
internal sealed class TriggerIndex
{
    /// <summary>Number of no entry.</summary>
    public const int None = -1;

    private const int HashShift = 32;

    private readonly MatchKey _mask;
    private readonly ulong[] _slots;
    private readonly int _placeShift;

    /// <summary>Indexes <paramref name="members"/>, the numbers of the entries of one shape, in order of definition.</summary>
    public TriggerIndex(TriggerShape shape, List<int> members, MirrorEntry[] entries)
    {
        NamesSubscriber = shape.NamesSubscriber;
        _mask = shape.Mask;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2(2 * (uint)members.Count)];
        _placeShift = 64 - BitOperations.Log2((uint)_slots.Length);
        // From last to first: each entry goes in front of those with the same trigger, so chains end up in order.
        for (var i = members.Count - 1; i >= 0; i--)
            Add(members[i], entries);
    }

    /// <summary>See <see cref="TriggerShape.NamesSubscriber"/>.</summary>
    public bool NamesSubscriber { get; }

    /// <summary>The first entry that fits a packet's view, or <see cref="None"/>; the others follow by <see cref="MirrorEntry.Next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in MatchKey view, MirrorEntry[] entries)
    {
        var value = view.Under(in _mask);
        return EntryIn(_slots[PlaceOf(in value, value.Hash(), entries)]);
    }

    private void Add(int number, MirrorEntry[] entries)
    {
        ref var entry = ref entries[number];
        var hash = entry.Value.Hash();
        ref var slot = ref _slots[PlaceOf(in entry.Value, hash, entries)];
        entry.Next = EntryIn(slot);
        slot = (hash << HashShift) | (uint)(number + 1);
    }

    /// <summary>Where the slot with <paramref name="value"/> is, or the empty slot where it would go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf(in MatchKey value, ulong hash, MirrorEntry[] entries)
    {
        var slots = _slots;
        var place = (int)(hash >> _placeShift);
        while (true)
        {
            var slot = slots[place];
            if (slot == 0)
                return place;
            if (slot >> HashShift == (uint)hash && entries[EntryIn(slot)].Value.Equals(in value))
                return place;
            place = (place + 1) & (slots.Length - 1);
        }
    }

    private static int EntryIn(ulong slot) => (int)(uint)slot - 1;
}
