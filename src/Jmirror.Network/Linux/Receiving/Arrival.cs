using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>struct cmsghdr (sys/socket.h): begins each piece of a message's ancillary data, which is aligned to 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Cmsghdr(nuint Length, int Level, int Type);

/// <summary>struct in_pktinfo (linux/in.h); addresses in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct InPktinfo(int InterfaceIndex, uint LocalAddress, uint Destination);

/// <summary>What the kernel tells beside a datagram.</summary>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Destination">To which address it was sent, network order; 0 when the kernel does not tell.</param>
/// <param name="TimeToLive">TTL with which it arrived.</param>
internal readonly record struct Arrival(long Timestamp, uint Destination, byte TimeToLive)
{
    /// <summary>Room for the three messages that <see cref="Read"/> knows, bytes.</summary>
    public const int ControlLength = 32 + 32 + 24;

    /// <summary>Reads the ancillary data of one datagram.</summary>
    public static unsafe Arrival Read(byte* control, nuint length)
    {
        var (timestamp, destination, timeToLive) = (0L, 0u, (byte)0);
        for (var end = control + length; control + sizeof(Cmsghdr) <= end; )
        {
            var header = (Cmsghdr*)control;
            var value = control + sizeof(Cmsghdr);
            switch (header->Level, header->Type)
            {
                case (SOL_SOCKET, SO_TIMESTAMPNS):
                    var time = (Timespec*)value;
                    timestamp = (time->Seconds * 1_000_000_000) + time->Nanoseconds;
                    break;
                case (IPPROTO_IP, IP_PKTINFO):
                    destination = ((InPktinfo*)value)->Destination;
                    break;
                case (IPPROTO_IP, IP_TTL):
                    timeToLive = (byte)*(int*)value;
                    break;
            }
            control += (header->Length + 7) & ~(nuint)7;
        }
        return new Arrival(timestamp, destination, timeToLive);
    }
}
