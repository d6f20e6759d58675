using System.Diagnostics;

namespace Jmirror.Testing;

/// <summary>Outside programs that tests talk to.</summary>
public static class Programs
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    /// <summary>True when a program of that name can be started.</summary>
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs a program to its end and returns what it printed; fails when it fails.</summary>
    public static string Run(string name, string arguments)
    {
        using var process = Start(name, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill();
            Assert.Fail($"{name} {arguments} did not end");
        }
        Assert.True(process.ExitCode == 0, $"{name} {arguments}: {error.Result}");
        return output;
    }

    /// <summary>Starts a program; the caller reads what it prints and ends it.</summary>
    public static Process Start(string name, string arguments) =>
        Process.Start(
            new ProcessStartInfo(name, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
