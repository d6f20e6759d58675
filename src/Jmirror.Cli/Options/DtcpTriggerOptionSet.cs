using System.CommandLine;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Cli.Options;

/// <summary>Whom a DTCP request selects; of several options all must fit.</summary>
internal sealed class DtcpTriggerOptionSet
{
    private readonly (string Parameter, Option<string?> Option)[] _triggers =
    [
        (DtcpNames.UserName, Text("--username", "NAME", "User name. Example: alice@isp.example")),
        (
            DtcpNames.AccountingSessionId,
            Text("--acct-session-id", "ID", "Acct-Session-Id; ends with it. Example: 0010000a")
        ),
        (
            DtcpNames.CallingStationId,
            Text("--calling-station-id", "ID", "Calling-Station-Id. Example: 02:00:00:00:00:07")
        ),
        (DtcpNames.NasPortId, Text("--nas-port-id", "ID", "NAS-Port-Id. Example: ge-1/0/0.7:7-100")),
        (
            DtcpNames.CircuitId,
            Text("--agent-circuit-id", "ID", "Agent circuit id of the line. Example: \"0.0.0.0 eth 0:7\"")
        ),
        (
            DtcpNames.AgentId,
            Text("--agent-remote-id", "ID", "Agent remote id of the line. Example: LINE.0007")
        ),
        (DtcpNames.IpAddress, Text("--ipv4", "ADDRESS", "IPv4 address of the subscriber. Example: 10.0.0.9")),
        (DtcpNames.InterfaceId, Text("--interface", "NAME", "Everybody on an interface. Example: eth1.7")),
    ];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _triggers)
            command.Options.Add(option);
    }

    /// <summary>Parameters with values, those that were not given with null.</summary>
    public IEnumerable<(string Name, string? Value)> Read(ParseResult parsed) =>
        _triggers.All(one => parsed.GetValue(one.Option) is null)
            ? throw new CommandException(
                "whom to mirror is missing: give a trigger such as --username (see jmirror dtcp add --help)"
            )
            : _triggers.Select(one => (one.Parameter, parsed.GetValue(one.Option)));

    private static Option<string?> Text(string name, string placeholder, string description) =>
        new(name) { Description = description, HelpName = placeholder };
}
