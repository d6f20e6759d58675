using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>
/// The limit on memory that a process may pin (RLIMIT_MEMLOCK). AF_XDP sockets pin their frames, a few MiB each, and the
/// usual limit is 8 MiB for all of a user's processes.
/// </summary>
public static unsafe partial class LockedMemory
{
    private const int RLIMIT_MEMLOCK = 8;

    /// <summary>
    /// Lifts the limit where the calling thread may (CAP_SYS_RESOURCE); elsewhere the limit is the administrator's
    /// wish, and a socket that finds no room says so.
    /// </summary>
    public static void LiftLimit()
    {
        var none = new ResourceLimit(nuint.MaxValue, nuint.MaxValue);
        _ = setrlimit(RLIMIT_MEMLOCK, &none);
    }

    /// <summary>struct rlimit (bits/resource.h); RLIM_INFINITY is all ones.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct ResourceLimit(nuint Soft, nuint Hard);

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, ResourceLimit* limit);
}
