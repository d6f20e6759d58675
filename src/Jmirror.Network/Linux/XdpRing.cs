using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.MmanConstants;
using static Jmirror.Network.Linux.XdpConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// A ring shared with the kernel (Documentation/networking/af_xdp.rst): one side moves the producer, the other
/// the consumer; both run freely and are masked to an index.
/// </summary>
/// <typeparam name="T">What an entry holds.</typeparam>
internal sealed unsafe class XdpRing<T> : IDisposable
    where T : unmanaged
{
    private readonly byte* _mapping;
    private readonly nuint _mappingLength;
    private readonly uint* _producer;
    private readonly uint* _consumer;
    private readonly uint* _flags;
    private readonly T* _entries;
    private readonly uint _mask;

    private XdpRing(byte* mapping, nuint mappingLength, XdpRingOffset offsets, int size)
    {
        _mapping = mapping;
        _mappingLength = mappingLength;
        _producer = (uint*)(_mapping + offsets.Producer);
        _consumer = (uint*)(_mapping + offsets.Consumer);
        _flags = (uint*)(_mapping + offsets.Flags);
        _entries = (T*)(_mapping + offsets.Descriptors);
        _mask = (uint)size - 1;
    }

    /// <summary>
    /// Maps a ring of <paramref name="size"/> entries (a power of two) of an AF_XDP socket that has been told to make it;
    /// returns errno.
    /// </summary>
    public static int Map(
        FileDescriptor socket,
        XdpRingOffset offsets,
        long pageOffset,
        int size,
        out XdpRing<T>? ring
    )
    {
        ring = null;
        var length = (nuint)offsets.Descriptors + ((nuint)size * (nuint)sizeof(T));
        var address = Libc.mmap(
            null,
            length,
            PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_POPULATE,
            socket,
            pageOffset
        );
        if ((nint)address == MAP_FAILED)
            return Marshal.GetLastPInvokeError();
        ring = new XdpRing<T>((byte*)address, length, offsets, size);
        return 0;
    }

    /// <summary>How many entries were ever produced, modulo 2^32. Writing publishes everything before it.</summary>
    public uint Producer
    {
        get => Volatile.Read(ref *_producer);
        set => Volatile.Write(ref *_producer, value);
    }

    /// <summary>How many entries were ever consumed, modulo 2^32.</summary>
    public uint Consumer
    {
        get => Volatile.Read(ref *_consumer);
        set => Volatile.Write(ref *_consumer, value);
    }

    /// <summary>True when the kernel sleeps and wants a system call.</summary>
    public bool NeedsWakeup => (Volatile.Read(ref *_flags) & XDP_RING_NEED_WAKEUP) != 0;

    /// <summary>The entry with running number <paramref name="number"/>.</summary>
    public ref T this[uint number] => ref _entries[number & _mask];

    public void Dispose() => Libc.munmap(_mapping, _mappingLength);
}
