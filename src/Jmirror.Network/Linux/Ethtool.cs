using System.Runtime.InteropServices;
using System.Text;
using Jmirror.Network.Neighbours;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux;

/// <summary>struct ethtool_value (linux/ethtool.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EthtoolValue
{
    public uint Command;
    public uint Data;
}

/// <summary>struct ifreq (linux/if.h): 16 bytes of name and a union of 24, here a pointer.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal unsafe struct Ifreq
{
    public fixed byte Name[16];
    public nint Data;
}

/// <summary>Reads interface features (linux/ethtool.h) as <c>ethtool -k</c> does.</summary>
internal static unsafe class Ethtool
{
    private const nuint SIOCETHTOOL = 0x8946;
    private const uint ETHTOOL_GTSO = 0x1e;
    private const uint ETHTOOL_GGSO = 0x23;
    private const uint ETHTOOL_GFLAGS = 0x25;
    private const uint ETHTOOL_GGRO = 0x2b;
    private const uint ETH_FLAG_RXVLAN = 1 << 8;
    private const uint ETH_FLAG_LRO = 1 << 15;

    /// <summary>The offloads of the interface named <paramref name="name"/>, which exists.</summary>
    public static OffloadInfo ReadOffloads(string name)
    {
        using var socket = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_IP);
        var flags = Read(socket, name, ETHTOOL_GFLAGS);
        return new OffloadInfo(
            GenericReceive: Read(socket, name, ETHTOOL_GGRO) != 0,
            LargeReceive: (flags & ETH_FLAG_LRO) != 0,
            GenericSegmentation: Read(socket, name, ETHTOOL_GGSO) != 0,
            TcpSegmentation: Read(socket, name, ETHTOOL_GTSO) != 0,
            VlanReceive: (flags & ETH_FLAG_RXVLAN) != 0
        );
    }

    private static uint Read(FileDescriptor socket, string name, uint command)
    {
        var value = new EthtoolValue { Command = command };
        var request = new Ifreq { Data = (nint)(&value) };
        Encoding.ASCII.GetBytes(name, new Span<byte>(request.Name, 15));
        return Libc.Control(socket, SIOCETHTOOL, ref request) == 0 ? value.Data : 0;
    }
}
