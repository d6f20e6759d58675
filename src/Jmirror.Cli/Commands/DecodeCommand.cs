using System.CommandLine;
using Jmirror.Cli.Decoding;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror decode</c>: prints the mirrored packets of captures.</summary>
internal static class DecodeCommand
{
    public static Command Create(Terminal terminal)
    {
        var captures = new Argument<string[]>("FILE")
        {
            Description = "Capture files: pcap or pcapng, plain, .gz or .zst; \"-\" is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var ports = new Option<string?>("--port")
        {
            Description =
                "UDP destination ports that carry mirrored packets. Without it, mirrored packets are recognised on any port by "
                + "what they carry. Example: --port 30030,6502",
            HelpName = "N,…",
        };
        var write = new Option<string?>("--write")
        {
            Description =
                "Write the mirrored packets without their headers: IP packets as raw IP, PPP frames as PPP. A .pcapng file takes "
                + "both, a .pcap file one of them. Example: --write inner.pcapng",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object per mirrored packet and line.",
        };
        var command = new Command(
            "decode",
            "Print mirrored packets: ids, outer addresses and what was mirrored."
        )
        {
            captures,
            ports,
            write,
            json,
        };
        command.SetAction(parsed =>
            DecodeRun.Execute(
                new DecodeSettings(
                    parsed.GetRequiredValue(captures),
                    ParsePorts(parsed.GetValue(ports)),
                    parsed.GetValue(write),
                    parsed.GetValue(json)
                ),
                terminal
            )
        );
        return command;
    }

    private static HashSet<ushort>? ParsePorts(string? text)
    {
        if (text is null)
            return null;
        var ports = new HashSet<ushort>();
        foreach (var part in text.Split(','))
        {
            if (!OptionKit.TryParseNumber(part, out var port) || port is 0 or > ushort.MaxValue)
                throw new CommandException($"--port '{part}' is not a UDP port from 1 to 65535");
            ports.Add((ushort)port);
        }
        return ports;
    }
}
