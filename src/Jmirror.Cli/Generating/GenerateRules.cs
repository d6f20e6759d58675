using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Generating;

/// <summary>What goes together and what does not.</summary>
internal static class GenerateRules
{
    /// <summary>Packets per second when no rate is given.</summary>
    public const decimal DefaultRate = 1000;

    /// <exception cref="CommandException">Settings that contradict each other, or a plan that cannot be.</exception>
    public static void RefuseContradictions(GenerateSettings settings)
    {
        var usesCapture = settings.Plan.Mix.Any(share => share.Application == ApplicationKind.Capture);
        if (usesCapture != settings.Capture is not null)
            throw new CommandException(
                usesCapture
                    ? "the mix has capture: say which with --capture FILE"
                    : "--capture is not used: give capture a share with --mix"
            );
        if (PlanRules.Check(settings.Plan, settings.Capture is not null) is { } mistake)
            throw new CommandException(mistake);
        if (settings.DryRun && (settings.Send || settings.Writes.Count > 0))
            throw new CommandException("--dry-run sends and writes nothing: leave out --send and --write");
        if (settings.Pacing.Schedule?.Unit == PacingUnit.CaptureTime)
            throw new CommandException(
                "--multiplier speeds up a capture's own timing, and nothing is replayed here: give --pps, --mbps, --ramp or --top-speed"
            );
        if (settings.Form == TrafficForm.Frames)
            RefuseForFrames(settings);
        else
            RefuseForCopies(settings);
        if (!settings.Sends && settings is { Limit: null, Duration: null })
            throw new CommandException("nothing would ever end this: give --limit or --duration");
        if (!settings.Sends && settings.Pacing.Burst is not null)
            throw new CommandException(
                "--burst is for sending: files are written at once (--send does both)"
            );
        if (settings.Radius is not null)
            RefuseForRadius(settings);
    }

    private static void RefuseForRadius(GenerateSettings settings)
    {
        if (settings.Radius!.Servers.Count == 0)
            throw new CommandException("radius: no server is listed by which subscribers could log in");
        if (!settings.Sends)
            throw new CommandException(
                "logins by RADIUS take their time, and files are written at once: add --send"
            );
    }

    private static void RefuseForFrames(GenerateSettings settings)
    {
        if (settings.Sends && settings.Interface is null)
            throw new CommandException(
                "nowhere to send the frames: give --interface IFACE, --write FILE, or --dry-run to only count them"
            );
        if (settings.Impair.Impairments.Count > 0)
            throw new CommandException(
                "--impair is for mirrored copies, and these are subscribers' frames: impair what the router sends (jmirror replay --impair)"
            );
        if (settings.Ledger is null && settings.Way.Analyzer is not null)
            throw new CommandException(
                "--analyzer is where a router sends the copies of these frames, which matters to a --ledger only: leave it out, or give one"
            );
        if (settings.Ledger is not null && settings.Way.Analyzer is null)
            throw new CommandException(
                "--ledger records the copies that a router has to make of these frames: say where to with --analyzer IP[:PORT], and with --source from where"
            );
    }

    private static bool IsAllPpp(GenerateSettings settings) =>
        settings.Plan.Mix.All(share => share.Application == ApplicationKind.Ppp);

    private static void RefuseForCopies(GenerateSettings settings)
    {
        if (settings.Sends && settings.Way.Analyzer is null)
            throw new CommandException(
                "nowhere to send the copies: give --analyzer IP[:PORT], --interface IFACE for subscriber traffic, --write FILE, or --dry-run to only count them"
            );
        if (settings.Plan.Population.Mirrored == 0)
            throw new CommandException(
                "nobody is mirrored, so there is nothing to send: give --mirrored N, or --interface IFACE for everybody's traffic"
            );
        if (
            IsAllPpp(settings)
            && !settings.Plan.Population.Access.Any(share => share.Access == AccessKind.L2tp)
        )
            throw new CommandException(
                "mix: of PPP control, mirrors copy that of L2TP sessions only: give --access l2tp, another kind of traffic, or --interface IFACE"
            );
        if (settings.Way is { StaticArp: not null, Via: null or { Port: null } })
            throw new CommandException("--static-arp goes with an analyzer port: --via port:IFACE");
        if (settings.Signalling.Radius is not null)
            throw new CommandException(
                "--overheard-radius is between router and server, where nothing is mirrored: give --interface IFACE or --frames"
            );
    }
}
