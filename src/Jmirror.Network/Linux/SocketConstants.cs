namespace Jmirror.Network.Linux;

/// <summary>From sys/socket.h, linux/in.h and linux/if_packet.h.</summary>
internal static class SocketConstants
{
    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int AF_NETLINK = 16;
    public const int AF_PACKET = 17;
    public const int AF_XDP = 44;

    public const int SOCK_DGRAM = 2;
    public const int SOCK_RAW = 3;
    public const int SOCK_CLOEXEC = 0x80000;

    public const int IPPROTO_IP = 0;
    public const int IPPROTO_RAW = 255;
    public const int IP_TTL = 2;
    public const int IP_HDRINCL = 3;
    public const int IP_PKTINFO = 8;
    public const int IP_MTU_DISCOVER = 10;
    public const int IP_PMTUDISC_DONT = 0;
    public const int IP_RECVTTL = 12;

    public const int SOL_SOCKET = 1;
    public const int SO_ERROR = 4;
    public const int SO_RCVBUF = 8;
    public const int SO_NO_CHECK = 11;
    public const int SO_REUSEPORT = 15;
    public const int SO_RCVTIMEO = 20;
    public const int SO_SNDTIMEO = 21;
    public const int SO_ATTACH_FILTER = 26;
    public const int SO_DETACH_FILTER = 27;
    public const int SO_RCVBUFFORCE = 33;
    public const int SO_TIMESTAMPNS = 35;
    public const int SO_MEMINFO = 55;

    public const int SOL_PACKET = 263;
    public const int PACKET_QDISC_BYPASS = 20;

    public const int MSG_DONTWAIT = 0x40;
    public const int MSG_WAITFORONE = 0x10000;

    public const ushort ETH_P_ALL = 0x0003;
    public const ushort ETH_P_IP = 0x0800;
    public const ushort ETH_P_ARP = 0x0806;
    public const ushort ETH_P_8021Q = 0x8100;
    public const ushort ETH_P_IPV6 = 0x86dd;
}

/// <summary>From poll.h.</summary>
internal static class PollConstants
{
    public const short POLLIN = 1;
    public const short POLLOUT = 4;
}

/// <summary>From sys/mman.h.</summary>
internal static class MmanConstants
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;
    public const int MAP_POPULATE = 0x8000;
    public const nint MAP_FAILED = -1;
}
