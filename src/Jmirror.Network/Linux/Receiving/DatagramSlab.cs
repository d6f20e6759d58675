using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>
/// The argument of recvmmsg, prepared once: room for a batch of datagrams of any length, each with headroom for its
/// outer header, its sender's address and the ancillary data.
/// </summary>
internal sealed unsafe class DatagramSlab
{
    /// <summary>Most datagrams per batch.</summary>
    public const int BatchSize = 128;

    private const int LongestPayload = ushort.MaxValue;

    // The payload begins on a cache line.
    private const int Headroom = 64;

    // Not a power of two, or the beginnings of all datagrams would compete for the same few lines of the cache.
    private const int SlotLength = Headroom + LongestPayload + 1 + (9 * 64);

    private readonly Mmsghdr[] _messages = GC.AllocateArray<Mmsghdr>(BatchSize, pinned: true);
    private readonly Iovec[] _pieces = GC.AllocateArray<Iovec>(BatchSize, pinned: true);
    private readonly SockaddrIn[] _names = GC.AllocateArray<SockaddrIn>(BatchSize, pinned: true);
    private readonly byte[] _control = GC.AllocateArray<byte>(
        BatchSize * Arrival.ControlLength,
        pinned: true
    );
    private int _used = BatchSize;

    public DatagramSlab()
    {
        for (var i = 0; i < BatchSize; i++)
        {
            _pieces[i].Base = (nint)(Libc.AddressOf(Memory) + PayloadOffsetOf(i));
            _pieces[i].Length = LongestPayload;
            ref var header = ref _messages[i].Header;
            header.Name = (nint)(Libc.AddressOf(_names) + i);
            header.Iov = (nint)(Libc.AddressOf(_pieces) + i);
            header.IovLength = 1;
            header.Control = (nint)(Libc.AddressOf(_control) + (i * Arrival.ControlLength));
        }
    }

    /// <summary>The memory that all datagrams lie in.</summary>
    public byte[] Memory { get; } = GC.AllocateUninitializedArray<byte>(BatchSize * SlotLength, pinned: true);

    /// <summary>
    /// Waits for one datagram as long as the socket is told to, and takes all that are there. Returns how many;
    /// when there is none, <paramref name="errno"/> says why.
    /// </summary>
    public int Receive(FileDescriptor socket, out int errno)
    {
        // The kernel wrote the true lengths over the room there was.
        for (var i = 0; i < _used; i++)
        {
            ref var header = ref _messages[i].Header;
            header.NameLength = (uint)sizeof(SockaddrIn);
            header.ControlLength = Arrival.ControlLength;
        }
        var count = Libc.recvmmsg(
            socket,
            Libc.AddressOf(_messages),
            BatchSize,
            SocketConstants.MSG_WAITFORONE,
            null
        );
        errno = count > 0 ? 0 : Marshal.GetLastPInvokeError();
        _used = Math.Max(count, 1);
        return Math.Max(count, 0);
    }

    /// <summary>Where the UDP payload of datagram <paramref name="index"/> begins in <see cref="Memory"/>.</summary>
    public static int PayloadOffsetOf(int index) => (index * SlotLength) + Headroom;

    /// <summary>Length of the UDP payload of datagram <paramref name="index"/>.</summary>
    public int PayloadLengthOf(int index) => (int)_messages[index].Length;

    /// <summary>Who sent datagram <paramref name="index"/>.</summary>
    public ref readonly SockaddrIn SourceOf(int index) => ref _names[index];

    /// <summary>What the kernel told beside datagram <paramref name="index"/>.</summary>
    public Arrival ArrivalOf(int index) =>
        Arrival.Read(
            Libc.AddressOf(_control) + (index * Arrival.ControlLength),
            _messages[index].Header.ControlLength
        );
}
