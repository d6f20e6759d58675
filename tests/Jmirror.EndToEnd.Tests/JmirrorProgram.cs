using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests;

/// <summary>The program under test, run as a user runs it.</summary>
internal static class JmirrorProgram
{
    public static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "jmirror");

    public static ToolResult Run(params IReadOnlyList<string> arguments) => Tool.RunAny(Path, arguments);

    /// <summary>Runs with --json; the command must end with <paramref name="exitCode"/>.</summary>
    public static JsonElement RunJson(int exitCode, params IReadOnlyList<string> arguments) =>
        Summary(Run([.. arguments, "--json"]), exitCode);

    /// <summary>The summary of a run with --json that must have ended with <paramref name="exitCode"/>.</summary>
    public static JsonElement Summary(ToolResult result, int exitCode)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Error}");
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>What <c>decode --json</c> prints of a file, one element a packet.</summary>
    public static List<JsonElement> Decode(string file, params IReadOnlyList<string> options)
    {
        var result = Run(["decode", file, "--json", .. options]);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return [.. result.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
