namespace Jmirror.Engine.Matching;

/// <summary>What mirrors copied that are in the table no more, so that the figures of a run add up.</summary>
/// <remarks>
/// A capture thread that had found a mirror just before it was taken out may still count its last copies. The figures
/// of the latest mirrors are therefore read again each time; they are added up for good when many others have
/// ended after them.
/// </remarks>
internal sealed class EndedMirrors
{
    private const int Latest = 1024;

    private readonly Queue<Mirror> _latest = new(Latest);
    private EndedCopies _earlier;

    /// <summary>All of them together.</summary>
    public EndedCopies Total
    {
        get
        {
            lock (_latest)
                return _latest.Aggregate(_earlier, (sum, mirror) => sum.With(mirror));
        }
    }

    /// <summary>Takes one in that is in the table no more.</summary>
    public void Add(Mirror mirror)
    {
        lock (_latest)
        {
            if (_latest.Count == Latest)
                _earlier = _earlier.With(_latest.Dequeue());
            _latest.Enqueue(mirror);
        }
    }
}

/// <summary>What mirrors copied that have ended.</summary>
/// <param name="Mirrors">How many there were.</param>
/// <param name="Packets">Copies.</param>
/// <param name="Bytes">Bytes of the copies' IP datagrams.</param>
public readonly record struct EndedCopies(long Mirrors, long Packets, long Bytes)
{
    internal EndedCopies With(Mirror mirror) =>
        new(Mirrors + 1, Packets + mirror.Packets, Bytes + mirror.Bytes);
}
