namespace Jmirror.Cli.Tests.Commands;

/// <summary>Command lines that cannot be meant.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("", "Required command was not provided (see jmirror --help)")]
    [InlineData("frob", "'frob'")]
    [InlineData("--frob", "'--frob'")]
    [InlineData("config", "(see jmirror config --help)")]
    [InlineData("config frob", "'frob'")]
    [InlineData("config check", "Required argument missing")]
    [InlineData("config explain", "Required argument missing")]
    [InlineData("config init x", "'x'")]
    [InlineData("replay", "Required argument missing")]
    [InlineData("replay x.pcap --write", "'--write'")]
    [InlineData("replay x.pcap --pps 1 --pps 2", "'--pps'")]
    [InlineData("replay x.pcap --frob", "there is no option --frob (see jmirror replay --help;")]
    [InlineData("decode", "Required argument missing")]
    [InlineData("decode x.pcap --frob", "there is no option --frob (see jmirror decode --help;")]
    [InlineData("config check --frob", "there is no option --frob (see jmirror config check --help;")]
    [InlineData("demo x", "'x'")]
    public void Mistake_IsNamedWithTheHelpThatExplains(string line, string part) =>
        CommandRun
            .Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .AssertRefused(ExitCode.BadInput, part);

    [Theory]
    [InlineData("replay", "", "--write", "x.pcap")]
    [InlineData("replay", "x.pcap", "--write", "")]
    [InlineData("replay", "x.pcap", "--config", "")]
    [InlineData("decode", "")]
    [InlineData("decode", "x.pcap", "--port", "")]
    [InlineData("decode", "x.pcap", "--write", "")]
    [InlineData("config", "check", "")]
    [InlineData("config", "explain", "")]
    [InlineData("demo", "--write", "")]
    public void EmptyArgument_IsMissing(params string[] arguments) =>
        CommandRun.Of(arguments).AssertRefused(ExitCode.BadInput, "an argument is empty");
}
