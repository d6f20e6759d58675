using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// The packets sent last, in the order of the ledger. They are named by ordinals, which count all packets ever
/// added. Packets of a stream are linked; those with equal digests are too, but only in streams where an arrival was
/// neither the expected packet nor shortly ahead: a clean stream costs no hashing, nor does a short loss.
/// </summary>
internal sealed class SentWindow(int capacity)
{
    public const long None = -1;

    /// <summary>How far an altered packet may be from the hole that it fills, places.</summary>
    public const int NearBy = 64;

    // Bursts of loss are longer than duplicates are late: where packets repeat, a duplicate must be so much nearer.
    private const int DuplicateWeight = 8;

    private const int InitialSize = 1024;

    private readonly record struct Key(int Stream, ulong Digest);

    // Of all equal packets of a stream: the last one, and one near to where the stream stands.
    private record struct EqualPackets(long Last, long Cursor);

    private readonly Dictionary<Key, EqualPackets> _index = [];
    private SentEntry[] _entries = new SentEntry[InitialSize];

    /// <summary>Ordinal of the oldest packet.</summary>
    public long First { get; private set; }

    /// <summary>Ordinal of the next packet to be added.</summary>
    public long End { get; private set; }

    public bool IsEmpty => First == End;

    public bool IsFull => End - First >= capacity;

    public ref SentEntry this[long ordinal] => ref _entries[ordinal & (_entries.Length - 1)];

    public void Add(in SentPacket packet, int number, StreamComparison stream)
    {
        if (End - First == _entries.Length)
            Grow();
        var ordinal = End++;
        this[ordinal] = new SentEntry
        {
            Digest = packet.Digest,
            Time = packet.Time,
            Position = stream.Figures.Sent,
            Stream = number,
            Length = packet.Length,
            Fault = packet.Fault,
        };
        if (stream.Newest >= First)
            this[stream.Newest].NextInStream = (int)(ordinal - stream.Newest);
        stream.Newest = ordinal;
        if (stream.Expected == None && FaultRules.ArrivesInPlace(packet.Fault))
            stream.Expected = ordinal;
        if (packet.Fault == FaultKind.Reorder)
            stream.Delayed ??= new DelayedPackets();
        if (stream.NextToIndex == None)
            stream.NextToIndex = ordinal;
    }

    /// <summary>Forgets the oldest packet.</summary>
    public void RemoveFirst(StreamComparison stream)
    {
        ref readonly var entry = ref this[First];
        if (stream.Expected == First)
            ExpectNext(stream, First);
        if (stream.NextToIndex == First)
            stream.NextToIndex = NextInStream(First);
        if (entry.IsIndexed)
            RemoveFromIndex(entry);
        First++;
    }

    /// <summary>The next packet of the same stream.</summary>
    public long NextInStream(long ordinal) => Follow(ordinal, this[ordinal].NextInStream);

    /// <summary>Expects what comes behind a packet: the next one that arrives in its place.</summary>
    public void ExpectNext(StreamComparison stream, long ordinal)
    {
        do ordinal = NextInStream(ordinal);
        while (ordinal != None && !FaultRules.ArrivesInPlace(this[ordinal].Fault));
        stream.Expected = ordinal;
    }

    /// <summary>Notes that arrivals skip all between where the stream stands and a packet ahead of it.</summary>
    public void Skip(StreamComparison stream, long ordinal)
    {
        stream.LastSkipped = this[ordinal].Position - 1;
        if (stream.Delayed is not { } delayed)
            return;
        for (var at = stream.Expected; at != None && at < ordinal; at = NextInStream(at))
        {
            if (this[at].Fault == FaultKind.Reorder)
                delayed.Note(at);
        }
    }

    /// <summary>
    /// Of a packet that came late and its equals before it, the one that the sender held back; itself when it held back
    /// none.
    /// </summary>
    public long HeldBackOf(long ordinal)
    {
        var at = ordinal;
        for (var i = 0; i < NearBy && at != None; i++, at = PreviousEqual(at))
        {
            if (this[at] is { Fault: FaultKind.Reorder, IsLate: false })
                return at;
        }
        return ordinal;
    }

    /// <summary>
    /// Of the stream's packets with this digest, the one nearest to where the stream stands; <see cref="None"/> when
    /// there is none. See the README for why nearest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Find(StreamComparison stream, int number, ulong digest) =>
        stream.Expected != None && this[stream.Expected].Digest == digest
            ? stream.Expected
            : FindUnexpected(stream, number, digest);

    // After a short loss the packet is shortly ahead: found without the index, unless something nearer is missing.
    private long FindShortlyAhead(StreamComparison stream, ulong digest)
    {
        var reach = Math.Min(DuplicateWeight, stream.Highest + 1 - stream.LastSkipped);
        var ordinal = stream.Expected;
        for (var distance = 0; distance <= reach && ordinal != None; distance++)
        {
            if (this[ordinal].Digest == digest && FaultRules.ArrivesInPlace(this[ordinal].Fault))
                return ordinal;
            ordinal = NextInStream(ordinal);
        }
        return None;
    }

    private long FindUnexpected(StreamComparison stream, int number, ulong digest)
    {
        if (FindDelayed(stream, digest) is var late && late != None)
            return late;
        if (FindShortlyAhead(stream, digest) is var soon && soon != None)
            return soon;
        AddToIndex(stream, number);
        ref var equals = ref CollectionsMarshal.GetValueRefOrNullRef(_index, new Key(number, digest));
        if (Unsafe.IsNullRef(ref equals))
            return None;

        // The last one at or before the highest position that has arrived, if any, and the first one after it.
        var (behind, ahead) = (equals.Cursor, NextEqual(equals.Cursor));
        while (ahead != None && this[ahead].Position <= stream.Highest)
            (behind, ahead) = (ahead, NextEqual(ahead));
        while (behind != None && this[behind].Position > stream.Highest)
            (behind, ahead) = (PreviousEqual(behind), behind);
        equals.Cursor = behind != None ? behind : ahead;

        return Nearest(behind, ahead, stream.Highest + 1);
    }

    // What the sender held back comes late, however near an equal packet is.
    private long FindDelayed(StreamComparison stream, ulong digest)
    {
        if (stream.Delayed is not { } delayed)
            return None;
        foreach (var ordinal in delayed.Ordinals)
        {
            if (ordinal >= First && this[ordinal].Digest == digest && !this[ordinal].HasArrived)
                return ordinal;
        }
        return None;
    }

    // The one ahead, the nearest one behind that is missing, or a duplicate of the nearest one behind; one that should
    // not arrive as itself only when there is no other.
    private long Nearest(long behind, long ahead, long expected)
    {
        var unlikely = None;
        while (ahead != None && !FaultRules.ArrivesInPlace(this[ahead].Fault))
            (unlikely, ahead) = (unlikely == None ? ahead : unlikely, NextEqual(ahead));
        var (best, least) = ahead == None ? (None, long.MaxValue) : (ahead, this[ahead].Position - expected);
        var hasArrived = false;
        for (var at = behind; at != None && expected - this[at].Position < least; at = PreviousEqual(at))
        {
            ref readonly var entry = ref this[at];
            var distance = expected - entry.Position;
            if (!entry.HasArrived && FaultRules.ArrivesInPlace(entry.Fault))
                return at;
            if (!entry.HasArrived)
                unlikely = unlikely == None ? at : unlikely;
            else if (!hasArrived && distance * DuplicateWeight < least)
                (best, least) = (at, distance * DuplicateWeight);
            hasArrived |= entry.HasArrived;
        }
        return best == None ? unlikely : best;
    }

    private void AddToIndex(StreamComparison stream, int number)
    {
        while (stream.NextToIndex != None)
        {
            var ordinal = stream.NextToIndex;
            ref var entry = ref this[ordinal];
            ref var equals = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _index,
                new Key(number, entry.Digest),
                out var exists
            );
            if (exists)
            {
                entry.PreviousEqual = (int)(ordinal - equals.Last);
                this[equals.Last].NextEqual = entry.PreviousEqual;
                equals.Last = ordinal;
            }
            else
            {
                equals = new EqualPackets(ordinal, ordinal);
            }
            entry.IsIndexed = true;
            stream.NextToIndex = NextInStream(ordinal);
        }
    }

    // The oldest packet of all is the first of its equals.
    private void RemoveFromIndex(in SentEntry entry)
    {
        var key = new Key(entry.Stream, entry.Digest);
        ref var equals = ref CollectionsMarshal.GetValueRefOrNullRef(_index, key);
        if (equals.Last == First)
            _index.Remove(key);
        else if (equals.Cursor == First)
            equals.Cursor = NextEqual(First);
    }

    private long NextEqual(long ordinal) => Follow(ordinal, this[ordinal].NextEqual);

    private long PreviousEqual(long ordinal) => Follow(ordinal, -this[ordinal].PreviousEqual);

    private long Follow(long ordinal, int distance) =>
        distance == 0 || ordinal + distance < First ? None : ordinal + distance;

    private void Grow()
    {
        var larger = new SentEntry[BitOperations.RoundUpToPowerOf2((uint)_entries.Length + 1)];
        for (var ordinal = First; ordinal < End; ordinal++)
            larger[ordinal & (larger.Length - 1)] = this[ordinal];
        _entries = larger;
    }
}
