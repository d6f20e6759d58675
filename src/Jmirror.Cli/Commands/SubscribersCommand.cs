using System.CommandLine;
using Jmirror.Cli.Controlling;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror subscribers</c>: the sessions of a running <c>jmirror run</c>.</summary>
internal static class SubscribersCommand
{
    private const string Resource = "/v1/subscribers";

    public static Command Create(Terminal terminal) =>
        new("subscribers", "List, show and log out subscribers of a running `jmirror run`.")
        {
            List(terminal),
            Show(terminal),
            LogOut(terminal),
        };

    private static Command List(Terminal terminal)
    {
        var limit = ControlArguments.Limit("sessions");
        var filter = ControlArguments.KeyValues(
            "--filter",
            "Only sessions with this identity (username, acct-session-id, calling-station-id, nas-port-id, dhcp-option-82, agent-circuit-id, agent-remote-id) or address; may be repeated, and all must fit. Example: --filter username=alice@isp.example"
        );
        return ControlCommand.Create(
            "list",
            "List live sessions. Whether somebody is mirrored is not shown here.",
            [filter, limit],
            terminal,
            (client, parsed, isJson) =>
            {
                var query = string.Concat(
                    (parsed.GetValue(filter) ?? []).Select(one =>
                        $"&{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"
                    )
                );
                var sessions = PagedList.Read(client, Resource, query, parsed.GetValue(limit));
                if (isJson)
                    ControlJson.Print("subscribers", sessions, terminal);
                ControlTables.WriteSubscribers(sessions, isJson ? terminal.Error : terminal.Out);
                return ExitCode.Success;
            }
        );
    }

    private static Command Show(Terminal terminal)
    {
        var number = ControlArguments.Number("session");
        return ControlCommand.Create(
            "show",
            "Show one live session.",
            [number],
            terminal,
            (client, parsed, isJson) =>
            {
                using var session = client.Send(HttpMethod.Get, $"{Resource}/{parsed.GetValue(number)}")!;
                if (isJson)
                    ControlJson.Print(session.RootElement, terminal);
                ControlTables.WriteSubscribers([session.RootElement], isJson ? terminal.Error : terminal.Out);
                return ExitCode.Success;
            }
        );
    }

    private static Command LogOut(Terminal terminal)
    {
        var number = ControlArguments.Number("session");
        return ControlCommand.Create(
            "logout",
            "End a session here. A learned one comes back when it is seen to log in again.",
            [number],
            terminal,
            (client, parsed, isJson) =>
            {
                var one = parsed.GetValue(number);
                client.Send(HttpMethod.Delete, $"{Resource}/{one}");
                ControlArguments.Tell("session", one, "logged out", isJson, terminal);
                return ExitCode.Success;
            }
        );
    }
}
