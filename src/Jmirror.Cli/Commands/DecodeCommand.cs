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
        var ports = PortList.Option();
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
                    PortList.Parse(parsed.GetValue(ports)),
                    parsed.GetValue(write),
                    parsed.GetValue(json)
                ),
                terminal
            )
        );
        return command;
    }
}
