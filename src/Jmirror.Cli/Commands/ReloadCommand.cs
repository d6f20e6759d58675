using System.CommandLine;
using System.Text.Json;
using Jmirror.Cli.Controlling;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror reload</c>: makes a running <c>jmirror run</c> read its configuration file again.</summary>
internal static class ReloadCommand
{
    public static Command Create(Terminal terminal) =>
        ControlCommand.Create(
            "reload",
            "Make a running `jmirror run` read its configuration file again and apply what differs; a bad file changes nothing.",
            [],
            terminal,
            (client, _, isJson) =>
            {
                using var outcome = client.Send(HttpMethod.Post, "/v1/reload")!;
                if (isJson)
                    ControlJson.Print(outcome.RootElement, terminal);
                var texts = isJson ? terminal.Error : terminal.Out;
                texts.WriteLine(Counts(outcome.RootElement, "mirrors"));
                texts.WriteLine(Counts(outcome.RootElement, "subscribers"));
                return ExitCode.Success;
            }
        );

    private static string Counts(JsonElement outcome, string name)
    {
        var counts = outcome.GetProperty(name);
        return $"{name}: {counts.Text("kept")} kept, {counts.Text("replaced")} replaced, {counts.Text("added")} added, {counts.Text("deleted")} deleted";
    }
}
