namespace Jmirror.Verification.Reassembling;

/// <summary>How much an <see cref="OuterReassembler"/> may hold.</summary>
public sealed record ReassemblyLimits
{
    /// <summary>Datagrams in progress; the oldest gives way.</summary>
    public int MaxDatagrams { get; init; } = 4096;

    /// <summary>Bytes of buffers for datagrams in progress; the oldest gives way.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long a datagram may wait for its missing pieces, by timestamps. Hosts wait 30 s, but a router that mirrors
    /// 100 000 packets a second uses every identification again after 0.66 s, and an old piece would then be joined
    /// to a new datagram (RFC 4963). The pieces of one copy leave the router back to back, so 2 s is plenty.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(2);
}
