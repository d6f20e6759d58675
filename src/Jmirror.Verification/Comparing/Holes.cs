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

    // More than the largest distance and the largest misfit of length together.
    private const int OtherFault = 2 * SentWindow.NearBy;

    private readonly List<Hole> _holes = [];
    private int _start;

    public void Add(Hole hole) => _holes.Add(hole);

    /// <summary>
    /// Fills the hole that an arrival of <paramref name="length"/> bytes at <paramref name="place"/> fits best, of
    /// those at most <see cref="SentWindow.NearBy"/> places away: the nearest, where a packet that was sent longer
    /// counts as 8 places further away, one that was sent shorter as 16. One that the sender altered in this way comes
    /// before all others, one into which it put another fault behind them. Null when none is so near.
    /// </summary>
    public Hole? FillNear(long place, int length)
    {
        var (best, leastMisfit) = (-1, long.MaxValue);
        for (var i = _start; i < _holes.Count && _holes[i].Position <= place + SentWindow.NearBy; i++)
        {
            var hole = _holes[i];
            if (hole.IsFilled || hole.Position < place - SentWindow.NearBy)
                continue;
            var misfit = Math.Abs(hole.Position - place) + MisfitOf(hole, length);
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

    private static int MisfitOf(in Hole hole, int arrived)
    {
        var ofLength =
            hole.Length == arrived ? 0
            : hole.Length > arrived ? 8
            : 16;
        var ofFault =
            hole.Fault == FaultKind.None ? OtherFault
            : FaultRules.Alters(hole.Fault, hole.Length, arrived) ? 0
            : 2 * OtherFault;
        return ofLength + ofFault;
    }

    private void Compact()
    {
        if (_start < _holes.Count && (_start < CompactAfter || _start < _holes.Count / 2))
            return;
        _holes.RemoveRange(0, _start);
        _start = 0;
    }
}
