using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Receiving;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror receive</c>: an analyzer that verifies.</summary>
internal static class ReceiveCommand
{
    public static Command Create(Terminal terminal)
    {
        var listen = OptionKit.Value<Endpoint>(
            "--listen",
            "IP:PORT",
            "Receive on a UDP socket; everything that comes there is a mirror datagram. No privileges. "
                + "Example: --listen 0.0.0.0:30030",
            "an IPv4 address with or without a port (0.0.0.0:30030)",
            Endpoint.TryParse
        );
        var interfaceName = new Option<string?>("--interface")
        {
            Description =
                "Capture on a network interface, whomever the packets are addressed to. Name the --port when comparing with a "
                + "ledger: a damaged packet is not recognised by what it carries. Example: --interface eth1 --port 30030",
            HelpName = "IFACE",
        };
        var filter = new Option<string?>("--filter")
        {
            Description =
                "Capture filter of --interface, as tcpdump takes it. Example: --filter 'udp port 30030'",
            HelpName = "BPF",
        };
        var read = new Option<string[]>("--read")
        {
            Description =
                "Read captures instead: pcap or pcapng, plain, .gz or .zst. May be given more than once. Example: --read far.pcap",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var ports = PortList.Option();
        var bare = new Option<bool>("--bare")
        {
            Description =
                "Every IP packet is a copy without header, as an E Series IP mirror without handle and port sends (not on a UDP socket).",
        };
        var expect = new Option<string?>("--expect")
        {
            Description =
                "Compare with what the sender records in this ledger (replay --ledger), while it does or afterwards: loss, order, "
                + "duplicates, damage, latency. Exit code 1 when something is amiss. Example: --expect run.ledger",
            HelpName = "LEDGER",
        };
        var write = new Option<string?>("--write")
        {
            Description =
                "Write the mirrored packets without their headers: .pcapng has an interface for each stream; .pcap holds IP or PPP, "
                + "not both. Example: --write inner.pcapng",
            HelpName = "FILE",
        };
        var writeDatagrams = new Option<string?>("--write-datagrams")
        {
            Description =
                "Write the datagrams whole, as they were received: frames of an interface or a capture with all their headers, outer "
                + "fragments one by one (those of other UDP datagrams too: only the first tells the port); from a UDP socket, IPv4 "
                + "packets with the headers that the kernel tells. May stand beside --write. Example: --write-datagrams far.pcapng",
            HelpName = "FILE",
        };
        var duration = OptionKit.Duration("--duration", "End after this time. Example: --duration 10s");
        var idle = OptionKit.Duration(
            "--idle",
            "End when nothing mirrored has come for this long, also at the beginning. Example: --idle 2s"
        );
        var limit = OptionKit.Value<long>(
            "--limit",
            "N",
            "End after N packets. Example: --limit 1000",
            "a whole number from 1",
            (string text, out long value) => long.TryParse(text, out value) && value > 0
        );
        var metrics = OptionKit.Value<Endpoint>(
            "--metrics",
            "IP[:PORT]",
            "Serve the figures to Prometheus at http://IP:PORT/metrics. Port without mention: 9464. Example: --metrics 127.0.0.1:9464",
            "an IPv4 address with or without a port (127.0.0.1:9464)",
            Endpoint.TryParse
        );
        var verdict = new VerdictOptionSet();
        var json = CommonOptions.Json();
        var command = new Command(
            "receive",
            "Receive mirrored packets as an analyzer does, account for every stream, and prove what arrived."
        )
        {
            listen,
            interfaceName,
            filter,
            read,
            ports,
            bare,
            expect,
            write,
            writeDatagrams,
            duration,
            idle,
            limit,
            metrics,
        };
        verdict.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var settings = new ReceiveSettings
            {
                Command = "receive",
                Captures = parsed.GetValue(read) ?? [],
                Listen = parsed.GetValue(listen),
                Interface = parsed.GetValue(interfaceName),
                Filter = parsed.GetValue(filter),
                Ports = PortList.Parse(parsed.GetValue(ports)),
                IsBare = parsed.GetValue(bare),
                Write = parsed.GetValue(write),
                WriteDatagrams = parsed.GetValue(writeDatagrams),
                Metrics = parsed.GetValue(metrics),
                Duration = OptionKit.TimeOf(parsed.GetValue(duration)),
                Idle = OptionKit.TimeOf(parsed.GetValue(idle)),
                Limit = parsed.GetValue(limit),
                Verdict = verdict.Read(parsed, parsed.GetValue(expect)),
                Json = parsed.GetValue(json),
            };
            RefuseContradictions(settings);
            return ReceiveRun.Execute(settings, terminal);
        });
        return command;
    }

    private static void RefuseContradictions(ReceiveSettings settings)
    {
        var inputs = new[] { settings.Listen is not null, settings.Interface is not null, !settings.IsLive };
        if (inputs.Count(given => given) != 1)
            throw new CommandException(
                "say where from: one of --listen IP:PORT, --interface IFACE and --read FILE"
            );
        if (settings.Filter is not null && settings.Interface is null)
            throw new CommandException("--filter goes with --interface");
        if (settings.Listen is not null && (settings.Ports is not null || settings.IsBare))
            throw new CommandException(
                "a UDP socket takes mirror datagrams to its own port: --port and --bare go with --interface and --read"
            );
        if (settings.IsBare && settings.Ports is not null)
            throw new CommandException("bare copies have no outer header and so no --port");
        if (!settings.IsLive && (settings.Duration ?? settings.Idle) is not null)
            throw new CommandException("--duration and --idle are for live packets: a capture has an end");
    }
}
