using System.Runtime.CompilerServices;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Draws lengths of packets.</summary>
internal sealed class PacketSizes
{
    private readonly SizeRange[] _ranges;

    // By range: how many of 2^32 equally likely numbers lie below its end.
    private readonly ulong[] _ends;

    /// <summary>Makes ready for drawing.</summary>
    public PacketSizes(SizeDistribution distribution)
    {
        _ranges = [.. distribution.Ranges];
        _ends = new ulong[_ranges.Length];
        var total = (ulong)_ranges.Sum(range => (long)range.Weight);
        ulong sum = 0;
        for (var i = 0; i < _ranges.Length; i++)
        {
            sum += (ulong)_ranges[i].Weight;
            _ends[i] = (sum << 32) / total;
        }
    }

    /// <summary>A length, bytes.</summary>
    /// <param name="random">64 random bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(ulong random)
    {
        var i = 0;
        while (random >> 32 >= _ends[i])
            i++;
        ref readonly var range = ref _ranges[i];
        return range.First + (int)(((uint)random * (ulong)(range.Last - range.First + 1)) >> 32);
    }
}
