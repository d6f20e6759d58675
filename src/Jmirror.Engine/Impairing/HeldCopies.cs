namespace Jmirror.Engine.Impairing;

/// <summary>
/// Copies that leave later: at a time, or when enough later copies of their mirror have overtaken them, whichever comes
/// first. They are due in order of time, and of arrival where times are equal.
/// </summary>
/// <param name="limit">Most bytes of memory to hold them in.</param>
internal sealed class HeldCopies(long limit)
{
    // Held until its time, whoever overtakes it.
    private const int Never = int.MaxValue;

    private readonly HeldMemory _memory = new(limit);
    private readonly PriorityQueue<int, (long Due, long Ticket)> _byTime = new();
    private readonly Queue<int> _overtaken = new();
    private readonly Stack<int> _free = new();
    private Held[] _held = new Held[1024];
    private int _used;
    private long _tickets;

    /// <summary>Copies held now.</summary>
    public int Count => _used - _free.Count;

    /// <summary>False when the memory is too full for a copy of any size.</summary>
    public bool HasRoom => _memory.HasRoomFor(Composition.MaxStoredLength);

    /// <summary>When the next copy is due; the end of time when none is held.</summary>
    public long NextDue
    {
        get
        {
            while (_byTime.TryPeek(out var number, out var key))
            {
                if (_held[number].Ticket == key.Ticket)
                    return key.Due;
                // It was overtaken before.
                _byTime.Dequeue();
            }
            return long.MaxValue;
        }
    }

    /// <summary>Holds a copy until <paramref name="due"/>.</summary>
    public void Delay(Composition copy, long now, long due)
    {
        copy.Lane!.Delayed++;
        copy.Lane.LastDue = due;
        Hold(copy, now, due, Never);
    }

    /// <summary>Holds a copy until <paramref name="copies"/> later ones of its mirror have left, but not beyond <paramref name="due"/>.</summary>
    public void Reorder(Composition copy, long now, long due, int copies)
    {
        var lane = copy.Lane!;
        lane.Overtaken.Add(Hold(copy, now, due, copies));
    }

    /// <summary>Notes that a copy has left: held ones of its mirror that came before it are overtaken.</summary>
    public void HasLeft(Lane lane, long order)
    {
        foreach (var number in lane.Overtaken)
        {
            ref var held = ref _held[number];
            if (held.Order < order && ++held.Passed == held.Target)
                _overtaken.Enqueue(number);
        }
    }

    /// <summary>
    /// Takes out a copy that has been overtaken by enough others, or else one that is due. False: there is none.
    /// <paramref name="isLeft"/> is true for one that was to be overtaken and was not.
    /// </summary>
    public bool TryRelease(long now, Composition copy, out long heldFor, out bool isLeft)
    {
        if (_overtaken.TryDequeue(out var number))
        {
            heldFor = now - _held[number].Since;
        }
        else
        {
            var due = NextDue;
            if (due > now || due == long.MaxValue)
            {
                (heldFor, isLeft) = (0, false);
                return false;
            }
            number = _byTime.Dequeue();
            heldFor = due - _held[number].Since;
        }
        isLeft = Release(number, copy);
        return true;
    }

    private int Hold(Composition copy, long now, long due, int target)
    {
        if (!_free.TryPop(out var number))
            number = _used++;
        if (number == _held.Length)
            Array.Resize(ref _held, 2 * _held.Length);
        var (lane, order, isBare, timestamp) = (copy.Lane!, copy.Order, copy.IsBare, copy.Timestamp);
        var ticket = ++_tickets;
        _held[number] = new Held
        {
            Lane = lane,
            Order = order,
            IsBare = isBare,
            Timestamp = timestamp,
            Since = now,
            Target = target,
            Ticket = ticket,
            Memory = copy.Store(_memory),
        };
        _byTime.Enqueue(number, (due, ticket));
        return number;
    }

    private bool Release(int number, Composition copy)
    {
        ref var held = ref _held[number];
        copy.Load(_memory, held.Memory);
        copy.Lane = held.Lane;
        copy.Order = held.Order;
        copy.IsBare = held.IsBare;
        copy.Timestamp = held.Timestamp;
        copy.Incoming = Departures.Held;
        var isLeft = held is { Target: not Never, Passed: 0 };
        if (held.Target == Never)
            held.Lane!.Delayed--;
        else
            held.Lane!.Overtaken.Remove(number);
        held = default;
        _free.Push(number);
        return isLeft;
    }

    private struct Held
    {
        public Lane? Lane;
        public long Order;
        public long Since;
        public long Timestamp;
        public long Ticket;
        public int Memory;
        public int Passed;
        public int Target;
        public bool IsBare;
    }
}
