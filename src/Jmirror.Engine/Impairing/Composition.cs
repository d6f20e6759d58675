using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Mirroring;

namespace Jmirror.Engine.Impairing;

/// <summary>The datagrams that one copy has become, put together before they go to the sink or are held.</summary>
internal sealed class Composition
{
    /// <summary>Most bytes of all that one copy can become, its description included.</summary>
    public const int MaxStoredLength = MemoryLength + MaxDatagrams * 32;

    // The most is a copy of 65 535 bytes sent twice in the smallest fragments.
    private const int MemoryLength = 1 << 18;
    private const int MaxDatagrams = 4096;

    private readonly byte[] _memory = new byte[MemoryLength];
    private readonly OutgoingDatagram[] _datagrams = new OutgoingDatagram[MaxDatagrams];
    private int _count;
    private int _next;
    private int _used;

    /// <summary>Which datagram of the lent batch it was; <see cref="Departures.Held"/> when it was held.</summary>
    public int Incoming { get; set; }

    /// <summary>When the mirrored frame was captured, nanoseconds since 1970-01-01 UTC.</summary>
    public long Timestamp { get; set; }

    /// <summary>True for a copy without outer headers.</summary>
    public bool IsBare { get; set; }

    /// <summary>The mirror that it belongs to.</summary>
    public Lane? Lane { get; set; }

    /// <summary>Its number among the copies of its mirror.</summary>
    public long Order { get; set; }

    /// <summary>True when nothing is left to be handed on.</summary>
    public bool IsEmpty => _next == _count;

    /// <summary>The datagram to be handed on next.</summary>
    public ref readonly OutgoingDatagram Next => ref _datagrams[_next];

    /// <summary>The bytes of a datagram.</summary>
    public ReadOnlySpan<byte> BytesOf(in OutgoingDatagram datagram) =>
        _memory.AsSpan(datagram.Offset, datagram.Length);

    /// <summary>Forgets what was there.</summary>
    public void Clear() => (_count, _next, _used) = (0, 0, 0);

    /// <summary>Goes on to the datagram behind the next one.</summary>
    public void Advance() => _next++;

    /// <summary>Takes room for a datagram.</summary>
    public Span<byte> Add(int length, long line, FaultKind fault, CopyPart part = CopyPart.Whole)
    {
        _datagrams[_count++] = new OutgoingDatagram(_used, length, line, fault, part, Decides.Nothing);
        var room = _memory.AsSpan(_used, length);
        _used += length;
        return room;
    }

    /// <summary>Adds a datagram, in fragments where it exceeds <paramref name="mtu"/>. Bare copies are never cut.</summary>
    public void Add(ReadOnlySpan<byte> datagram, int mtu, long line, FaultKind fault)
    {
        if (datagram.Length <= mtu)
            datagram.CopyTo(Add(datagram.Length, line, fault));
        else if (FragmentSizes.TryCut(datagram.Length, mtu, 0, out var sizes))
            AddFragments(datagram, sizes, missing: -1, line, fault);
    }

    /// <summary>Adds a datagram in fragments, of which one may be left out.</summary>
    public void AddFragments(
        ReadOnlySpan<byte> datagram,
        FragmentSizes sizes,
        int missing,
        long line,
        FaultKind fault
    )
    {
        var count = sizes.Count;
        var last = missing == count - 1 ? count - 2 : count - 1;
        for (var number = 0; number < count; number++)
        {
            if (number == missing)
                continue;
            var part = number == last ? CopyPart.LastPiece : CopyPart.Piece;
            var room = Add(sizes.LengthOf(number), line, fault, part);
            Ipv4Fragment.Write(datagram, sizes.StartOf(number), sizes.IsLast(number), room);
        }
    }

    /// <summary>The last datagram so far decides something.</summary>
    public void LastDecides(Decides what) => _datagrams[_count - 1].Decides |= what;

    /// <summary>Takes the fault back: nothing was done to the copy after all. It has one line.</summary>
    public void ClearFaults(OpenLines? lines)
    {
        foreach (ref var datagram in _datagrams.AsSpan(0, _count))
            datagram.Fault = FaultKind.None;
        lines?.ClearFault(Next.Line);
    }

    /// <summary>Stores all of it; what is left here is nothing.</summary>
    public int Store(HeldMemory memory)
    {
        var start = memory.Store(
            MemoryMarshal.AsBytes(_datagrams.AsSpan(0, _count)),
            _memory.AsSpan(0, _used)
        );
        Clear();
        return start;
    }

    /// <summary>Takes back what was stored.</summary>
    public void Load(HeldMemory memory, int start)
    {
        Clear();
        memory.Take(start, MemoryMarshal.AsBytes(_datagrams.AsSpan()), _memory, out var described, out _used);
        _count = described / Unsafe.SizeOf<OutgoingDatagram>();
    }
}
