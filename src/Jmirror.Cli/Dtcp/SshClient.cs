using System.ComponentModel;
using System.Diagnostics;

namespace Jmirror.Cli.Dtcp;

/// <summary>The system's ssh as a channel to a subsystem.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">Who logs in.</param>
/// <param name="Subsystem">Name of the subsystem.</param>
/// <param name="Options">Each as behind its -o.</param>
internal sealed record SshClient(
    string Host,
    ushort Port,
    string User,
    string Subsystem,
    IReadOnlyList<string> Options
)
{
    /// <summary>Starts it; what goes in and out is the subsystem's.</summary>
    /// <param name="readsErrors">True when the caller reads what it says; false: the user does.</param>
    /// <exception cref="CommandException">There is no ssh.</exception>
    public Process Start(bool readsErrors)
    {
        var start = new ProcessStartInfo("ssh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = readsErrors,
            UseShellExecute = false,
        };
        foreach (var option in Options)
        {
            start.ArgumentList.Add("-o");
            start.ArgumentList.Add(option);
        }
        string[] rest = ["-p", $"{Port}", "-l", User, "-s", "--", Host, Subsystem];
        foreach (var argument in rest)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandException(
                "ssh is not installed: sudo apt-get install openssh-client",
                ExitCode.Environment
            );
        }
    }
}
