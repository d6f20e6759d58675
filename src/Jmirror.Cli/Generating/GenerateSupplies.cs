using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Generating;

/// <summary>Gets for a generator what it needs from outside.</summary>
internal static class GenerateSupplies
{
    // What is left of Ethernet's 1500 bytes: PPPoE and PPP headers (RFC 2516 section 7); IPv4, UDP, L2TP and PPP headers.
    private const int EthernetMtu = 1500;
    private const int PppoeMtu = 1492;
    private const int L2tpMtu = 1460;

    /// <param name="settings">The run's.</param>
    /// <param name="gate">What logins must pass; null: all succeed.</param>
    /// <param name="remarks">Gets sentences about what the user should know.</param>
    /// <exception cref="CommandException">The capture cannot be read, or has no packets of a subscriber.</exception>
    public static GeneratorSupplies For(GenerateSettings settings, ILoginGate? gate, List<string> remarks)
    {
        var mtu = MtuOf(settings);
        return new GeneratorSupplies
        {
            Mtu = mtu,
            Gate = gate,
            Signalling = settings.Signalling with { Seed = settings.Plan.Seed },
            Capture = settings.Capture is { } capture ? TemplateFile.Read(capture, mtu, remarks) : null,
        };
    }

    private static int MtuOf(GenerateSettings settings)
    {
        var kinds = settings.Plan.Population.Access.Select(share => share.Access).ToHashSet();
        return kinds.Contains(AccessKind.L2tp) && settings.Form == TrafficForm.Frames ? L2tpMtu
            : kinds.Contains(AccessKind.Pppoe) || kinds.Contains(AccessKind.L2tp) ? PppoeMtu
            : EthernetMtu;
    }
}
