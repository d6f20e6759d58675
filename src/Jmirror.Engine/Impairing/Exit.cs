using Jmirror.Engine.Counting;
using Jmirror.Engine.Randomness;

namespace Jmirror.Engine.Impairing;

/// <summary>The way from composed copies to the departures: at once, or when they have been held long enough.</summary>
/// <param name="composition">The copy that leaves next, or is to be held.</param>
/// <param name="held">Those that leave later.</param>
/// <param name="departures">Where they leave.</param>
/// <param name="lines">The ledger's open lines; null without a ledger.</param>
/// <param name="timeIsOfCopies">True when time goes by as timestamps do: held copies then get later ones.</param>
internal sealed class Exit(
    Composition composition,
    HeldCopies held,
    Departures departures,
    OpenLines? lines,
    bool timeIsOfCopies
)
{
    /// <summary>Holds the composed copy, because of its fault or because earlier ones of its mirror are delayed.</summary>
    public void Hold(FaultKind fault, Impairment? impairment, ref SeededRandom random, long now)
    {
        var lane = composition.Lane!;
        var earliest = lane.Delayed > 0 ? Math.Max(now, lane.LastDue) : now;
        if (fault == FaultKind.Reorder)
        {
            var copies = 1 + random.Next(impairment!.Window);
            held.Reorder(composition, now, earliest + impairment.Patience, copies);
            return;
        }
        var due = earliest;
        if (fault == FaultKind.Delay)
        {
            var jitter = Math.BigMul(random.NextUInt64(), (ulong)impairment!.Jitter + 1, out _);
            due = Math.Max(due, now + impairment.Delay + (long)jitter);
        }
        held.Delay(composition, now, due);
    }

    /// <summary>Hands on all that must leave before anything else. False: the sink is busy.</summary>
    public bool TryRelease(long now)
    {
        do
        {
            if (!TryEmit())
                return false;
        } while (TryLoadHeld(now));
        return true;
    }

    private bool TryLoadHeld(long now)
    {
        if (held.Count == 0 || !held.TryRelease(now, composition, out var heldFor, out var isAsBefore))
            return false;
        if (timeIsOfCopies)
            composition.Timestamp += heldFor;
        if (isAsBefore)
            composition.ClearFaults(lines);
        return true;
    }

    /// <summary>Hands on what is composed. False: the sink is busy.</summary>
    public bool TryEmit()
    {
        if (composition.IsEmpty)
            return true;
        do
        {
            ref readonly var next = ref composition.Next;
            if (
                !departures.TryAdd(
                    composition.BytesOf(next),
                    next,
                    composition.Incoming,
                    composition.Timestamp,
                    composition.IsBare
                )
            )
                return false;
            composition.Advance();
        } while (!composition.IsEmpty);
        if (composition.Lane is { Overtaken.Count: > 0 } lane)
            held.HasLeft(lane, composition.Order);
        return true;
    }

    /// <summary>Gives up what was handed on and not taken.</summary>
    public void GiveUp()
    {
        departures.GiveUp(DropReason.Interrupted);
        while (!TryEmit())
            departures.GiveUp(DropReason.Interrupted);
        departures.GiveUp(DropReason.Interrupted);
    }
}
