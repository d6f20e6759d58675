using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.PollConstants;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>The system calls we make, under their own names; errno is in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";
    private const int PR_SET_TIMERSLACK = 29; // linux/prctl.h

    [LibraryImport(Library, SetLastError = true)]
    internal static partial FileDescriptor socket(int domain, int type, int protocol);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(nint descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint send(FileDescriptor descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint recv(FileDescriptor descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int sendmmsg(FileDescriptor descriptor, Mmsghdr* messages, uint count, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int recvmmsg(
        FileDescriptor descriptor,
        Mmsghdr* messages,
        uint count,
        int flags,
        void* timeout
    );

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int poll(Pollfd* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int nanosleep(Timespec* wanted, Timespec* left);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial void* mmap(
        void* address,
        nuint length,
        int protection,
        int flags,
        FileDescriptor descriptor,
        long offset
    );

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int munmap(void* address, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int bind(FileDescriptor descriptor, void* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int connect(FileDescriptor descriptor, void* address, uint length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int getsockname(FileDescriptor descriptor, void* address, uint* length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int setsockopt(
        FileDescriptor descriptor,
        int level,
        int name,
        void* value,
        uint length
    );

    [LibraryImport(Library, SetLastError = true)]
    private static partial int getsockopt(
        FileDescriptor descriptor,
        int level,
        int name,
        void* value,
        uint* length
    );

    [LibraryImport(Library, SetLastError = true)]
    private static partial int ioctl(FileDescriptor descriptor, nuint request, void* argument);

    /// <summary>errno of the last call; 0 when <paramref name="result"/> says that it succeeded.</summary>
    internal static int ErrnoOf(nint result) => result >= 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Binds to a socket address; returns errno.</summary>
    internal static int Bind<T>(FileDescriptor descriptor, T address)
        where T : unmanaged => ErrnoOf(bind(descriptor, &address, (uint)sizeof(T)));

    /// <summary>Connects to a socket address; returns errno.</summary>
    internal static int Connect<T>(FileDescriptor descriptor, T address)
        where T : unmanaged => ErrnoOf(connect(descriptor, &address, (uint)sizeof(T)));

    /// <summary>The address a socket is bound to; returns errno.</summary>
    internal static int SocketName<T>(FileDescriptor descriptor, out T address)
        where T : unmanaged
    {
        var length = (uint)sizeof(T);
        fixed (T* pointer = &address)
            return ErrnoOf(getsockname(descriptor, pointer, &length));
    }

    /// <summary>Sets a socket option; returns errno.</summary>
    internal static int SetOption<T>(FileDescriptor descriptor, int level, int name, T value)
        where T : unmanaged => ErrnoOf(setsockopt(descriptor, level, name, &value, (uint)sizeof(T)));

    /// <summary>Reads a socket option; returns errno.</summary>
    internal static int GetOption<T>(FileDescriptor descriptor, int level, int name, out T value)
        where T : unmanaged
    {
        var length = (uint)sizeof(T);
        value = default;
        fixed (T* pointer = &value)
            return ErrnoOf(getsockopt(descriptor, level, name, pointer, &length));
    }

    /// <summary>Makes a device control call whose argument is read and written; returns errno.</summary>
    internal static int Control<T>(FileDescriptor descriptor, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* pointer = &argument)
            return ErrnoOf(ioctl(descriptor, request, pointer));
    }

    /// <summary>Lets only frames through that the classic BPF program accepts; returns errno.</summary>
    internal static int AttachFilter(FileDescriptor descriptor, ReadOnlySpan<SockFilter> instructions)
    {
        fixed (SockFilter* pointer = instructions)
        {
            var program = new SockFprog { Length = (ushort)instructions.Length, Filter = (nint)pointer };
            return SetOption(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, program);
        }
    }

    /// <summary>Sends bytes; returns errno.</summary>
    internal static int Send(FileDescriptor descriptor, ReadOnlySpan<byte> bytes, int flags)
    {
        fixed (byte* pointer = bytes)
            return ErrnoOf(send(descriptor, pointer, (nuint)bytes.Length, flags));
    }

    /// <summary>Receives one message; the number of bytes, or the negative errno.</summary>
    internal static int Receive(FileDescriptor descriptor, Span<byte> bytes, int flags)
    {
        fixed (byte* pointer = bytes)
        {
            var length = (int)recv(descriptor, pointer, (nuint)bytes.Length, flags);
            return length >= 0 ? length : -Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Waits until the descriptor can be written to, <paramref name="milliseconds"/> at most.</summary>
    internal static void WaitWritable(FileDescriptor descriptor, int milliseconds)
    {
        var waited = new Pollfd { Descriptor = (int)descriptor.DangerousGetHandle(), Events = POLLOUT };
        _ = poll(&waited, 1, milliseconds);
    }

    /// <summary>Waits until there is something to read or an error, <paramref name="milliseconds"/> at most.</summary>
    internal static void WaitReadable(FileDescriptor descriptor, int milliseconds)
    {
        var waited = new Pollfd { Descriptor = (int)descriptor.DangerousGetHandle(), Events = POLLIN };
        _ = poll(&waited, 1, milliseconds);
    }

    /// <summary>Waits until one of the descriptors is ready, <paramref name="milliseconds"/> at most.</summary>
    internal static void Wait(Span<Pollfd> descriptors, int milliseconds)
    {
        fixed (Pollfd* pointer = descriptors)
            _ = poll(pointer, (nuint)descriptors.Length, milliseconds);
    }

    /// <summary>A second descriptor of the same open file, non-blocking and closed on exec; the negative errno when it fails.</summary>
    internal static int DuplicateNonBlocking(int descriptor)
    {
        const int F_DUPFD_CLOEXEC = 1030;
        const int F_SETFL = 4;
        const int O_NONBLOCK = 0x800;
        var copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
        if (copy < 0)
            return -Marshal.GetLastPInvokeError();
        _ = fcntl(copy, F_SETFL, O_NONBLOCK);
        return copy;
    }

    /// <summary>Lets the calling thread sleep; a signal ends it early.</summary>
    /// <param name="nanoseconds">How long, below one second.</param>
    internal static void Nap(long nanoseconds)
    {
        var wanted = new Timespec(0, nanoseconds);
        _ = nanosleep(&wanted, null);
    }

    /// <summary>
    /// Lets the calling thread's timers end on time: the kernel else adds up to 50 microseconds, to wake several
    /// threads together (prctl(2), PR_SET_TIMERSLACK).
    /// </summary>
    internal static void DemandPunctualTimers() => _ = prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);

    /// <summary>Waits until there is something to read on any descriptor, <paramref name="milliseconds"/> at most.</summary>
    internal static void WaitReadable(ReadOnlySpan<Pollfd> waited, int milliseconds)
    {
        fixed (Pollfd* pointer = waited)
            _ = poll(pointer, (nuint)waited.Length, milliseconds);
    }

    /// <summary>First byte of an array that the garbage collector never moves.</summary>
    internal static T* AddressOf<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
