using System.Text;

namespace Jmirror.Cli.Tests;

/// <summary>What a command line printed and how it ended, run inside this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(
            arguments,
            new Terminal(output, error, isInteractive: false, isOutputWatched: false)
        );
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>
    /// Asserts that the command refused: one sentence on standard error that has <paramref name="part"/> in it, nothing on
    /// standard output.
    /// </summary>
    public void AssertRefused(int exitCode, string part)
    {
        Assert.Equal("", Output);
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.StartsWith("jmirror: ", line, StringComparison.Ordinal);
        Assert.Equal(exitCode, ExitCode);
    }
}
