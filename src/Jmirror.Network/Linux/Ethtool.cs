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

/// <summary>struct ethtool_channels (linux/ethtool.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct EthtoolChannels(
    uint Command,
    uint MaxReceive,
    uint MaxTransmit,
    uint MaxOther,
    uint MaxCombined,
    uint Receive,
    uint Transmit,
    uint Other,
    uint Combined
);

/// <summary>struct ifreq (linux/if.h): 16 bytes of name and a union of 24, here a pointer.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal unsafe struct Ifreq
{
    private const int NameLength = 16;

    public fixed byte Name[NameLength];
    public nint Data;

    public Ifreq(string name)
    {
        fixed (byte* first = Name)
            Encoding.ASCII.GetBytes(name, new Span<byte>(first, NameLength - 1));
    }
}

/// <summary>Reads interface features (linux/ethtool.h) as <c>ethtool -k</c> does.</summary>
internal static unsafe class Ethtool
{
    private const nuint SIOCETHTOOL = 0x8946;
    private const uint ETHTOOL_GTSO = 0x1e;
    private const uint ETHTOOL_GGSO = 0x23;
    private const uint ETHTOOL_GFLAGS = 0x25;
    private const uint ETHTOOL_GGRO = 0x2b;
    private const uint ETHTOOL_GCHANNELS = 0x3c;
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

    /// <summary>How many queues the interface receives on, as <c>ethtool -l</c> tells; 1 where the driver does not.</summary>
    public static int ReadReceiveQueues(string name)
    {
        using var socket = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_IP);
        var channels = new EthtoolChannels { Command = ETHTOOL_GCHANNELS };
        return Ask(socket, name, &channels) ? (int)Math.Max(channels.Receive + channels.Combined, 1) : 1;
    }

    private static uint Read(FileDescriptor socket, string name, uint command)
    {
        var value = new EthtoolValue { Command = command };
        return Ask(socket, name, &value) ? value.Data : 0;
    }

    private static bool Ask(FileDescriptor socket, string name, void* question)
    {
        var request = new Ifreq(name) { Data = (nint)question };
        return Libc.Control(socket, SIOCETHTOOL, ref request) == 0;
    }
}
