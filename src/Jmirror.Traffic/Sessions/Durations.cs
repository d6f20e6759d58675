using Jmirror.Engine.Randomness;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Sessions;

/// <summary>
/// Draws durations. Each follows from the seed, the subscriber and its login alone, whatever else has been drawn before,
/// and is worked out in whole numbers: a library's logarithm may differ in its last bit between machines.
/// </summary>
internal readonly struct Durations(ulong seed)
{
    // Apart from all other sequences of the run, which are numbered from 0.
    private const ulong FirstSequence = 0x5e5UL << 52;

    /// <summary>Draws one.</summary>
    /// <param name="distribution">Mean and shape.</param>
    /// <param name="subscriber">Whose.</param>
    /// <param name="login">Its login.</param>
    /// <param name="isOnline">Whether it is the time of this login's session or the one after it.</param>
    /// <returns>Nanoseconds.</returns>
    public long Draw(DurationDistribution distribution, int subscriber, int login, bool isOnline)
    {
        if (distribution.Shape == DurationShape.Fixed)
            return distribution.Mean;
        var sequence =
            FirstSequence | ((ulong)subscriber << 32) | ((ulong)(uint)login << 1) | (isOnline ? 1UL : 0);
        var random = new SeededRandom(seed, sequence);
        return distribution.Shape == DurationShape.Uniform
            ? Share(2 * distribution.Mean, random.NextUInt64())
            : Exponential(distribution.Mean, random);
    }

    /// <summary>
    /// J. von Neumann, Various Techniques Used in Connection with Random Digits (1951): numbers are drawn as long as each
    /// is smaller than the one before. Of a run of odd length the first number is the fraction; each run of even length
    /// adds one.
    /// </summary>
    private static long Exponential(long mean, SeededRandom random)
    {
        for (long whole = 0; ; whole += mean)
        {
            var first = random.NextUInt64();
            if (IsRunOdd(first, ref random))
                return whole + Share(mean, first);
        }
    }

    private static bool IsRunOdd(ulong last, ref SeededRandom random)
    {
        for (var isOdd = true; ; isOdd = !isOdd)
        {
            var next = random.NextUInt64();
            if (next >= last)
                return isOdd;
            last = next;
        }
    }

    /// <summary>So many 2^64ths of a length.</summary>
    private static long Share(long length, ulong share) => (long)Math.BigMul((ulong)length, share, out _);
}
