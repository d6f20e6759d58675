using System.CommandLine;
using Jmirror.Cli.Diagnosing;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Link;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror doctor</c>: what works on this machine, and the command that mends what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var analyzer = OptionKit.Value<Endpoint>(
            "--analyzer",
            "IP[:PORT]",
            "Try the engines towards this analyzer; nothing is sent to it. Default 127.0.0.1. Example: --analyzer 192.0.2.100",
            "an IPv4 address with or without a port (192.0.2.100:30030)",
            Endpoint.TryParse
        );
        var via = OptionKit.Value<ViaOption>(
            "--via",
            "routed|port:IFACE",
            "By the routes of this host or from an analyzer port. Default routed. Example: --via port:eth2",
            "routed, or port: and the name of an interface",
            ViaOption.TryParse
        );
        var staticArp = OptionKit.Value<MacAddress>(
            "--static-arp",
            "MAC",
            "Ethernet address behind the analyzer port; without it, ARP asks for it once. Example: --static-arp 02:00:00:00:00:09",
            "an Ethernet address such as 02:00:00:00:00:09",
            (string text, out MacAddress value) => MacAddress.TryParse(text, out value)
        );
        var json = CommonOptions.Json();
        var command = new Command(
            "doctor",
            "Say which privileges, interfaces and engines work here, and how to mend those that do not."
        )
        {
            analyzer,
            via,
            staticArp,
            json,
        };
        command.SetAction(parsed =>
        {
            var diagnosis = Diagnosis.Make(
                parsed.GetValue(analyzer),
                parsed.GetValue(via),
                parsed.GetValue(staticArp)
            );
            DiagnosisText.Write(diagnosis, parsed.GetValue(json) ? terminal.Error : terminal.Out);
            if (parsed.GetValue(json))
                DiagnosisJson.Write(diagnosis, terminal.OutBytes);
            return diagnosis.Engines.Any(engine => engine.IsAvailable)
                ? ExitCode.Success
                : ExitCode.Environment;
        });
        return command;
    }
}
