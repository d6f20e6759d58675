using Jmirror.Engine.Impairing;

namespace Jmirror.Verification.Comparing;

/// <summary>A sent packet that has not arrived as itself.</summary>
/// <param name="Position">Place in its stream, from 0.</param>
/// <param name="Length">Length of the mirrored packet, bytes.</param>
/// <param name="Time">When it was sent, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="IsFilled">An altered arrival was found to be this packet.</param>
/// <param name="Fault">What the sender did to it on purpose.</param>
internal record struct Hole(long Position, ushort Length, long Time, bool IsFilled, FaultKind Fault);

/// <summary>The holes of one stream that an altered arrival may yet turn out to fill, by position.</summary>
internal sealed class Holes
{
    private const int CompactAfter = 4096;

    private readonly List<Hole> _holes = [];
    private int _start;

    public void Add(Hole hole) => _holes.Add(hole);

    /// <summary>
    /// Fills the hole that a stray fits best, of those at most <see cref="SentWindow.NearBy"/> places away: the nearest,
    /// where a packet that was sent longer counts as 8 places further away, one that was sent shorter as 16. One that the
    /// sender altered in this way comes before all others, one into which it put another fault behind them. Null when none
    /// is so near.
    /// </summary>
    public Hole? FillNear(Stray stray)
    {
        var (arrival, place) = (stray.Arrival, PlaceOf(stray));
        var (best, leastMisfit) = (-1, long.MaxValue);
        for (var i = _start; i < _holes.Count && _holes[i].Position <= place + SentWindow.NearBy; i++)
        {
            var hole = _holes[i];
            if (hole.IsFilled || hole.Position < place - SentWindow.NearBy)
                continue;
            var misfit =
                Math.Abs(hole.Position - place)
                + MisfitOfLength(hole.Length, arrival.Length)
                + FaultRules.MisfitOf(hole, arrival);
            if (misfit < leastMisfit)
                (best, leastMisfit) = (i, misfit);
        }
        if (best < 0)
            return null;
        _holes[best] = _holes[best] with { IsFilled = true };
        return _holes[best];
    }

    /// <summary>Takes out the next hole before <paramref name="position"/>; filled ones are left out.</summary>
    public bool TryTakeBefore(long position, out Hole hole)
    {
        while (_start < _holes.Count && _holes[_start].Position < position)
        {
            hole = _holes[_start++];
            Compact();
            if (!hole.IsFilled)
                return true;
        }
        hole = default;
        return false;
    }

    // Several strays in a row are several packets in a row, but for those that do not come, or not altered, on purpose.
    private long PlaceOf(Stray stray)
    {
        var place = stray.Place;
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
