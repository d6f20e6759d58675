using System.Text;
using Jmirror.Cli.Scenarios;

namespace Jmirror.Cli.Tests.Scenarios;

/// <summary>A <c>scenario run</c> with a program of one's own.</summary>
internal sealed record ScenarioArguments(string File, string Program)
{
    public Func<ScenarioSettings, ScenarioSettings> Change { get; init; } = static settings => settings;

    /// <summary>Runs it; its refusals are told as the command line tells them.</summary>
    public CommandRun Run()
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, isInteractive: false, isOutputWatched: false);
        int exitCode;
        try
        {
            exitCode = ScenarioRun.Execute(
                Change(new ScenarioSettings { File = File, Program = Program }),
                terminal
            );
        }
        catch (CommandException failure)
        {
            error.WriteLine($"jmirror: {failure.Message}");
            exitCode = failure.ExitCode;
        }
        terminal.Flush();
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
