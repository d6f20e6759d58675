using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Network.Linux;

/// <summary>Linux capabilities that the emulator can use (linux/capability.h, capabilities(7)).</summary>
[SuppressMessage("Design", "CA1027", Justification = "Bit numbers, not flags.")]
[SuppressMessage("Design", "CA1008", Justification = "Number 0 is another capability.")]
public enum Capability
{
    /// <summary>CAP_KILL: end processes of other users.</summary>
    Kill = 5,

    /// <summary>CAP_SETGID: start processes of other groups.</summary>
    SetGid = 6,

    /// <summary>CAP_SETUID: start processes of other users.</summary>
    SetUid = 7,

    /// <summary>CAP_NET_ADMIN: have the kernel resolve next hops, capture promiscuously, attach XDP programs.</summary>
    NetAdmin = 12,

    /// <summary>CAP_NET_RAW: open raw, packet and AF_XDP sockets.</summary>
    NetRaw = 13,

    /// <summary>CAP_BPF: load XDP programs.</summary>
    Bpf = 39,
}
