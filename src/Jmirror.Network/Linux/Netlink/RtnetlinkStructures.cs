using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>struct sockaddr_nl (linux/netlink.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct SockaddrNl(ushort Family, ushort Padding, uint Pid, uint Groups);

/// <summary>struct nlmsghdr (linux/netlink.h); every field in host order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Nlmsghdr(uint Length, ushort Type, ushort Flags, uint Sequence, uint Pid);

/// <summary>struct rtattr (linux/rtnetlink.h): the header of an attribute.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Rtattr(ushort Length, ushort Type);

/// <summary>struct ifinfomsg (linux/rtnetlink.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Ifinfomsg(
    byte Family,
    byte Padding,
    ushort HardwareType,
    int Index,
    uint Flags,
    uint Change
);

/// <summary>struct rtmsg (linux/rtnetlink.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Rtmsg(
    byte Family,
    byte DestinationLength,
    byte SourceLength,
    byte TypeOfService,
    byte Table,
    byte Protocol,
    byte Scope,
    byte Type,
    uint Flags
);

/// <summary>struct ndmsg (linux/neighbour.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct Ndmsg(
    byte Family,
    byte Padding1,
    ushort Padding2,
    int InterfaceIndex,
    ushort State,
    byte Flags,
    byte Type
);

/// <summary>From linux/netlink.h, linux/rtnetlink.h, linux/if_link.h, linux/if.h and linux/neighbour.h.</summary>
internal static class Rtnetlink
{
    public const int NETLINK_ROUTE = 0;
    public const ushort NLM_F_REQUEST = 1;
    public const ushort NLM_F_ACK = 4;
    public const ushort NLM_F_REPLACE = 0x100;
    public const ushort NLM_F_CREATE = 0x400;
    public const ushort NLMSG_ERROR = 2;
    public const ushort NLA_TYPE_MASK = 0x3fff;

    public const ushort RTM_GETLINK = 18;
    public const ushort RTM_GETROUTE = 26;
    public const ushort RTM_NEWNEIGH = 28;
    public const ushort RTM_GETNEIGH = 30;

    public const uint RTMGRP_LINK = 1;
    public const uint RTMGRP_NEIGH = 4;
    public const uint RTMGRP_IPV4_IFADDR = 0x10;
    public const uint RTMGRP_IPV4_ROUTE = 0x40;
    public const uint RTMGRP_IPV4_RULE = 0x80;

    public const ushort IFLA_ADDRESS = 1;
    public const ushort IFLA_IFNAME = 3;
    public const ushort IFLA_MTU = 4;
    public const ushort ARPHRD_ETHER = 1;
    public const uint IFF_UP = 1;
    public const uint IFF_LOOPBACK = 8;
    public const uint IFF_NOARP = 0x80;
    public const uint IFF_LOWER_UP = 0x10000;
    public const int IFNAMSIZ = 16;

    public const ushort RTA_DST = 1;
    public const ushort RTA_OIF = 4;
    public const ushort RTA_GATEWAY = 5;
    public const ushort RTA_PREFSRC = 7;
    public const ushort RTA_METRICS = 8;
    public const ushort RTA_VIA = 18;
    public const ushort RTAX_MTU = 2;
    public const byte RTN_UNICAST = 1;

    public const ushort NDA_DST = 1;
    public const ushort NDA_LLADDR = 2;
    public const byte NTF_USE = 1;
    public const ushort NUD_NONE = 0;
    public const ushort NUD_REACHABLE = 0x02;
    public const ushort NUD_STALE = 0x04;
    public const ushort NUD_DELAY = 0x08;
    public const ushort NUD_PROBE = 0x10;
    public const ushort NUD_NOARP = 0x40;
    public const ushort NUD_PERMANENT = 0x80;
    public const ushort NUD_VALID =
        NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_NOARP | NUD_PERMANENT;
}
