using System.CommandLine;
using System.Text.Json;
using Jmirror.Cli.Controlling;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror mirrors</c>: the mirrors of a running <c>jmirror run</c>.</summary>
internal static class MirrorsCommand
{
    private const string Resource = "/v1/mirrors";

    public static Command Create(Terminal terminal) =>
        new("mirrors", "List, add, delete and show mirrors of a running `jmirror run`.")
        {
            List(terminal),
            Show(terminal),
            Add(terminal),
            Delete(terminal),
        };

    private static Command List(Terminal terminal)
    {
        var limit = ControlArguments.Limit("mirrors");
        return ControlCommand.Create(
            "list",
            "List mirrors: who asked for them, what they select, what was copied.",
            [limit],
            terminal,
            (client, parsed, isJson) =>
            {
                var mirrors = PagedList.Read(client, Resource, "", parsed.GetValue(limit));
                if (isJson)
                    ControlJson.Print("mirrors", mirrors, terminal);
                ControlTables.WriteMirrors(mirrors, isJson ? terminal.Error : terminal.Out);
                return ExitCode.Success;
            }
        );
    }

    private static Command Show(Terminal terminal)
    {
        var number = ControlArguments.Number("mirror");
        return ControlCommand.Create(
            "show",
            "Show one mirror with everything that lives under it.",
            [number],
            terminal,
            (client, parsed, isJson) =>
            {
                using var state = client.Send(HttpMethod.Get, $"{Resource}/{parsed.GetValue(number)}")!;
                if (isJson)
                    ControlJson.Print(state.RootElement, terminal);
                ControlTables.WriteMirror(state.RootElement, isJson ? terminal.Error : terminal.Out);
                return ExitCode.Success;
            }
        );
    }

    private static Command Add(Terminal terminal)
    {
        var options = new MirrorOptionSet();
        return ControlCommand.Create(
            "add",
            "Add a mirror, or each mirror of a file; when it returns, packets are copied.",
            options.All,
            terminal,
            (client, parsed, isJson) =>
            {
                using var answer = client.Send(HttpMethod.Post, Resource, options.BodyOf(parsed))!;
                if (isJson)
                    ControlJson.Print(answer.RootElement, terminal);
                return answer.RootElement.TryGetProperty("failed", out var failed)
                    ? TellEach(answer.RootElement, failed.GetInt64(), isJson, terminal)
                    : TellOne(answer.RootElement, isJson, terminal);
            }
        );
    }

    private static Command Delete(Terminal terminal)
    {
        var number = ControlArguments.Number("mirror");
        return ControlCommand.Create(
            "delete",
            "Delete a mirror, whoever asked for it. One of the configuration file comes back with the next reload.",
            [number],
            terminal,
            (client, parsed, isJson) =>
            {
                var one = parsed.GetValue(number);
                client.Send(HttpMethod.Delete, $"{Resource}/{one}");
                ControlArguments.Tell("mirror", one, "deleted", isJson, terminal);
                return ExitCode.Success;
            }
        );
    }

    private static int TellOne(JsonElement state, bool isJson, Terminal terminal)
    {
        var texts = isJson ? terminal.Error : terminal.Out;
        texts.WriteLine($"mirror {state.Text("number")} added");
        return ExitCode.Success;
    }

    private static int TellEach(JsonElement answer, long failed, bool isJson, Terminal terminal)
    {
        var place = 0;
        foreach (var one in answer.GetProperty("mirrors").EnumerateArray())
        {
            place++;
            if (one.TryGetProperty("problem", out var problem))
                terminal.Error.WriteLine($"jmirror: mirror {place} of the list: {problem.GetString()}");
        }
        (isJson ? terminal.Error : terminal.Out).WriteLine(
            $"{answer.Text("added")} mirrors added, {failed} refused"
        );
        return failed == 0 ? ExitCode.Success : ExitCode.BadInput;
    }
}
