using System.Text.RegularExpressions;

namespace Jmirror.Cli.Tests.Commands;

/// <summary>The help of every command, found by walking from command to command as a reader does.</summary>
public sealed partial class HelpTests
{
    public static TheoryData<string> Commands => [.. CommandsBelow("")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Option_WithAValue_HasADefaultOrAnExample(string command)
    {
        var options = EntriesOf(command, "Options:").ToList();
        Assert.NotEmpty(options);
        foreach (var option in options)
        {
            Assert.True(option.Split("  ", 2).Length == 2, $"{option} is not explained");
            if (option.Split("  ", 2)[0].Contains('<', StringComparison.Ordinal))
                Assert.Matches("Default|Example", option);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SaysWhatItDoesAndHowToCallIt(string command)
    {
        var help = Help(command);
        Assert.Matches(@"^Description:\n  \S.*\.", help);
        // In front stands the name of the process, which here is the tests'.
        Assert.Matches($@"\nUsage:\n  \S+{(command.Length > 0 ? " " : "")}{command} ", help);
    }

    [Fact]
    public void Walk_FindsTheCommands()
    {
        var commands = CommandsBelow("").ToList();
        Assert.Contains("replay", commands, StringComparer.Ordinal);
        Assert.Contains("config check", commands, StringComparer.Ordinal);
    }

    [Fact]
    public void Version_IsThreeNumbers()
    {
        var run = CommandRun.Of("--version");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }

    private static IEnumerable<string> CommandsBelow(string command) =>
        EntriesOf(command, "Commands:")
            .Select(entry => $"{command} {entry.Split(' ')[0]}".Trim())
            .SelectMany(CommandsBelow)
            .Prepend(command);

    private static string Help(string command)
    {
        var run = CommandRun.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        return run.Output.Replace("\r", "", StringComparison.Ordinal);
    }

    // An entry begins two columns in; what is further in belongs to the entry above it.
    private static IEnumerable<string> EntriesOf(string command, string section)
    {
        var lines = Help(command).Split('\n');
        var start = Array.IndexOf(lines, section);
        return start < 0
            ? []
            : Entry()
                .Split(string.Join('\n', lines.Skip(start + 1).TakeWhile(line => line.Length > 0)))
                .Select(entry => entry.Trim())
                .Where(entry => entry.Length > 0);
    }

    [GeneratedRegex(@"^  (?=\S)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
