using System.Diagnostics;

namespace Jmirror.Testing;

/// <summary>What a program printed and how it ended.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output's lines, without the empty one at the end.</summary>
    public string[] Lines =>
        Output.TrimEnd('\n').Split('\n', StringSplitOptions.None) is [""]
            ? []
            : Output.TrimEnd('\n').Split('\n');
}

/// <summary>Runs programs of the machine: the strangers whose word counts.</summary>
public static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program that must be there and end well; skips the test where it is not installed.</summary>
    public static ToolResult Run(string program, params IReadOnlyList<string> arguments)
    {
        var path = Find(program);
        Assert.SkipUnless(path is not null, $"{program} is not installed");
        var result = RunAny(path, arguments);
        Assert.True(
            result.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error}"
        );
        return result;
    }

    /// <summary>Runs a program, however it ends.</summary>
    public static ToolResult RunAny(string path, IReadOnlyList<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            Assert.Fail($"{path} {string.Join(' ', arguments)} did not end within {Limit}");
        }
        return new ToolResult(
            process.ExitCode,
            output.GetAwaiter().GetResult(),
            error.GetAwaiter().GetResult()
        );
    }

    /// <summary>Where the program is; null when it is not installed.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
