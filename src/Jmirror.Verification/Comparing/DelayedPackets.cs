using System.Runtime.InteropServices;

namespace Jmirror.Verification.Comparing;

/// <summary>The packets of one stream that the sender holds back and that arrivals have overtaken, the last of them.</summary>
internal sealed class DelayedPackets
{
    private const int MaxKept = 64;

    private readonly List<long> _ordinals = [];

    /// <summary>Their ordinals, in order.</summary>
    public ReadOnlySpan<long> Ordinals => CollectionsMarshal.AsSpan(_ordinals);

    /// <summary>Notes one more; the oldest gives way.</summary>
    public void Note(long ordinal)
    {
        if (_ordinals.Count == MaxKept)
            _ordinals.RemoveAt(0);
        _ordinals.Add(ordinal);
    }
}
