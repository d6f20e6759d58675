using System.Numerics;
using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Matching;

/// <summary>
/// An open-addressing hash table from a trigger's value to the first entry with it, for one writer and any number of
/// readers without locks.
/// </summary>
/// <remarks>
/// A slot's hash turns away nearly every packet that fits nothing before an entry is touched; its top bits are the
/// slot's place. A slot is published entry first, hash second. A removed one stays occupied, because searches for
/// others pass it: so a value that stays is found at any moment.
/// </remarks>
internal sealed class TriggerSlots
{
    private const int SmallestSize = 8;

    // Hashes in use have this bit; the two numbers without it are marks.
    private const uint InUse = 2;
    private const uint Empty = 0;
    private const uint Removed = 1;

    private readonly Slot[] _slots;
    private readonly int _placeShift;

    // Slots that are not empty: in use or removed.
    private int _occupied;

    /// <summary>Makes an empty table.</summary>
    public TriggerSlots()
        : this(SmallestSize) { }

    private TriggerSlots(int size)
    {
        _slots = new Slot[size];
        _placeShift = 32 - BitOperations.Log2((uint)size);
    }

    /// <summary>Values in the table.</summary>
    public int Count { get; private set; }

    /// <summary>True when another value needs <see cref="Rebuild"/> first: five eighths are occupied.</summary>
    public bool IsFull => 8L * _occupied >= 5L * _slots.Length;

    /// <summary>The first entry with a value, and its place; null when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MirrorEntry? Find(in MatchKey value, out int place)
    {
        var slots = _slots;
        var hash = HashOf(in value);
        place = (int)(hash >> _placeShift);
        while (true)
        {
            ref var slot = ref slots[place];
            var seen = Volatile.Read(ref slot.Hash);
            if (seen == Empty)
                return null;
            // The slot may have been given to another value since its hash was read: the entry decides.
            if (seen == hash && Volatile.Read(ref slot.First) is { } first && first.Value.Equals(in value))
                return first;
            place = (place + 1) & (slots.Length - 1);
        }
    }

    /// <summary>Puts another entry with the same value first.</summary>
    public void SetFirst(int place, MirrorEntry entry) => Volatile.Write(ref _slots[place].First, entry);

    /// <summary>Adds a value that is not there; the table must not be full.</summary>
    public void Add(MirrorEntry entry) => Add(HashOf(in entry.Value), entry);

    /// <summary>Removes the value at a place.</summary>
    public void RemoveAt(int place)
    {
        ref var slot = ref _slots[place];
        Volatile.Write(ref slot.Hash, Removed);
        Volatile.Write(ref slot.First, null);
        Count--;
        if (_slots[After(place)].Hash != Empty)
            return;
        // No search passes a slot in front of an empty one: it, and removed ones before it, can be empty again.
        for (; _slots[place].Hash == Removed; place = Before(place))
        {
            Volatile.Write(ref _slots[place].Hash, Empty);
            _occupied--;
        }
    }

    /// <summary>A table with the same values, at most half full, without removed slots.</summary>
    public TriggerSlots Rebuild()
    {
        var size = (int)BitOperations.RoundUpToPowerOf2(2 * ((uint)Count + 1));
        var rebuilt = new TriggerSlots(Math.Max(size, SmallestSize));
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.First is { } first)
                rebuilt.Add(slot.Hash, first);
        }
        return rebuilt;
    }

    private void Add(uint hash, MirrorEntry entry)
    {
        var place = (int)(hash >> _placeShift);
        while (_slots[place].Hash >= InUse)
            place = After(place);
        ref var slot = ref _slots[place];
        if (slot.Hash == Empty)
            _occupied++;
        Count++;
        Volatile.Write(ref slot.First, entry);
        Volatile.Write(ref slot.Hash, hash);
    }

    private int After(int place) => (place + 1) & (_slots.Length - 1);

    private int Before(int place) => (place - 1) & (_slots.Length - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(in MatchKey value) => value.Hash() | InUse;

    private struct Slot
    {
        public uint Hash;
        public MirrorEntry? First;
    }
}
