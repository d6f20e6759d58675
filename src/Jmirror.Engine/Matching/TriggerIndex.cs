using System.Numerics;
using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Matching;

/// <summary>
/// All triggers of one shape in an open-addressing hash table, at most half full. One of these per shape is tuple
/// space search (Srinivasan, Suri, Varghese: Packet Classification using Tuple Space Search, SIGCOMM 1999): a
/// packet costs one probe per shape and view, however many triggers there are.
/// </summary>
/// <remarks>
/// A slot is one word: the upper half of the key's hash, then the entry's number plus one; 0 is an empty slot. The
/// hash half turns away nearly every packet that fits nothing before an entry is touched.
/// </remarks>
internal sealed class TriggerIndex
{
    /// <summary>Number of no entry.</summary>
    public const int None = -1;

    private const int HashShift = 32;

    private readonly MatchKey _mask;
    private readonly ulong[] _slots;

    /// <summary>Indexes <paramref name="members"/>, the numbers of the entries of one shape, in order of definition.</summary>
    public TriggerIndex(TriggerShape shape, List<int> members, MirrorEntry[] entries)
    {
        NamesSubscriber = shape.NamesSubscriber;
        _mask = shape.Mask;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2(2 * (uint)members.Count)];
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
        return EntryIn(_slots[PositionOf(in value, value.Hash(), entries)]);
    }

    private void Add(int number, MirrorEntry[] entries)
    {
        ref var entry = ref entries[number];
        var hash = entry.Value.Hash();
        ref var slot = ref _slots[PositionOf(in entry.Value, hash, entries)];
        entry.Next = EntryIn(slot);
        slot = (hash >> HashShift << HashShift) | (uint)(number + 1);
    }

    /// <summary>Where the slot with <paramref name="value"/> is, or the empty slot where it would go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PositionOf(in MatchKey value, ulong hash, MirrorEntry[] entries)
    {
        var slots = _slots;
        var position = (int)hash & (slots.Length - 1);
        while (true)
        {
            var slot = slots[position];
            if (slot == 0)
                return position;
            if ((slot ^ hash) >> HashShift == 0 && entries[EntryIn(slot)].Value.Equals(in value))
                return position;
            position = (position + 1) & (slots.Length - 1);
        }
    }

    private static int EntryIn(ulong slot) => (int)(uint)slot - 1;
}
