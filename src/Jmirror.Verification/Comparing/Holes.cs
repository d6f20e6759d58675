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
        for (var fit = Fit.Meant; fit <= Fit.Possible; fit++)
        {
            _asked.Clear();
            if (TryFill(stray, fit))
                return true;
        }
        for (var fit = Fit.Unmarked; fit <= Fit.Contrary; fit++)
        {
            if (Nearest(stray, fit) is var hole and not None)
            {
                Fill(hole, stray);
                return true;
            }
        }
        return false;
    }

    /// <summary>Takes out the next hole before <paramref name="position"/>.</summary>
    public bool TryTakeBefore(long position, out Hole hole)
    {
        hole = default;
        if (_start == _holes.Count || _holes[_start].Position >= position)
            return false;
        hole = _holes[_start++];
        if (hole.Position > _behind && !FaultRules.MayBeAltered(hole.Fault))
            _passed++;
        Compact();
        return true;
    }

    // Where all fitting holes are filled, a stray in one of them may fit another one: an augmenting path, as in any
    // bipartite matching. Without it the first of two that fit everywhere takes the only place of the second.
    private bool TryFill(Stray stray, Fit wanted)
    {
        if (Nearest(stray, wanted) is var free and not None)
        {
            Fill(free, stray);
            return true;
        }
        for (var i = FirstNear(stray); IsNear(i, stray); i++)
        {
            if (
                _holes[i].Filler is { } other
                && FaultRules.FitOf(_holes[i], stray.Arrival) <= Fit.Possible
                && _asked.Add(_holes[i].Position)
                && TryFill(other, wanted)
            )
            {
                Fill(i, stray);
                return true;
            }
        }
        return false;
    }

    private int Nearest(Stray stray, Fit wanted)
    {
        var (nearest, least) = (None, long.MaxValue);
        for (var i = FirstNear(stray); IsNear(i, stray); i++)
        {
            var hole = _holes[i];
            if (hole.Filler is not null || FaultRules.FitOf(hole, stray.Arrival) != wanted)
                continue;
            var distance =
                Math.Abs(hole.Position - stray.Place) + MisfitOfLength(hole.Length, stray.Arrival.Length);
            if (distance < least)
                (nearest, least) = (i, distance);
        }
        return nearest;
    }

    private int FirstNear(Stray stray)
    {
        var i = _start;
        while (i < _holes.Count && _holes[i].Position < stray.Place - SentWindow.NearBy)
            i++;
        return i;
    }

    private bool IsNear(int hole, Stray stray) =>
        hole < _holes.Count && _holes[hole].Position <= stray.Place + SentWindow.NearBy;

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

    private static int MisfitOfLength(int sent, int arrived) =>
        sent == arrived ? 0
        : sent > arrived ? 8
        : 16;

    private void Compact()
    {
        if (_start < _holes.Count && (_start < CompactAfter || _start < _holes.Count / 2))
            return;
        _holes.RemoveRange(0, _start);
        _start = 0;
    }
}
