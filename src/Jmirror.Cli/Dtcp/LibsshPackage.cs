using System.ComponentModel;
using System.Diagnostics;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// Asks Debian's package manager about libssh: the library itself gives the same version with and without the cure for
/// CVE-2026-59847.
/// </summary>
internal static class LibsshPackage
{
    private const string Name = "libssh-4";
    private const string Least = "0.10.6-0+deb12u3";

    /// <summary>What is to be said about the installed library; null when nothing is.</summary>
    public static string? Warning()
    {
        if (Run("dpkg-query", "-W", "-f=${Version}", Name) is not { } asked)
            return $"cannot tell whether libssh has the cure for CVE-2026-59847 (Debian: {Name} {Least})";
        // Not installed as a package: the front will say whether there is one at all.
        if (asked.ExitCode != 0)
            return null;
        return Run("dpkg", "--compare-versions", asked.Output, "ge", Least) is { ExitCode: 0 }
            ? null
            : $"{Name} {asked.Output} lacks the cure for CVE-2026-59847, {Least} has it: sudo apt-get install --only-upgrade {Name}";
    }

    private static (int ExitCode, string Output)? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                    RedirectStandardError = true,
                }
            )!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
