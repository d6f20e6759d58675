using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux;

/// <summary>
/// The capabilities of the calling thread. Linux gives them to threads, not to processes: each thread begins with
/// those of the thread that started it.
/// </summary>
public static unsafe partial class Privileges
{
    private const string Library = "libc";
    private const uint _LINUX_CAPABILITY_VERSION_3 = 0x2008_0522;
    private const int PR_SET_NO_NEW_PRIVS = 38;

    /// <summary>True when the calling thread has the capability.</summary>
    public static bool Has(Capability capability)
    {
        Read(out var low, out var high);
        return ((((ulong)high.Effective << 32) | low.Effective) & MaskOf(capability)) != 0;
    }

    /// <summary>
    /// Gives up all capabilities but <paramref name="kept"/>, for ever: also programs started from here cannot gain
    /// others. What the thread does not have it does not get. To be called before threads are started that are to be
    /// bound by it; what the runtime started before the program began is not, and runs none of its code.
    /// </summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void KeepOnly(params ReadOnlySpan<Capability> kept)
    {
        var mask = 0UL;
        foreach (var capability in kept)
            mask |= MaskOf(capability);
        Read(out var low, out var high);
        Span<CapabilitySet> sets = [low.Restrict((uint)mask), high.Restrict((uint)(mask >> 32))];
        var header = new CapabilityHeader(_LINUX_CAPABILITY_VERSION_3, 0);
        fixed (CapabilitySet* first = sets)
        {
            Demand(capset(&header, first));
            Demand(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        }
    }

    /// <summary>The names of those among <paramref name="needed"/> that the thread lacks, joined for a sentence; empty when it has all.</summary>
    internal static string Missing(params ReadOnlySpan<Capability> needed)
    {
        var names = new List<string>();
        foreach (var capability in needed)
        {
            if (!Has(capability))
                names.Add(NameOf(capability));
        }
        return string.Join(" and ", names);
    }

    private static string NameOf(Capability capability) =>
        capability switch
        {
            Capability.Kill => "CAP_KILL",
            Capability.SetGid => "CAP_SETGID",
            Capability.SetUid => "CAP_SETUID",
            Capability.NetAdmin => "CAP_NET_ADMIN",
            Capability.NetRaw => "CAP_NET_RAW",
            _ => "CAP_BPF",
        };

    private static ulong MaskOf(Capability capability) => 1UL << (int)capability;

    private static void Read(out CapabilitySet low, out CapabilitySet high)
    {
        var header = new CapabilityHeader(_LINUX_CAPABILITY_VERSION_3, 0);
        var sets = stackalloc CapabilitySet[2];
        Demand(capget(&header, sets));
        (low, high) = (sets[0], sets[1]);
    }

    private static void Demand(int result)
    {
        if (result != 0)
            throw new IOException(
                $"capabilities cannot be given up: {Errno.Describe(Marshal.GetLastPInvokeError())}"
            );
    }

    /// <summary>struct __user_cap_header_struct (linux/capability.h).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct CapabilityHeader(uint Version, int Process);

    /// <summary>struct __user_cap_data_struct (linux/capability.h): 32 of the 64 capabilities.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct CapabilitySet(uint Effective, uint Permitted, uint Inheritable)
    {
        public readonly CapabilitySet Restrict(uint mask) => new(Permitted & mask, Permitted & mask, 0);
    }

    [LibraryImport(Library, SetLastError = true)]
    private static partial int capget(CapabilityHeader* header, CapabilitySet* sets);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int capset(CapabilityHeader* header, CapabilitySet* sets);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}
