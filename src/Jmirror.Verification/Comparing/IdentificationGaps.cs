using Jmirror.Protocol.Ip;

namespace Jmirror.Verification.Comparing;

/// <summary>
/// A hint at loss where there is no ledger: gaps in the outer IPv4 identifications of each router. Only a hint:
/// routers run several counters at once, share them among all that they send, and may not count at all.
/// </summary>
/// <remarks>
/// Up to <see cref="CountersPerRouter"/> counters are followed per source address, as real captures show two. An
/// identification continues the counter that it is at most <see cref="MaxGap"/> ahead of; else it begins a new one
/// in place of the one idle for longest.
/// </remarks>
public sealed class IdentificationGaps
{
    /// <summary>Counters followed per router.</summary>
    public const int CountersPerRouter = 4;

    /// <summary>Largest step that still continues a counter.</summary>
    public const int MaxGap = 64;

    private const int MaxRouters = 65_536;

    private readonly Dictionary<Ipv4Address, ushort[]> _routers = [];

    /// <summary>Identifications that followed the one before.</summary>
    public long Continued { get; private set; }

    /// <summary>Gaps in a counter.</summary>
    public long Gaps { get; private set; }

    /// <summary>Identifications left out in those gaps: lost, reordered, or sent elsewhere.</summary>
    public long MissingIdentifications { get; private set; }

    /// <summary>Identifications that continued no counter. Many of them mean that the hint is worth nothing.</summary>
    public long Scattered { get; private set; }

    /// <summary>Takes the identification of a datagram, once for one that came in pieces.</summary>
    public void Add(Ipv4Address source, ushort identification)
    {
        if (!_routers.TryGetValue(source, out var counters))
        {
            if (_routers.Count == MaxRouters)
                return;
            _routers.Add(source, counters = new ushort[CountersPerRouter]);
            Array.Fill(counters, identification);
            return;
        }
        var used = 0;
        while (used < counters.Length && StepFrom(counters[used], identification) is 0 or > MaxGap)
            used++;
        if (used < counters.Length)
        {
            CountStep(StepFrom(counters[used], identification));
        }
        else
        {
            Scattered++;
            used--;
        }
        // The counter used last comes first.
        Array.Copy(counters, 0, counters, 1, used);
        counters[0] = identification;
    }

    private void CountStep(int step)
    {
        Continued += step == 1 ? 1 : 0;
        Gaps += step == 1 ? 0 : 1;
        MissingIdentifications += step - 1;
    }

    private static int StepFrom(ushort last, ushort identification) => (ushort)(identification - last);
}
