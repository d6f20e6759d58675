using System.CommandLine;
using System.CommandLine.Parsing;
using Jmirror.Cli.Commands;

namespace Jmirror.Cli;

/// <summary>The tree of commands, and the one place where faults become a sentence and an exit code.</summary>
internal static class CommandLine
{
    private const int InUse = 11; // EAGAIN, as flock(2) says
    private const int BrokenPipe = 32; // EPIPE

    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var result = Build(terminal).Parse(args);
            if (MistakeOf(result) is { } mistake)
                throw new CommandException(mistake);
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
            // What was said of the files that are good.
            terminal.Flush();
            terminal.Error.WriteLine(failure.Message);
            return failure.ExitCode;
        }
        catch (CommandException failure)
        {
            terminal.Error.WriteLine($"jmirror: {failure.Message}");
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("jmirror: interrupted before there was anything to read");
            return ExitCode.Interrupted;
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
        catch (IOException failure) when (failure.HResult == InUse)
        {
            // A ledger or report that is to be written over an input.
            terminal.Error.WriteLine($"jmirror: {failure.Message}");
            return ExitCode.BadInput;
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
            GenerateCommand.Create(terminal),
            RunCommand.Create(terminal),
            MirrorsCommand.Create(terminal),
            SubscribersCommand.Create(terminal),
            LogCommand.Create(terminal),
            ReloadCommand.Create(terminal),
            DtcpCommand.Create(terminal),
            ReceiveCommand.Create(terminal),
            CompareCommand.Create(terminal),
            LedgerCommand.Create(terminal),
            FindMaxCommand.Create(terminal),
            DecodeCommand.Create(terminal),
            ScenarioCommand.Create(terminal),
            ConfigCommand.Create(terminal),
            DoctorCommand.Create(terminal),
        };

    // The parser counts what it does not know; people want it named.
    private static string? MistakeOf(ParseResult result)
    {
        var hint = HelpHint(result);
        if (result.Tokens.Any(token => token.Value.Length == 0))
            return $"an argument is empty: a name or a value is missing ({hint})";
        if (result.UnmatchedTokens is [var unknown, ..])
            return $"there is no command, option or argument '{unknown}' here ({hint})";
        if (result.Errors is [var error, ..])
            return $"{error.Message.TrimEnd('.')} ({hint})";
        var misspelt = result
            .CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(text => text is ['-', _, ..]);
        return misspelt is null
            ? null
            : $"there is no option {misspelt} ({hint}; a file of that name is ./{misspelt})";
    }

    private static string HelpHint(ParseResult result)
    {
        var names = new List<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = at.Parent)
            names.Insert(0, command.Parent is null ? "jmirror" : command.Command.Name);
        return $"see {string.Join(' ', names)} --help";
    }
}
