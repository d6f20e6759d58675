using System.Numerics;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>What to capture with AF_XDP from one interface, and how patiently.</summary>
/// <param name="Interface">Interface name.</param>
public sealed record XdpSourceOptions(string Interface)
{
    /// <summary>Also frames that are not addressed to this host, as on a mirror port of a switch.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>
    /// Frames per queue, a power of two from 64 on. They bridge the time in which nobody reads: 16 384 are 16 ms at a
    /// million frames a second, and 32 MiB.
    /// </summary>
    public int FrameCount { get; init; } = 16 * 1024;

    /// <summary>How long a call waits for the first frame before it returns idle, in whole milliseconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    internal void Check()
    {
        if (FrameCount < 64 || !BitOperations.IsPow2(FrameCount))
            throw new ArgumentException($"{FrameCount} is no power of two from 64 on", nameof(FrameCount));
        ArgumentOutOfRangeException.ThrowIfLessThan(IdleTimeout, TimeSpan.FromMilliseconds(1));
    }
}
