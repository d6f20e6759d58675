namespace Jmirror.Verification.Reporting;

/// <summary>What happened within one interval.</summary>
/// <param name="Start">Nanoseconds on the clock of the timestamps.</param>
/// <param name="Length">Nanoseconds.</param>
/// <param name="Sent">Packets that left within it.</param>
/// <param name="Received">Packets that arrived within it.</param>
/// <param name="Lost">Packets that left within it and never arrived.</param>
public readonly record struct RateInterval(long Start, long Length, long Sent, long Received, long Lost)
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Packets per second that left.</summary>
    public double SentPps => PerSecond(Sent);

    /// <summary>Packets per second that arrived.</summary>
    public double ReceivedPps => PerSecond(Received);

    /// <summary>Lost packets per packet sent, 0 to 1; 0 when none was sent.</summary>
    public double LossFraction => Sent == 0 ? 0 : (double)Lost / Sent;

    private double PerSecond(long packets) => packets / (Length / NanosecondsPerSecond);
}
