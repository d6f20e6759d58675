using System.Numerics;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>What to capture from one interface, and how patiently.</summary>
/// <param name="Interface">Interface name.</param>
public sealed record PacketRingOptions(string Interface)
{
    /// <summary>Smallest block, bytes: whatever one IPv4 or GRO frame of 64 KiB needs, with its headers.</summary>
    public const int MinBlockSize = 128 * 1024;

    /// <summary>Capture filter in the language of pcap-filter(7); null lets every frame through.</summary>
    public string? Filter { get; init; }

    /// <summary>Also frames that are not addressed to this host, as on a mirror port of a switch.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>
    /// Not what this host itself sends on the interface: our own output is never captured again. False where this
    /// host is the router and sends to the subscribers through the interface.
    /// </summary>
    public bool IgnoreOutgoing { get; init; } = true;

    /// <summary>Bytes per block, a power of two from <see cref="MinBlockSize"/> on; one block is one batch.</summary>
    public int BlockSize { get; init; } = MinBlockSize;

    /// <summary>
    /// Blocks in the ring. They bridge the time in which nobody reads: at least as many block timeouts as there are
    /// blocks, or until all are full (64 MiB hold 100 000 frames of 500 bytes). More small blocks do that better
    /// than few large ones.
    /// </summary>
    public int BlockCount { get; init; } = 512;

    /// <summary>
    /// How long the kernel collects frames into a block that is not full, in whole milliseconds from 1 on: the
    /// latency that a slow stream sees. Kernels before 6.18 round up to their tick (4 ms with HZ=250).
    /// </summary>
    public TimeSpan BlockTimeout { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a call waits for the first frame before it returns idle, in whole milliseconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Number of the group of sources that share the interface's frames, 0 to 65535; null to be alone. The kernel
    /// splits by the hash of addresses and ports, the same for both directions, so a flow stays in one source.
    /// It does not see ports in fragments, which may therefore land in another source than the rest of their flow.
    /// </summary>
    public ushort? FanoutGroup { get; init; }

    internal void Check()
    {
        if (BlockSize < MinBlockSize || !BitOperations.IsPow2(BlockSize))
            throw new ArgumentException(
                $"{BlockSize} is no power of two from {MinBlockSize} on",
                nameof(BlockSize)
            );
        ArgumentOutOfRangeException.ThrowIfLessThan(BlockCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(BlockTimeout, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(IdleTimeout, TimeSpan.FromMilliseconds(1));
    }
}
