namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>When the things of a row are due that come so many a second.</summary>
/// <param name="rate">So many a second.</param>
/// <param name="time">The clock; the first is due now.</param>
internal sealed class Cadence(int rate, TimeProvider time)
{
    private readonly long _begin = time.GetTimestamp();

    /// <summary>Waits until one is due; at once when it is overdue.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task WaitForAsync(int index, CancellationToken cancellation)
    {
        var left = TimeSpan.FromSeconds((double)index / rate) - time.GetElapsedTime(_begin);
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellation) : Task.CompletedTask;
    }
}
