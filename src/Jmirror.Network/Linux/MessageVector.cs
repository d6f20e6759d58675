using System.Runtime.CompilerServices;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>
/// The argument of sendmmsg: one message of one piece for each datagram of a batch, prepared once; per datagram
/// only address and length are written.
/// </summary>
internal sealed unsafe class MessageVector
{
    private readonly Mmsghdr[] _messages;
    private readonly Iovec[] _pieces;
    private readonly SockaddrIn[] _names;
    private readonly byte* _memory;

    /// <summary>Prepares room for <paramref name="count"/> messages that lie in <paramref name="memory"/>, a pinned array.</summary>
    public MessageVector(byte[] memory, int count)
    {
        _memory = Libc.AddressOf(memory);
        _messages = GC.AllocateArray<Mmsghdr>(count, pinned: true);
        _pieces = GC.AllocateArray<Iovec>(count, pinned: true);
        _names = GC.AllocateArray<SockaddrIn>(count, pinned: true);
        for (var i = 0; i < count; i++)
        {
            _messages[i].Header.Iov = (nint)(Libc.AddressOf(_pieces) + i);
            _messages[i].Header.IovLength = 1;
            _names[i].Family = AF_INET;
        }
    }

    /// <summary>Says where message <paramref name="index"/> lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(int index, int offset, int length)
    {
        ref var piece = ref _pieces[index];
        piece.Base = (nint)(_memory + offset);
        piece.Length = (nuint)length;
    }

    /// <summary>Says to whom message <paramref name="index"/> goes; address and port in network order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Address(int index, uint address, ushort port)
    {
        ref var name = ref _names[index];
        name.Address = address;
        name.Port = port;
        ref var header = ref _messages[index].Header;
        header.Name = (nint)(Libc.AddressOf(_names) + index);
        header.NameLength = (uint)sizeof(SockaddrIn);
    }

    /// <summary>Says that message <paramref name="index"/> goes to whom the socket is connected to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddressToPeer(int index)
    {
        ref var header = ref _messages[index].Header;
        header.Name = 0;
        header.NameLength = 0;
    }

    /// <summary>
    /// Sends messages <paramref name="first"/> to <paramref name="end"/> - 1 and returns how many were taken.
    /// <paramref name="flags"/> are those of sendmmsg(2). When that is fewer than all, <paramref name="errno"/> is the error of the next one.
    /// </summary>
    public int Send(FileDescriptor socket, int first, int end, int flags, out int errno)
    {
        errno = 0;
        var next = first;
        // sendmmsg stops silently before a message that fails; only a call that begins with it says why.
        while (next < end)
        {
            var taken = Libc.sendmmsg(socket, Libc.AddressOf(_messages) + next, (uint)(end - next), flags);
            errno = Libc.ErrnoOf(taken);
            if (taken <= 0)
                break;
            next += taken;
        }
        return next - first;
    }
}
