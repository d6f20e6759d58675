using System.Runtime.CompilerServices;
using Jmirror.Engine.Randomness;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>
/// Random bytes that stand for contents, made once. The checksum's share of any beginning of them is looked up, not
/// summed.
/// </summary>
internal sealed class PayloadPattern
{
    private const ulong Sequence = 0x7061_7474_6572_6e00;

    private readonly byte[] _bytes;

    // By length: the folded sum of the words so far; an odd last byte is the high half of a word.
    private readonly ushort[] _sums;

    /// <summary>Makes it.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="length">Most bytes that are ever wanted.</param>
    public PayloadPattern(ulong seed, int length)
    {
        _bytes = new byte[length];
        _sums = new ushort[length + 1];
        var random = new SeededRandom(seed, Sequence);
        ulong sum = 0;
        for (var i = 0; i < length; i++)
        {
            _bytes[i] = (byte)random.NextUInt64();
            sum += (i & 1) == 0 ? (ulong)_bytes[i] << 8 : _bytes[i];
            _sums[i + 1] = (ushort)~InternetChecksum.Fold(sum);
        }
    }

    /// <summary>Fills <paramref name="destination"/>, which begins at an even offset of its packet.</summary>
    /// <returns>Its sum, see <see cref="InternetChecksum.Sum"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Fill(Span<byte> destination)
    {
        _bytes.AsSpan(0, destination.Length).CopyTo(destination);
        return _sums[destination.Length];
    }

    /// <summary>The same for an odd offset: each byte is then the other half of its word (RFC 1071, section 2).</summary>
    public uint FillOdd(Span<byte> destination)
    {
        var sum = Fill(destination);
        return ((sum & 0xff) << 8) | (sum >> 8);
    }
}
