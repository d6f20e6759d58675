using System.CommandLine;
using Jmirror.Cli.Ledgers;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror ledger</c>: prints what a sender recorded.</summary>
internal static class LedgerCommand
{
    public static Command Create(Terminal terminal)
    {
        var ledger = new Argument<string>("LEDGER")
        {
            Description = "What the sender recorded: replay --ledger. It may still be writing.",
        };
        var packets = new Option<bool>("--packets")
        {
            Description =
                "Print one line for each packet instead of the sums: time, router and analyzer, mirror and session id, length, digest "
                + "(XXH3, 64 bits, of the mirrored packet), injected fault.",
        };
        var faults = new Option<bool>("--faults")
        {
            Description = "Only packets into which the sender put a fault on purpose.",
        };
        var mirror = OptionKit.Number(
            "--mirror",
            "ID",
            "Only packets of this mirror. Example: --mirror 768",
            0,
            MirrorHeader.MaxMirrorId
        );
        var limit = OptionKit.Value<long>(
            "--limit",
            "N",
            "End after N such packets, whatever comes behind them. Example: --limit 10",
            "a whole number from 1",
            (string text, out long value) => long.TryParse(text, out value) && value > 0
        );
        var json = new Option<bool>("--json")
        {
            Description =
                "Print one JSON document on standard output, with --packets one JSON object per line.",
        };
        var command = new Command(
            "ledger",
            "Print what a sender's ledger holds: packets and injected faults, stream by stream or one by one. Exit code 1 when the "
                + "ledger is unfinished or damaged."
        )
        {
            ledger,
            packets,
            faults,
            mirror,
            limit,
            json,
        };
        command.SetAction(parsed =>
            LedgerRun.Execute(
                new LedgerSettings(
                    parsed.GetRequiredValue(ledger),
                    parsed.GetValue(packets),
                    parsed.GetValue(faults),
                    parsed.GetValue(mirror),
                    parsed.GetValue(limit),
                    parsed.GetValue(json)
                ),
                terminal
            )
        );
        return command;
    }
}
