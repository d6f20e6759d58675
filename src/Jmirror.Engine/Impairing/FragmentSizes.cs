using Jmirror.Engine.Mirroring;

namespace Jmirror.Engine.Impairing;

/// <summary>Into which fragments an IPv4 datagram without options is cut.</summary>
/// <param name="Length">Length of the datagram, bytes.</param>
/// <param name="Step">Bytes of data by which each fragment goes on from the one before.</param>
/// <param name="Most">Bytes of data that the last one may go on: it need not be a multiple of 8.</param>
/// <param name="Overlap">Bytes of data that each fragment repeats from the end of the one before.</param>
internal readonly record struct FragmentSizes(int Length, int Step, int Most, int Overlap)
{
    /// <summary>How much overlapping fragments repeat: the least there is.</summary>
    public const int LeastOverlap = Ipv4Fragment.OffsetUnit;

    private int Data => Length - Ipv4Fragment.HeaderLength;

    /// <summary>How many fragments there are.</summary>
    public int Count => 1 + Math.Max(0, Data - Most + Step - 1) / Step;

    /// <summary>False when this does not make two or more fragments.</summary>
    /// <param name="length">Length of the datagram, bytes.</param>
    /// <param name="largest">Largest fragment, bytes; null: halves.</param>
    /// <param name="overlap">How much each fragment repeats, bytes; a multiple of 8.</param>
    /// <param name="sizes">The way to cut it.</param>
    public static bool TryCut(int length, int? largest, int overlap, out FragmentSizes sizes)
    {
        var data = length - Ipv4Fragment.HeaderLength;
        var half =
            (data / 2 + Ipv4Fragment.OffsetUnit - 1) / Ipv4Fragment.OffsetUnit * Ipv4Fragment.OffsetUnit;
        sizes = largest is { } most
            ? new FragmentSizes(
                length,
                Ipv4Fragment.StepFor(most) - overlap,
                most - Ipv4Fragment.HeaderLength - overlap,
                overlap
            )
            : new FragmentSizes(length, half, half, overlap);
        return sizes.Step > 0 && data > sizes.Most;
    }

    /// <summary>Where a fragment's data begins, bytes behind the header.</summary>
    public int StartOf(int number) => number == 0 ? 0 : number * Step - Overlap;

    /// <summary>Length of a fragment with its header, bytes.</summary>
    public int LengthOf(int number) =>
        Ipv4Fragment.HeaderLength + (IsLast(number) ? Data : (number + 1) * Step) - StartOf(number);

    /// <summary>True for the fragment that ends the datagram.</summary>
    public bool IsLast(int number) => number == Count - 1;
}
