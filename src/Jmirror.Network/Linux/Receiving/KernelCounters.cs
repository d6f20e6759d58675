namespace Jmirror.Network.Linux.Receiving;

/// <summary>What the kernel did with the frames meant for a source.</summary>
/// <param name="Seen">Frames that passed the filter, if there is one; those dropped and those not handed out yet are among them.</param>
/// <param name="Dropped">Frames lost because the source was not read fast enough.</param>
public readonly record struct KernelCounters(long Seen, long Dropped);
