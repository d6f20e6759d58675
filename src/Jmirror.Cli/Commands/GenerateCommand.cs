using System.CommandLine;
using Jmirror.Cli.Generating;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror generate</c>: synthetic subscribers and their traffic.</summary>
internal static class GenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new GenerateOptionSet();
        var command = new Command(
            "generate",
            "Generate the traffic of synthetic subscribers: as mirrored copies to an analyzer, as subscriber traffic onto an "
                + "interface, or into files. The same seed gives the same bytes."
        );
        options.AddTo(command);
        command.SetAction(parsed => GenerateRun.Execute(options.Read(parsed), terminal));
        return command;
    }
}
