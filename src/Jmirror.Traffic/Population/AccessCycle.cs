using System.Runtime.CompilerServices;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Population;

/// <summary>
/// Deals kinds of access out by weight, each as evenly as can be (smooth weighted round robin). The order repeats
/// after as many places as the weights add up to, so the kind at a place, and a kind's places, are a look-up away.
/// </summary>
internal sealed class AccessCycle
{
    private readonly Place[] _places;
    private readonly Turns[] _turns;

    /// <summary>Works one round out.</summary>
    /// <param name="shares">Each kind once, weights from 1.</param>
    public AccessCycle(IReadOnlyList<AccessShare> shares)
    {
        var divisor = shares.Aggregate(0, (divisor, share) => GreatestCommonDivisor(share.Weight, divisor));
        var weights = shares.Select(share => share.Weight / divisor).ToArray();
        _places = new Place[weights.Sum()];
        _turns = [.. shares.Select((share, i) => new Turns(share.Access, new int[weights[i]]))];

        var (credit, taken) = (new int[weights.Length], new int[weights.Length]);
        for (var place = 0; place < _places.Length; place++)
        {
            for (var i = 0; i < credit.Length; i++)
                credit[i] += weights[i];
            var richest = Array.IndexOf(credit, credit.Max());
            credit[richest] -= _places.Length;
            _places[place] = new Place((byte)richest, taken[richest]);
            _turns[richest].Places[taken[richest]++] = place;
        }
    }

    /// <summary>How many kinds there are; they are named by their place in the plan.</summary>
    public int Kinds => _turns.Length;

    /// <summary>The kind by its place in the plan.</summary>
    public AccessKind this[int kind] => _turns[kind].Access;

    /// <summary>Who has a place, counted from 0: the kind, and how many of that kind come before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Kind, int Rank) At(int index)
    {
        var (round, rest) = Math.DivRem((uint)index, (uint)_places.Length);
        var place = _places[rest];
        return (place.Kind, ((int)round * _turns[place.Kind].Places.Length) + place.Rank);
    }

    /// <summary>The place of a kind's turn: the inverse of <see cref="At"/>.</summary>
    public int IndexOf(int kind, int rank)
    {
        var places = _turns[kind].Places;
        var (round, rest) = Math.DivRem(rank, places.Length);
        return (round * _places.Length) + places[rest];
    }

    /// <summary>How often a kind comes in the first <paramref name="length"/> places.</summary>
    public int CountOf(int kind, int length)
    {
        var places = _turns[kind].Places;
        var (rounds, rest) = Math.DivRem(length, _places.Length);
        return (rounds * places.Length) + places.Count(place => place < rest);
    }

    /// <summary>How many subscribers of a plan, whose counts and access are right, have a kind of access.</summary>
    public static int CountOf(AccessKind access, PopulationPlan plan)
    {
        var cycle = new AccessCycle(plan.Access);
        var kind = Array.FindIndex(cycle._turns, turns => turns.Access == access);
        return kind < 0 ? 0 : cycle.CountOf(kind, plan.Count);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private readonly record struct Place(byte Kind, int Rank);

    private readonly record struct Turns(AccessKind Access, int[] Places);
}
