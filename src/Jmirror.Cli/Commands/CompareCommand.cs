using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Receiving;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror compare</c>: what was sent against a capture of what arrived.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var ledger = new Argument<string>("LEDGER")
        {
            Description = "What the sender recorded: replay --ledger.",
        };
        var captures = new Argument<string[]>("CAPTURE")
        {
            Description =
                "Captures of what arrived: pcap or pcapng, plain, .gz or .zst; \"-\" is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var ports = new Option<string?>("--port")
        {
            Description =
                "UDP destination ports that carry mirrored packets. Default: those of the ledger. Example: --port 30030,6502",
            HelpName = "N,…",
        };
        var verdict = new VerdictOptionSet();
        var json = CommonOptions.Json();
        var command = new Command(
            "compare",
            "Compare a sender's ledger with captures of what arrived: loss, order, duplicates, damage. Exit code 1 when something is amiss."
        )
        {
            ledger,
            captures,
            ports,
        };
        verdict.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var settings = new ReceiveSettings
            {
                Command = "compare",
                Captures = parsed.GetRequiredValue(captures),
                Ports = PortList.Parse(parsed.GetValue(ports)),
                Verdict = verdict.Read(parsed, parsed.GetRequiredValue(ledger)),
                Json = parsed.GetValue(json),
            };
            return ReceiveRun.Execute(settings, terminal);
        });
        return command;
    }
}
