using Jmirror.Engine.Frames;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// Frames as they arrive at this machine. A batch's memory is shared with the kernel or written again by it: it
/// must not be touched once the source was asked for the next batch or disposed.
/// </summary>
public interface ILiveSource : IFrameSource
{
    /// <summary>
    /// What is wrong with the source, one sentence without a full stop; null as long as all is well. After
    /// <see cref="ReceiveStatus.End"/> it says why there will be no more frames.
    /// </summary>
    string? Problem { get; }

    /// <summary>Asks the kernel what it has seen and dropped since the source was opened. Any thread may ask, also after disposal.</summary>
    KernelCounters ReadKernelCounters();
}
