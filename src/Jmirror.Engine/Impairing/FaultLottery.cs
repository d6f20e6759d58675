using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Impairing;

/// <summary>The faults that may hit the copies of one mirror. One number per copy decides which does, if any.</summary>
internal sealed class FaultLottery
{
    // Numbers are compared by their upper 53 bits: a share of 1 is then a number, too.
    private const int Shift = 11;
    private const long Whole = 1L << 53;

    private readonly Impairment[] _impairments;

    // The numbers below the first limit draw the first impairment, those from there to the second limit the second.
    private readonly ulong[] _limits;
    private readonly ulong _any;

    /// <param name="impairments">Their shares add up to 1 at most.</param>
    public FaultLottery(IEnumerable<Impairment> impairments)
    {
        _impairments = [.. impairments];
        _limits = new ulong[_impairments.Length];
        var sum = 0m;
        for (var i = 0; i < _limits.Length; i++)
        {
            sum += _impairments[i].Share;
            _limits[i] = (ulong)(sum * Whole);
        }
        _any = _limits.LastOrDefault();
    }

    /// <summary>What hits a copy; null for nothing.</summary>
    /// <param name="number">Evenly spread over the 64-bit range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Impairment? Draw(ulong number) => number >> Shift < _any ? Find(number >> Shift) : null;

    private Impairment Find(ulong number)
    {
        var i = 0;
        while (number >= _limits[i])
            i++;
        return _impairments[i];
    }
}
