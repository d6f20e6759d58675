using System.CommandLine;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Controlling;

/// <summary>Makes commands that talk to a running <c>jmirror run</c>.</summary>
internal static class ControlCommand
{
    /// <summary>A command with the options that name the run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">Its own options and arguments.</param>
    /// <param name="terminal">Where it speaks.</param>
    /// <param name="act">What it does with the run; gives the exit code.</param>
    public static Command Create(
        string name,
        string description,
        IReadOnlyList<Symbol> symbols,
        Terminal terminal,
        Func<ControlClient, ParseResult, bool, int> act
    )
    {
        var command = new Command(name, description);
        foreach (var argument in symbols.OfType<Argument>())
            command.Arguments.Add(argument);
        foreach (var option in symbols.OfType<Option>())
            command.Options.Add(option);
        var run = new ControlOptions();
        run.AddTo(command);
        var json = CommonOptions.Json();
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            using var client = run.Open(parsed);
            var exitCode = act(client, parsed, parsed.GetValue(json));
            terminal.Flush();
            return exitCode;
        });
        return command;
    }
}
