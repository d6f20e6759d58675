using System.CommandLine;
using Jmirror.Protocol.Dtcp;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Options;

/// <summary>Where a DTCP request sends copies to, and under which header.</summary>
internal sealed class DtcpTargetOptionSet
{
    private readonly Option<Endpoint?> _analyzer = OptionKit.Value<Endpoint>(
        "--analyzer",
        "IP[:PORT]",
        $"Mediation device. Default port {OuterHeader.DefaultPort}. Required. Example: 192.0.2.100:30030",
        "an IPv4 address, with a port or without",
        Endpoint.TryParse
    );

    private readonly Option<Endpoint?> _source = OptionKit.Value<Endpoint>(
        "--source",
        "IP[:PORT]",
        "Outer source: the router's own address. Required. Example: 192.0.2.1:50000",
        "an IPv4 address, with a port or without",
        Endpoint.TryParse
    );

    private readonly Option<string> _handle = new("--handle")
    {
        Description = "X-MD-Intercept-Id: 8 or 4 bytes in hexadecimal. Example: 0x0000030000000090",
        HelpName = "HEX",
        Required = true,
    };

    private readonly Option<uint?> _timeToLive = OptionKit.Number(
        "--ttl",
        "N",
        "Outer TTL. Default: the router's.",
        1,
        byte.MaxValue
    );

    public void AddTo(Command command)
    {
        _analyzer.Required = _source.Required = true;
        command.Options.Add(_analyzer);
        command.Options.Add(_source);
        command.Options.Add(_handle);
        command.Options.Add(_timeToLive);
    }

    /// <summary>Parameters with values, those that were not given with null.</summary>
    public IEnumerable<(string Name, string? Value)> Read(ParseResult parsed)
    {
        var analyzer = parsed.GetValue(_analyzer)!.Value;
        var source = parsed.GetValue(_source)!.Value;
        var handle = parsed.GetRequiredValue(_handle);
        if (MedDevHandle.TryParse(handle, out _) != HandleFault.None)
            throw new CommandException(
                $"--handle '{handle}' is no handle: 16 hexadecimal digits, or 8 that begin with 4 to 7"
            );
        return
        [
            (DtcpNames.DestinationAddress, $"{analyzer.Address}"),
            (DtcpNames.DestinationPort, $"{analyzer.Port ?? OuterHeader.DefaultPort}"),
            (DtcpNames.SourceAddress, $"{source.Address}"),
            (DtcpNames.SourcePort, source.Port?.ToString()),
            (DtcpNames.TimeToLive, parsed.GetValue(_timeToLive)?.ToString()),
            (DtcpNames.InterceptId, handle),
        ];
    }
}
