using Jmirror.Network.Files;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli;

/// <summary>Ends a command with a sentence on stderr and an exit code.</summary>
internal class CommandException(string message, int exitCode = ExitCode.BadInput) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>
/// Ends a command with the mistakes of a configuration, one a line, each beginning with its place so that editors
/// find it.
/// </summary>
internal sealed class ConfigurationException(IEnumerable<ConfigError> errors)
    : CommandException(string.Join('\n', errors));

/// <summary>Ends a command that cannot write a capture. A file in use was named by mistake, as an input mostly.</summary>
/// <param name="failure">What is wrong with the file.</param>
/// <param name="addition">Said behind it.</param>
internal sealed class OutputException(CaptureFileException failure, string addition = "")
    : CommandException(
        failure.Message + addition,
        failure.IsInUse ? Cli.ExitCode.BadInput : Cli.ExitCode.Environment
    );
