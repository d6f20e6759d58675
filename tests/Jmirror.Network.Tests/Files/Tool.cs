using System.Diagnostics;

namespace Jmirror.Network.Tests.Files;

/// <summary>Runs programs that know captures better than we do.</summary>
internal static class Tool
{
    /// <summary>What the program wrote to its standard output. Skips the test where the program is not installed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isInstalled, $"{program} is not installed");
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
