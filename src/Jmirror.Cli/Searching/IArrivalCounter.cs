namespace Jmirror.Cli.Searching;

/// <summary>Counts what arrives at the far end of the path, one trial after the other.</summary>
internal interface IArrivalCounter : IDisposable
{
    /// <summary>Who counts, in words.</summary>
    string Name { get; }

    /// <summary>A trial begins: what arrives from now on belongs to it.</summary>
    /// <exception cref="ArrivalsUnknownException">There is no telling what has arrived.</exception>
    void Begin(CancellationToken cancellation);

    /// <summary>The trial's last packet has left. Waits for stragglers, then says what arrived.</summary>
    /// <param name="settle">How long nothing may have arrived, or how long to wait when that cannot be seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArrivalsUnknownException">There is no telling what has arrived.</exception>
    Arrivals End(TimeSpan settle, CancellationToken cancellation);
}

/// <summary>What arrived during a trial.</summary>
/// <param name="Packets">Mirrored packets.</param>
/// <param name="DroppedByReceiver">Packets that got as far as this receiver, which was too slow for them.</param>
internal readonly record struct Arrivals(long Packets, long DroppedByReceiver);

/// <summary>Nobody can say any more what arrives: one sentence why, without a full stop.</summary>
internal sealed class ArrivalsUnknownException(string message) : Exception(message);
