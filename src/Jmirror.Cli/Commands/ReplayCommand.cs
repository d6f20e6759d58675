using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Replaying;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror replay</c>: captures as mirrored streams.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        var mirroring = new MirroringOptionSet(
            "Where the copies go. Default when only writing files: 192.0.2.100.",
            "Default when only writing files: 192.0.2.1."
        );
        var send = CommonOptions.Send();
        var loop = OptionKit.Number(
            "--loop",
            "N",
            "Passes over the captures; 0 is for ever. Default 1.",
            0,
            uint.MaxValue
        );
        var loopDelay = OptionKit.Duration(
            "--loop-delay",
            "Pause between two passes. Default none. Example: --loop-delay 500ms"
        );
        var duration = OptionKit.Duration("--duration", "End after this time. Example: --duration 1m30s");
        var pacing = new PacingOptionSet();
        var impair = new ImpairOptionSet();
        var write = new Option<string[]>("--write")
        {
            Description =
                "Write the mirrored datagrams to this file instead of sending them, as raw IP with the captured packets' times: pcap "
                + "(nanoseconds), or pcapng when the name ends so. May be given more than once. Example: --write mirrored.pcap",
            HelpName = "FILE",
        };
        var ledger = new Option<string?>("--ledger")
        {
            Description =
                "Record what was sent: stream, digest, length and time of every copy, 20 bytes each. jmirror receive --expect and "
                + "jmirror compare hold what arrived against it. Example: --ledger run.ledger",
            HelpName = "FILE",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Send and write nothing: only count what would be mirrored.",
        };
        var limit = CommonOptions.Limit("copies");
        var json = CommonOptions.Json();
        var command = new Command(
            "replay",
            "Replay captures as mirrored streams: every packet, or what a configuration's triggers select."
        );
        mirroring.AddTo(command);
        foreach (var option in (Option[])[write, ledger, send, dryRun, loop, loopDelay, limit, duration])
            command.Options.Add(option);
        pacing.AddTo(command);
        impair.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
            ReplayRun.Execute(
                mirroring.Read(parsed, pacing.Read(parsed)) with
                {
                    Send = parsed.GetValue(send),
                    Writes = parsed.GetValue(write) ?? [],
                    Impair = impair.Read(parsed),
                    Ledger = parsed.GetValue(ledger),
                    DryRun = parsed.GetValue(dryRun),
                    Loops = parsed.GetValue(loop) ?? 1,
                    LoopDelay = parsed.GetValue(loopDelay) ?? 0,
                    Duration = OptionKit.TimeOf(parsed.GetValue(duration)),
                    Limit = parsed.GetValue(limit),
                    Json = parsed.GetValue(json),
                },
                terminal
            )
        );
        return command;
    }
}
