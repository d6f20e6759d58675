using System.Numerics;

namespace Jmirror.Verification.Comparing;

/// <summary>Packets lost one behind the other.</summary>
/// <param name="Position">Place of the first in its stream, from 0.</param>
/// <param name="Length">How many.</param>
/// <param name="Time">When the first was sent, nanoseconds since 1970-01-01 UTC.</param>
public readonly record struct LossRun(long Position, long Length, long Time);

/// <summary>Where a stream has gaps: the first ones exactly, all of them by length.</summary>
public sealed class LossRuns
{
    /// <summary>Gaps that are listed.</summary>
    public const int MaxListed = 16;

    private const int LengthBits = 40;

    private readonly List<LossRun> _first = [];
    private readonly long[] _byLength = new long[LengthBits];
    private LossRun _current;

    /// <summary>The first gaps of the stream.</summary>
    public IReadOnlyList<LossRun> First => _first;

    /// <summary>Gaps in all.</summary>
    public long Count { get; private set; }

    /// <summary>Longest gap, packets.</summary>
    public long Longest { get; private set; }

    /// <summary>Gaps of 2^<paramref name="power"/> to 2^(power+1)-1 packets: of 1, of 2 and 3, of 4 to 7 ...</summary>
    /// <param name="power">0 to 39.</param>
    public long CountOfLength(int power) => _byLength[power];

    internal void Add(long position, long time)
    {
        if (_current.Length > 0 && position == _current.Position + _current.Length)
        {
            _byLength[BitOperations.Log2((ulong)_current.Length)]--;
            _current = _current with { Length = _current.Length + 1 };
            if (Count <= MaxListed)
                _first[^1] = _current;
        }
        else
        {
            _current = new LossRun(position, 1, time);
            if (++Count <= MaxListed)
                _first.Add(_current);
        }
        _byLength[BitOperations.Log2((ulong)_current.Length)]++;
        Longest = Math.Max(Longest, _current.Length);
    }
}
