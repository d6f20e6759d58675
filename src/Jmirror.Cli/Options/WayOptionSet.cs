using System.CommandLine;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Options;

/// <summary>What the command line said about the way to an analyzer; null where it said nothing.</summary>
internal sealed record WayOptions(Endpoint? Analyzer, ViaOption? Via, MacAddress? StaticArp);

/// <summary>The options that name an analyzer and the way to it, the same in every command.</summary>
internal sealed class WayOptionSet
{
    private readonly Option<Endpoint?> _analyzer;
    private readonly Option<ViaOption?> _via = OptionKit.Value<ViaOption>(
        "--via",
        "routed|port:IFACE",
        "How copies get to the analyzer: by the routes of this host, as from an MX Series router, or out of an analyzer "
            + "port as from an E Series router. Default routed. Example: --via port:eth2",
        "routed, or port: and the name of an interface",
        ViaOption.TryParse
    );
    private readonly Option<MacAddress?> _staticArp = OptionKit.Value<MacAddress>(
        "--static-arp",
        "MAC",
        "Ethernet address behind the analyzer port. Default: ARP asks for it. Example: --static-arp 02:00:00:00:00:09",
        "an Ethernet address such as 02:00:00:00:00:09",
        (string text, out MacAddress value) => MacAddress.TryParse(text, out value)
    );

    /// <param name="purpose">What the command does with the analyzer, with its default.</param>
    public WayOptionSet(string purpose) =>
        _analyzer = OptionKit.Value<Endpoint>(
            "--analyzer",
            "IP[:PORT]",
            $"{purpose} Port without mention: {OuterHeader.DefaultPort}. Example: --analyzer 192.0.2.100:6502",
            "an IPv4 address with or without a port (192.0.2.100:30030)",
            Endpoint.TryParse
        );

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_analyzer, _via, _staticArp])
            command.Options.Add(option);
    }

    public WayOptions Read(ParseResult parsed) =>
        new(parsed.GetValue(_analyzer), parsed.GetValue(_via), parsed.GetValue(_staticArp));
}
