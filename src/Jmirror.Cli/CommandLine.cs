using System.CommandLine;
using System.CommandLine.Parsing;
using Jmirror.Cli.Commands;

namespace Jmirror.Cli;

/// <summary>The tree of commands, and the one place where faults become a sentence and an exit code.</summary>
internal static class CommandLine
{
    private const int BrokenPipe = 32; // EPIPE

    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var result = Build(terminal).Parse(args);
            if (result.Errors.Count > 0)
                throw new CommandException($"{result.Errors[0].Message} ({HelpHint(result)})");
            var exitCode = result.Invoke(
                new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    // Commands that run for long hear signals themselves, to print their summary.
                    ProcessTerminationTimeout = null,
                }
            );
            terminal.Flush();
            return exitCode;
        }
        catch (ConfigurationException failure)
        {
            terminal.Error.WriteLine(failure.Message);
            return failure.ExitCode;
        }
        catch (CommandException failure)
        {
            terminal.Error.WriteLine($"jmirror: {failure.Message}");
            return failure.ExitCode;
        }
        catch (UnauthorizedAccessException failure)
        {
            terminal.Error.WriteLine($"jmirror: {failure.Message}");
            return ExitCode.Environment;
        }
        catch (IOException failure) when (failure.HResult == BrokenPipe)
        {
            // The reader, such as head, has seen enough.
            return ExitCode.Success;
        }
        catch (IOException failure)
        {
            terminal.Error.WriteLine($"jmirror: {failure.Message}");
            return ExitCode.Environment;
        }
    }

    private static RootCommand Build(Terminal terminal) =>
        new("Emulates packet mirroring of Juniper E Series and MX Series routers (jmirror).")
        {
            DemoCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            DecodeCommand.Create(terminal),
            ConfigCommand.Create(terminal),
            DoctorCommand.Create(terminal),
        };

    private static string HelpHint(ParseResult result)
    {
        var names = new List<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = at.Parent)
            names.Insert(0, command.Parent is null ? "jmirror" : command.Command.Name);
        return $"see {string.Join(' ', names)} --help";
    }
}
