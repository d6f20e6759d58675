using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Scenarios;

/// <summary>A program that stands for our own: its commands say what a test has them say, and write down how they were called.</summary>
internal sealed class FakeProgram : IDisposable
{
    public const string GoodReceiver = """
        { "problems": [], "verdict": { "passed": true, "checks": [
          { "name": "lost", "wanted": "at most 0", "got": "0", "passed": true } ] } }
        """;

    public const string GoodGenerator = """
        { "problems": [], "packets": { "sent": 1000 }, "sessions": { "logins": 5 },
          "rate": { "wantedPps": 1000, "achievedPps": 995.5 } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _commands = new(StringComparer.Ordinal);

    public FakeProgram()
    {
        Command("receive", UntilTerminated("receiving from udp", GoodReceiver, exitCode: 130));
        Command("run", UntilTerminated("lab is mirroring: lo", """{ "problems": [] }""", exitCode: 0));
        Command("generate", $"cat <<'END'\n{GoodGenerator}\nEND");
    }

    /// <summary>Says what a command does, in the shell's words.</summary>
    public void Command(string name, string script) => _commands[name] = script;

    /// <summary>A command that is ready at once and ends with a summary when it is told to.</summary>
    public static string UntilTerminated(string isReady, string summary, int exitCode) =>
        $$"""
            finish() { cat <<'END'
            {{summary}}
            END
            exit {{exitCode}}; }
            trap finish TERM
            echo '{{isReady}}' >&2
            while :; do read -r -t 0.05 <> <(:); done
            """;

    /// <summary>Runs a scenario with the fake in place of our program.</summary>
    public CommandRun Run(string scenario, Func<ScenarioArguments, ScenarioArguments>? more = null)
    {
        var cases = _commands.Select(command => $"{command.Key})\n{command.Value}\n;;\n");
        var program = _folder.Write(
            "fake",
            "#!/bin/bash\n"
                + $"printf '%s\\n' \"$*\" > {_folder.PathOf("$1.called")}; echo $$ > {_folder.PathOf("$1.pid")}\n"
                + $"case $1 in\n{string.Concat(cases)}esac\n"
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var arguments = new ScenarioArguments(_folder.Write("lab.yaml", scenario), program);
        return (more?.Invoke(arguments) ?? arguments).Run();
    }

    /// <summary>How a command was called; null when it was not.</summary>
    public string? CallOf(string command) =>
        File.Exists(_folder.PathOf($"{command}.called"))
            ? File.ReadAllText(_folder.PathOf($"{command}.called")).TrimEnd()
            : null;

    /// <summary>True when a command's process is still there.</summary>
    public bool IsAlive(string command) =>
        Directory.Exists($"/proc/{File.ReadAllText(_folder.PathOf($"{command}.pid")).Trim()}");

    public string PathOf(string name) => _folder.PathOf(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();
}
