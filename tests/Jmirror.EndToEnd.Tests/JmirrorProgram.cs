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

    /// <summary>Asserts the law of conservation that the summary promises.</summary>
    public static void AssertBalanced(JsonElement summary)
    {
        var packets = summary.GetProperty("packets");
        long Packets(string name) => packets.GetProperty(name).GetInt64();
        string[] before = ["non-ip", "malformed", "truncated", "unsupported-link-type"];
        var dropped = summary
            .GetProperty("dropped")
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetInt64(), StringComparer.Ordinal);
        var droppedBefore = dropped.Where(d => before.Contains(d.Key)).Sum(d => d.Value);
        Assert.Equal(Packets("read"), Packets("matched") + Packets("unmatched") + droppedBefore);
        Assert.Equal(Packets("mirrored"), Packets("sent") + dropped.Values.Sum() - droppedBefore);
        Assert.Equal(
            Packets("mirrored"),
            summary.GetProperty("mirrors").EnumerateArray().Sum(m => m.GetProperty("packets").GetInt64())
        );
        Assert.Equal(
            Packets("unmatched"),
            summary.GetProperty("unmatched").EnumerateObject().Sum(p => p.Value.GetInt64())
        );
    }

    public static long Packets(this JsonElement summary, string name) =>
        summary.GetProperty("packets").GetProperty(name).GetInt64();

    /// <summary>Copies or packets lost for one reason.</summary>
    public static long Dropped(this JsonElement summary, string reason) =>
        summary.GetProperty("dropped").TryGetProperty(reason, out var count) ? count.GetInt64() : 0;
}
