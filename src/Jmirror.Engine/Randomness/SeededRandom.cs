using System.Runtime.CompilerServices;

namespace Jmirror.Engine.Randomness;

/// <summary>
/// A small generator of numbers that look random and are the same for the same seed on every machine and in every
/// version of the program, which <see cref="Random"/> does not promise: SplitMix64 (Steele, Lea, Flood: Fast Splittable
/// Pseudorandom Number Generators, OOPSLA 2014). Nothing secret may hang on it.
/// </summary>
public struct SeededRandom
{
    private const ulong GoldenGamma = 0x9e37_79b9_7f4a_7c15;

    private ulong _state;

    /// <summary>Begins a sequence. Sequences of one seed with different names have nothing to do with each other.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="sequence">Which of the run's sequences this is.</param>
    public SeededRandom(ulong seed, ulong sequence) => _state = Mix(seed + GoldenGamma) ^ Mix(sequence);

    /// <summary>A number of the whole 64-bit range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64() => Mix(_state += GoldenGamma);

    /// <summary>A number from 0 up to, but not, <paramref name="below"/>, which is more than 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int below) => (int)(((NextUInt64() >> 32) * (uint)below) >> 32);

    /// <summary>A number from 0 up to, but not, 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A number that depends on <paramref name="value"/> alone, evenly spread: the random property of a numbered thing,
    /// without keeping it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
        return value ^ (value >> 31);
    }
}
