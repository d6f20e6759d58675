using Jmirror.Network.Linux;

namespace Jmirror.Cli.Diagnosing;

/// <summary>A Linux capability that the emulator can use.</summary>
/// <param name="Name">Its name, as in capabilities(7).</param>
/// <param name="Use">What it is for.</param>
/// <param name="IsHeld">True when this process has it.</param>
internal sealed record Privilege(string Name, string Use, bool IsHeld)
{
    /// <summary>The capabilities that matter, as this process holds them.</summary>
    public static IReadOnlyList<Privilege> ReadAll() =>
        [
            Of(Capability.NetRaw, "CAP_NET_RAW", "run; send with raw, packet, xdp and pcap; capture"),
            Of(
                Capability.NetAdmin,
                "CAP_NET_ADMIN",
                "run; have the kernel resolve next hops; send and capture with xdp"
            ),
            Of(Capability.Bpf, "CAP_BPF", "capture with xdp (run and receive)"),
        ];

    // Elsewhere than on Linux there are none.
    private static Privilege Of(Capability capability, string name, string use) =>
        new(name, use, OperatingSystem.IsLinux() && Privileges.Has(capability));
}
