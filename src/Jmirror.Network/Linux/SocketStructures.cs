using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Jmirror.Protocol.Ip;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>struct iovec (sys/uio.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Iovec
{
    public nint Base;
    public nuint Length;
}

/// <summary>struct msghdr (sys/socket.h); the layout of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Msghdr
{
    public nint Name;
    public uint NameLength;
    public nint Iov;
    public nuint IovLength;
    public nint Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary>struct mmsghdr (sys/socket.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Mmsghdr
{
    public Msghdr Header;
    public uint Length;
}

/// <summary>struct pollfd (poll.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Pollfd
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

/// <summary>struct timeval (sys/time.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timeval
{
    public nint Seconds;
    public nint Microseconds;
}

/// <summary>struct timespec (time.h) of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Timespec(long Seconds, long Nanoseconds);

/// <summary>struct sockaddr_in (linux/in.h); port and address in network order.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct SockaddrIn
{
    public ushort Family;
    public ushort Port;
    public uint Address;

    public SockaddrIn(Ipv4Address address, ushort port)
    {
        Family = AF_INET;
        Port = NetworkOrder(port);
        Address = BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReverseEndianness(address.Value)
            : address.Value;
    }

    /// <summary>Swaps between host and network order.</summary>
    public static ushort NetworkOrder(ushort value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}

/// <summary>struct sockaddr_ll (linux/if_packet.h); the protocol in network order.</summary>
[StructLayout(LayoutKind.Sequential, Size = 20)]
internal struct SockaddrLl
{
    public ushort Family;
    public ushort Protocol;
    public int InterfaceIndex;
    public ushort HardwareType;
    public byte PacketType;

    public SockaddrLl(int interfaceIndex, ushort protocol)
    {
        Family = AF_PACKET;
        Protocol = SockaddrIn.NetworkOrder(protocol);
        InterfaceIndex = interfaceIndex;
    }
}

/// <summary>struct sock_filter (linux/filter.h): one instruction of classic BPF.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct SockFilter(ushort Code, byte JumpTrue, byte JumpFalse, uint K);

/// <summary>struct sock_fprog (linux/filter.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SockFprog
{
    public ushort Length;
    public nint Filter;
}
