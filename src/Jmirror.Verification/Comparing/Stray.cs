namespace Jmirror.Verification.Comparing;

/// <summary>An arrival that is no packet of the stream that it names.</summary>
internal sealed class Stray
{
    public required Arrival Arrival { get; init; }

    /// <summary>The stream that it names; null when the ledger had none of this name.</summary>
    public required StreamComparison? Stream { get; init; }

    /// <summary>Where its stream stood: the place that a packet in order would have had.</summary>
    public required long Place { get; init; }

    /// <summary>The highest position of its stream that had arrived by then.</summary>
    public required long Behind { get; init; }

    /// <summary>Once the window begins here, all that was sent before it came has been judged.</summary>
    public required long JudgedAt { get; init; }

    /// <summary>A sent packet was found that it is.</summary>
    public bool IsTaken { get; set; }

    public Stray? NextOfOrigin { get; set; }
}
