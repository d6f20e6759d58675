using System.CommandLine;
using Jmirror.Cli.Dtcp;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Cli.Commands;

/// <summary>The requests of <c>jmirror dtcp</c>: each composes one, signs it, and sends or prints it.</summary>
internal static class DtcpRequestCommands
{
    private const string Static = "STATIC";

    private static Option<string?> Destination() =>
        Text("--destination", "NAME", "Cdest-ID: your name of the mediation device. Example: md1");

    private static Option<string> Criteria() =>
        new("--criteria")
        {
            Description = "Criteria-ID: number that add gave; numbers and ranges. Example: 3,5-9,12-*",
            HelpName = "LIST",
            Required = true,
        };

    private static Option<string?> DropPolicy() =>
        Text(
            "--drop-policy",
            "NAME",
            "X-Drop-Policy: a drop policy of the router's configuration. Example: no-voip"
        );

    public static Command Add(Terminal terminal)
    {
        var destination = Destination();
        destination.DefaultValueFactory = _ => "md1";
        var target = new DtcpTargetOptionSet();
        var triggers = new DtcpTriggerOptionSet();
        var policy = DropPolicy();
        var command = new Command(
            "add",
            "Mirror a subscriber. Example: jmirror dtcp add --user li-user --router lab-mx1 --analyzer 192.0.2.100:30030 "
                + "--source 192.0.2.1:50000 --handle 0x0000030000000090 --username alice@isp.example"
        )
        {
            destination,
            policy,
        };
        target.AddTo(command);
        triggers.AddTo(command);
        return Finish(
            command,
            terminal,
            DtcpMethod.Add,
            parsed =>
                [
                    (DtcpNames.CdestId, parsed.GetValue(destination)),
                    .. target.Read(parsed),
                    .. triggers.Read(parsed),
                    (DtcpNames.DropPolicy, parsed.GetValue(policy)),
                    (DtcpNames.Flags, Static),
                ]
        );
    }

    public static Command Delete(Terminal terminal)
    {
        var criteria = Criteria();
        criteria.Required = false;
        var destination = Destination();
        var command = new Command("delete", "End mirrors by their numbers, or all to one mediation device.")
        {
            criteria,
            destination,
        };
        return Finish(
            command,
            terminal,
            DtcpMethod.Delete,
            parsed =>
            {
                var (numbers, name) = (parsed.GetValue(criteria), parsed.GetValue(destination));
                if (numbers is null == name is null)
                    throw new CommandException("give either --criteria or --destination");
                return
                [
                    (DtcpNames.CriteriaId, numbers),
                    (DtcpNames.CdestId, name),
                    (DtcpNames.Flags, Static),
                ];
            }
        );
    }

    public static Command List(Terminal terminal)
    {
        var destination = Destination();
        var command = new Command("list", "List all triggers, or those to one mediation device.")
        {
            destination,
        };
        return Finish(
            command,
            terminal,
            DtcpMethod.List,
            parsed => [(DtcpNames.CdestId, parsed.GetValue(destination)), (DtcpNames.Flags, "BOTH")]
        );
    }

    public static Command Enable(Terminal terminal) =>
        ForPolicy("enable", "Attach a drop policy for logins to come.", DtcpMethod.Enable, terminal);

    public static Command Disable(Terminal terminal) =>
        ForPolicy("disable", "Detach a drop policy for logins to come.", DtcpMethod.Disable, terminal);

    private static Command ForPolicy(string name, string description, DtcpMethod method, Terminal terminal)
    {
        var criteria = Criteria();
        var policy = DropPolicy();
        policy.Required = true;
        var command = new Command(name, description) { criteria, policy };
        return Finish(
            command,
            terminal,
            method,
            parsed =>
                [
                    (DtcpNames.CriteriaId, parsed.GetValue(criteria)),
                    (DtcpNames.DropPolicy, parsed.GetValue(policy)),
                    (DtcpNames.Flags, Static),
                ]
        );
    }

    private static Command Finish(
        Command command,
        Terminal terminal,
        DtcpMethod method,
        Func<ParseResult, IEnumerable<(string Name, string? Value)>> parameters
    )
    {
        var router = new DtcpRouterOptionSet();
        router.AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = router.Read(parsed);
            return DtcpRequestRun.Execute(settings, settings.Compose(method, parameters(parsed)), terminal);
        });
        return command;
    }

    private static Option<string?> Text(string name, string placeholder, string description) =>
        new(name) { Description = description, HelpName = placeholder };
}
