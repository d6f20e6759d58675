using Jmirror.Network.Linux.Receiving;

namespace Jmirror.Network.Sources;

/// <summary>The capture of one interface, ready to be read, and what to tell the user about it.</summary>
public sealed class OpenedSource : IDisposable
{
    internal OpenedSource(IReadOnlyList<ILiveSource> shares, SourceEngine engine, string explanation)
    {
        Shares = shares;
        Engine = engine;
        Explanation = explanation;
    }

    /// <summary>One source for each thread: each frame is in one of them, and a flow stays in one.</summary>
    public IReadOnlyList<ILiveSource> Shares { get; }

    /// <summary>The engine that was opened; never <see cref="SourceEngine.Auto"/>.</summary>
    public SourceEngine Engine { get; }

    /// <summary>One line: which engine, on what, what must be known of it, and why not a better one.</summary>
    public string Explanation { get; }

    /// <summary>What is wrong, see <see cref="ILiveSource.Problem"/>; null as long as all is well.</summary>
    public string? Problem =>
        Shares.Select(share => share.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>What the kernel saw and dropped, all shares together. Any thread may ask.</summary>
    public KernelCounters ReadKernelCounters()
    {
        var (seen, dropped) = (0L, 0L);
        foreach (var share in Shares)
        {
            var counters = share.ReadKernelCounters();
            seen += counters.Seen;
            dropped += counters.Dropped;
        }
        return new KernelCounters(seen, dropped);
    }

    /// <summary>Has the kernel take no more frames; each share hands out what is left and ends. Any thread may call.</summary>
    public void StopCapture()
    {
        foreach (var share in Shares)
            share.StopCapture();
    }

    /// <summary>Closes the capture; nobody may be reading.</summary>
    public void Dispose()
    {
        foreach (var share in Shares)
            share.Dispose();
    }
}
