using System.Globalization;

namespace Jmirror.Cli.Diagnosing;

/// <summary>A Linux capability that the emulator can use.</summary>
/// <param name="Name">Its name, as in capabilities(7).</param>
/// <param name="Use">What it is for.</param>
/// <param name="IsHeld">True when this process has it.</param>
internal sealed record Privilege(string Name, string Use, bool IsHeld)
{
    // Bit numbers of linux/capability.h.
    private const int NetAdmin = 12;
    private const int NetRaw = 13;

    private const string EffectiveField = "CapEff:";

    /// <summary>The capabilities that matter, as this process holds them.</summary>
    public static IReadOnlyList<Privilege> ReadAll()
    {
        var held = ReadEffective();
        return
        [
            new("CAP_NET_RAW", "send with raw, packet, xdp and pcap; capture", Has(held, NetRaw)),
            new(
                "CAP_NET_ADMIN",
                "have the kernel resolve next hops, promiscuous capture",
                Has(held, NetAdmin)
            ),
        ];
    }

    private static bool Has(ulong capabilities, int bit) => (capabilities >> bit & 1) != 0;

    // Elsewhere than on Linux there is no such file, and nothing is held.
    private static ulong ReadEffective()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
            return 0;
        var line = File.ReadLines(Status)
            .First(line => line.StartsWith(EffectiveField, StringComparison.Ordinal));
        return ulong.Parse(
            line.AsSpan(EffectiveField.Length).Trim(),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture
        );
    }
}
