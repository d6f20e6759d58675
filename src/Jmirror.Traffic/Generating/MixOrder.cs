using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Generating;

/// <summary>
/// Whose turn it is among the kinds of traffic: always the one that is furthest behind its share. After any number of
/// packets each kind is less than one packet from it for every other kind there is.
/// </summary>
internal sealed class MixOrder
{
    private const decimal Millionths = 1_000_000;

    private readonly long[] _weights;
    private readonly long[] _credits;
    private readonly long _total;

    public MixOrder(IReadOnlyList<MixShare> mix)
    {
        _weights = [.. mix.Select(share => Math.Max(1, (long)(share.Weight * Millionths)))];
        _credits = new long[_weights.Length];
        _total = _weights.Sum();
    }

    /// <summary>Takes the next turn; its kind's place in the mix.</summary>
    public int Next()
    {
        var best = 0;
        for (var i = 0; i < _credits.Length; i++)
        {
            _credits[i] += _weights[i];
            if (_credits[i] > _credits[best])
                best = i;
        }
        _credits[best] -= _total;
        return best;
    }
}
