using System.CommandLine;
using Jmirror.Cli.Controlling;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror log</c>: the secure log of a running <c>jmirror run</c>.</summary>
internal static class LogCommand
{
    public static Command Create(Terminal terminal)
    {
        var limit = ControlArguments.Limit("lines", "100");
        return ControlCommand.Create(
            "log",
            "Print the secure log of a running `jmirror run`: time, mirror id, session id, event, origin, trigger, reason.",
            [limit],
            terminal,
            (client, parsed, isJson) =>
            {
                var query = parsed.GetValue(limit) is { } most ? $"?limit={most}" : "";
                using var log = client.Send(HttpMethod.Get, $"/v1/log{query}")!;
                if (isJson)
                    ControlJson.Print(log.RootElement, terminal);
                var texts = isJson ? terminal.Error : terminal.Out;
                foreach (var line in log.RootElement.GetProperty("lines").EnumerateArray())
                    texts.WriteLine(line.GetProperty("line").GetString());
                return ExitCode.Success;
            }
        );
    }
}
