using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>Signals to processes that we started.</summary>
public static partial class ProcessSignal
{
    private const string Library = "libc";
    private const int SIGTERM = 15; // asm-generic/signal.h

    /// <summary>Asks a process to end, in its own time; nothing happens when it has ended.</summary>
    /// <param name="process">Started by us, and not yet disposed: its id cannot be another's by now.</param>
    public static void Terminate(Process process)
    {
        if (!process.HasExited)
            _ = kill(process.Id, SIGTERM);
    }

    [LibraryImport(Library, SetLastError = true)]
    private static partial int kill(int process, int signal);
}
