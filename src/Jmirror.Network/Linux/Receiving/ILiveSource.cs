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
    /// <see cref="ReceiveStatus.End"/> it says why there will be no more frames, unless <see cref="StopCapture"/> was called.
    /// </summary>
    string? Problem { get; }

    /// <summary>Asks the kernel what it has seen and dropped since the source was opened. Any thread may ask, also after disposal.</summary>
    KernelCounters ReadKernelCounters();

    /// <summary>
    /// Has the kernel take no more frames. Those it has are still handed out, then the source ends: what the kernel
    /// has seen is then what was read and what was dropped. Any thread may call, before disposal.
    /// </summary>
    void StopCapture();
}
