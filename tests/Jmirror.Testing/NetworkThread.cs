using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Jmirror.Testing;

/// <summary>
/// Runs test code on a thread of its own that has entered a network namespace or given up its capabilities. Both
/// belong to a thread, which ends with the code, so nothing leaks into other tests.
/// </summary>
public static class NetworkThread
{
    // linux/sched.h
    private const int CLONE_NEWNET = 0x4000_0000;

    // linux/capability.h: _LINUX_CAPABILITY_VERSION_3
    private const uint CapabilityVersion = 0x2008_0522;

    /// <summary>Runs <paramref name="action"/> inside a namespace made by <c>ip netns add</c>.</summary>
    public static void RunInside(string networkNamespace, Action action) =>
        Run(() =>
        {
            using var handle = File.OpenHandle($"/run/netns/{networkNamespace}");
            if (setns(handle, CLONE_NEWNET) != 0)
                throw new InvalidOperationException($"setns: errno {Marshal.GetLastPInvokeError()}");
            action();
        });

    /// <summary>Runs <paramref name="action"/> without any capability, as an ordinary user would.</summary>
    public static void RunUnprivileged(Action action) =>
        Run(() =>
        {
            uint[] header = [CapabilityVersion, 0];
            // Effective, permitted and inheritable sets, low and high half each.
            if (capset(header, new uint[6]) != 0)
                throw new InvalidOperationException($"capset: errno {Marshal.GetLastPInvokeError()}");
            action();
        });

    /// <summary>Runs <paramref name="action"/> on a thread of its own, whatever it does to it.</summary>
    public static void RunAlone(Action action) => Run(action);

    private static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(SafeHandle descriptor, int type);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int capset(uint[] header, uint[] data);
}
