using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Running;
using Jmirror.Network.Sinks;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror run</c>: the router itself.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var config = new Option<string>("--config")
        {
            Description =
                "The configuration: capture interfaces, analyzers, mirrors, control planes (jmirror config init writes a "
                + "commented one). SIGHUP and jmirror reload read it again; a bad file changes nothing. Example: --config lab.yaml",
            HelpName = "FILE",
            Required = true,
        };
        var engine = OptionKit.Word<SinkEngine>(
            "--engine",
            "How copies leave: auto (packet before raw), packet, raw, xdp, pcap; not udp, whose headers are the kernel's. What reads "
                + "the interfaces is capture: engine in the configuration. Default auto. Example: --engine xdp"
        );
        var duration = OptionKit.Duration(
            "--duration",
            "End after this time. Default: on Ctrl-C or SIGTERM. Either way with a summary and exit code 0, or 1 when something was wrong "
                + "at the end. Example: --duration 10m"
        );
        var ledger = new Option<string?>("--ledger")
        {
            Description =
                "Record what was sent: stream, digest, length and time of every copy, 20 bytes each. jmirror receive --expect and "
                + "jmirror compare hold what arrived against it. Example: --ledger run.ledger",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Mirror live: read interfaces, learn subscribers from their signalling, match triggers, send copies. While it runs, "
                + "mirrors, subscribers, log and reload steer it. Needs CAP_NET_RAW and CAP_NET_ADMIN (jmirror doctor tells)."
        )
        {
            config,
            engine,
            duration,
            ledger,
            json,
        };
        command.SetAction(parsed =>
            LiveRun.Execute(
                new RunSettings
                {
                    ConfigFile = parsed.GetValue(config)!,
                    Engine = parsed.GetValue(engine) ?? SinkEngine.Auto,
                    Duration = OptionKit.TimeOf(parsed.GetValue(duration)),
                    Ledger = parsed.GetValue(ledger),
                    Json = parsed.GetValue(json),
                },
                terminal
            )
        );
        return command;
    }
}
