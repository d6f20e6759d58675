using Jmirror.Engine.Impairing;

namespace Jmirror.Verification.Comparing;

/// <summary>A sent packet that has not arrived as itself.</summary>
/// <param name="Position">Place in its stream, from 0.</param>
/// <param name="Length">Length of the mirrored packet, bytes.</param>
/// <param name="Time">When it was sent, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Fault">What the sender did to it on purpose.</param>
/// <param name="Filler">The altered arrival that was found to be this packet; null while none was.</param>
internal record struct Hole(long Position, ushort Length, long Time, FaultKind Fault, Stray? Filler = null);

/// <summary>The holes of one stream that an altered arrival may yet turn out to fill, by position.</summary>
internal sealed class Holes
{
    private const int None = -1;
    private const int CloseBy = 8;
    private const int CompactAfter = 4096;

    private readonly List<Hole> _holes = [];
    private readonly HashSet<long> _asked = [];
    private int _start;

    // The run of strays that is judged, and how many packets of it that were not to come altered have left the holes.
    private long _behind;
    private long _passed;

    public void Add(Hole hole) => _holes.Add(hole);

    /// <summary>
    /// Fills a hole with a stray, of those at most <see cref="SentWindow.NearBy"/> places away: one that the sender altered
    /// in this way before one in which it put no fault, and that before one with another fault; of those the nearest.
    /// False when there is none.
    /// </summary>
    public bool TryFill(Stray stray)
    {
        stray.Place = PlaceOf(stray);
        return TryFillWithin(CloseBy, stray)
            || TryFillWithin(SentWindow.NearBy, stray)
            || TryFillNearest(stray, SentWindow.NearBy, Fit.Unmarked, Fit.Unmarked)
            || TryFillNearest(stray, SentWindow.NearBy, Fit.Contrary, Fit.Contrary);
    }

    /// <summary>Takes out the next hole before <paramref name="position"/>.</summary>
    public bool TryTakeBefore(long position, out Hole hole)
    {
        hole = default;
        if (_start == _holes.Count || _holes[_start].Position >= position)
            return false;
        if (_holes[_start].Fault is FaultKind.Truncate or FaultKind.UdpLength)
            Exchange(_start);
        hole = _holes[_start++];
        if (hole.Position > _behind && !FaultRules.MayBeAltered(hole.Fault))
            _passed++;
        Compact();
        return true;
    }

    private bool TryFillWithin(int reach, Stray stray)
    {
        _asked.Clear();
        return TryFill(stray, reach);
    }

    // Where all fitting holes are filled, a stray in one of them may fit another one: an augmenting path, as in any
    // bipartite matching. Without it the first of two that fit everywhere takes the only place of the second. First
    // close by: a stray that goes far pushes others from their places, one after the other.
    private bool TryFill(Stray stray, int reach)
    {
        if (TryFillNearest(stray, reach, Fit.Meant, Fit.Possible))
            return true;
        for (var i = FirstNear(stray, reach); IsNear(i, stray, reach); i++)
        {
            if (
                _holes[i].Filler is { } other
                && FaultRules.FitOf(_holes[i], stray.Arrival) <= Fit.Possible
                && _asked.Add(_holes[i].Position)
                && TryFill(other, reach)
            )
            {
                Fill(i, stray);
                return true;
            }
        }
        return false;
    }

    private bool TryFillNearest(Stray stray, int reach, Fit best, Fit worst)
    {
        var (nearest, least) = (None, long.MaxValue);
        for (var i = FirstNear(stray, reach); IsNear(i, stray, reach); i++)
        {
            var hole = _holes[i];
            var fit = FaultRules.FitOf(hole, stray.Arrival);
            if (hole.Filler is not null || fit < best || fit > worst)
                continue;
            var distance = Math.Abs(hole.Position - stray.Place) + MisfitOf(fit, hole, stray);
            if (distance < least)
                (nearest, least) = (i, distance);
        }
        if (nearest == None)
            return false;
        Fill(nearest, stray);
        return true;
    }

    // A packet that had to come, and did not, against one that may be lost and has what would be this one.
    private void Exchange(int first)
    {
        var last = _holes[first].Position + SentWindow.NearBy;
        for (var i = first + 1; i < _holes.Count && _holes[i].Position <= last; i++)
        {
            if (TryMove(i, first) || TryMove(first, i))
                return;
        }
    }

    private bool TryMove(int from, int to)
    {
        if (
            _holes[to].Filler is not null
            || _holes[from].Filler is not { } stray
            || FaultRules.FitOf(_holes[from], stray.Arrival) != Fit.Possible
            || FaultRules.FitOf(_holes[to], stray.Arrival) != Fit.Meant
        )
            return false;
        Fill(to, stray);
        _holes[from] = _holes[from] with { Filler = null };
        return true;
    }

    private int FirstNear(Stray stray, int reach)
    {
        var i = _start;
        while (i < _holes.Count && _holes[i].Position < stray.Place - reach)
            i++;
        return i;
    }

    private bool IsNear(int hole, Stray stray, int reach) =>
        hole < _holes.Count && _holes[hole].Position <= stray.Place + reach;

    private void Fill(int hole, Stray stray) => _holes[hole] = _holes[hole] with { Filler = stray };

    // Several strays in a row are several packets in a row, but for those that do not come, or not altered, on purpose.
    private long PlaceOf(Stray stray)
    {
        if (stray.Behind != _behind)
            (_behind, _passed) = (stray.Behind, 0);
        var place = stray.Place + _passed;
        for (var i = _start; i < _holes.Count && _holes[i].Position <= place; i++)
        {
            if (_holes[i].Position > stray.Behind && !FaultRules.MayBeAltered(_holes[i].Fault))
                place++;
        }
        return place;
    }

    // In places. What a fault makes of a packet has lengths of its own.
    private static int MisfitOf(Fit fit, in Hole hole, Stray stray) =>
        fit switch
        {
            Fit.Meant => 0,
            Fit.Possible => 8,
            _ when hole.Length == stray.Arrival.Length => 0,
            _ => hole.Length > stray.Arrival.Length ? 8 : 16,
        };

    private void Compact()
    {
        if (_start < _holes.Count && (_start < CompactAfter || _start < _holes.Count / 2))
            return;
        _holes.RemoveRange(0, _start);
        _start = 0;
    }
}
