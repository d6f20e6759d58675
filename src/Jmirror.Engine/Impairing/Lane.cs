using Jmirror.Engine.Randomness;

namespace Jmirror.Engine.Impairing;

/// <summary>What an impairing sink remembers of one mirror.</summary>
/// <param name="lottery">What may hit its copies.</param>
/// <param name="random">Decides what does: one number for each copy.</param>
internal sealed class Lane(FaultLottery lottery, SeededRandom random)
{
    /// <summary>What may hit its copies.</summary>
    public FaultLottery Lottery { get; } = lottery;

    /// <summary>The sequence of numbers that decide.</summary>
    public SeededRandom Random = random;

    /// <summary>Copies so far.</summary>
    public long Copies { get; set; }

    /// <summary>When the copy delayed last is due; no later one may leave before.</summary>
    public long LastDue { get; set; } = long.MinValue;

    /// <summary>Copies that are delayed at this moment.</summary>
    public int Delayed { get; set; }

    /// <summary>Copies that wait for later ones to overtake them, by their numbers in <see cref="HeldCopies"/>.</summary>
    public List<int> Overtaken { get; } = [];

    /// <summary>True when a copy cannot simply pass.</summary>
    public bool Holds => Delayed > 0 || Overtaken.Count > 0;
}
