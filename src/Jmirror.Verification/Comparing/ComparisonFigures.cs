namespace Jmirror.Verification.Comparing;

/// <summary>
/// What became of the packets sent on one stream, and what the packets are that came under its name. At the end of
/// a comparison both sums come out: <see cref="Imbalance"/>.
/// </summary>
public sealed class ComparisonFigures
{
    /// <summary>Packets the ledger says were sent.</summary>
    public long Sent { get; internal set; }

    /// <summary>Sent packets that arrived whole on their stream, each once, in order or late.</summary>
    public long Received { get; internal set; }

    /// <summary>Sent packets that arrived with other bytes, and not fewer.</summary>
    public long Corrupted { get; internal set; }

    /// <summary>Sent packets that arrived with fewer bytes.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Sent packets that arrived whole, but under the name of another stream: wrong mirror or session id, ports or destination.</summary>
    public long Misdirected { get; internal set; }

    /// <summary>Sent packets that did not arrive.</summary>
    public long Lost { get; internal set; }

    /// <summary>Packets that came under the name of this stream.</summary>
    public long Arrivals { get; internal set; }

    /// <summary>Received packets that came once more.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Received packets that came after one that was sent later on the same stream (RFC 4737).</summary>
    public long Reordered { get; internal set; }

    /// <summary>By how many places the stream was ahead of the latest of the reordered packets.</summary>
    public long MaxReorderDistance { get; internal set; }

    /// <summary>Arrivals that belong to another stream, which counts them as misdirected.</summary>
    public long Strayed { get; internal set; }

    /// <summary>Arrivals that nobody sent.</summary>
    public long Foreign { get; internal set; }

    /// <summary>Sent packets whose fate is open while the comparison runs; 0 afterwards.</summary>
    public long Outstanding => Sent - Received - Corrupted - Truncated - Misdirected - Lost;

    /// <summary>Of those outstanding, the ones that later packets have overtaken: lost, unless they come late.</summary>
    public long Missing { get; internal set; }

    /// <summary>True when every packet arrived once, whole, in order, on its stream, and nothing else did.</summary>
    public bool IsClean => Received == Sent && Arrivals == Sent && Reordered == 0;

    /// <summary>Adds another stream's figures to these.</summary>
    public void Add(ComparisonFigures other)
    {
        Sent += other.Sent;
        Received += other.Received;
        Corrupted += other.Corrupted;
        Truncated += other.Truncated;
        Misdirected += other.Misdirected;
        Lost += other.Lost;
        Arrivals += other.Arrivals;
        Duplicates += other.Duplicates;
        Reordered += other.Reordered;
        MaxReorderDistance = Math.Max(MaxReorderDistance, other.MaxReorderDistance);
        Strayed += other.Strayed;
        Foreign += other.Foreign;
        Missing += other.Missing;
    }

    /// <summary>Null when the figures of an ended comparison add up; otherwise the sentence that says how they do not.</summary>
    public string? Imbalance()
    {
        if (Outstanding != 0)
            return $"sent {Sent} is not received {Received} + corrupted {Corrupted} + truncated {Truncated} + misdirected {Misdirected} + lost {Lost}";
        var explained = Received + Duplicates + Corrupted + Truncated + Strayed + Foreign;
        return Arrivals == explained
            ? null
            : $"arrivals {Arrivals} is not received {Received} + duplicates {Duplicates} + corrupted {Corrupted} + truncated {Truncated} + strayed {Strayed} + foreign {Foreign}";
    }
}
