using System.Runtime.CompilerServices;

namespace Jmirror.Traffic.Population;

/// <summary>
/// Which of the subscribers of one kind of access are mirrored: every so many, beginning with a shift that keeps the
/// kinds from all being mirrored at the same stretch of numbers.
/// </summary>
/// <remarks>
/// Mirrored subscriber m of the kind (from 0) is the one of rank floor((m × all + shift) / mirrored). With shift below
/// all and mirrored no more than all, ranks are distinct and lie below all.
/// </remarks>
internal readonly struct MirroredShare
{
    private readonly long _all;
    private readonly long _mirrored;
    private readonly long _shift;

    /// <summary>Names the numbers.</summary>
    /// <param name="all">Subscribers of the kind.</param>
    /// <param name="mirrored">How many of them are mirrored, at most all.</param>
    /// <param name="firstTurn">Mirrored subscribers of other kinds that come before this kind's first one.</param>
    /// <param name="mirroredOfAllKinds">Mirrored subscribers of all kinds.</param>
    public MirroredShare(int all, int mirrored, int firstTurn, int mirroredOfAllKinds)
    {
        (_all, _mirrored) = (all, mirrored);
        if (mirrored > 0)
            _shift = Math.Min(all - 1L, (long)firstTurn * all * mirrored / mirroredOfAllKinds);
    }

    /// <summary>Rank of a mirrored one among all of the kind.</summary>
    public int RankOf(int mirrored) => (int)(((mirrored * _all) + _shift) / _mirrored);

    /// <summary>How many mirrored ones of the kind come before this one, if it is mirrored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(int rank, out int mirrored)
    {
        // All or none is usual, and a division of 64 bits takes as long as writing a header.
        mirrored = rank;
        if (_mirrored == _all)
            return true;
        if (_mirrored == 0)
            return false;
        // The first m whose rank is not below this one.
        var least = ((rank * _mirrored) - _shift + _all - 1) / _all;
        mirrored = (int)least;
        return least < _mirrored && (least * _all) + _shift < (rank + 1) * _mirrored;
    }
}
