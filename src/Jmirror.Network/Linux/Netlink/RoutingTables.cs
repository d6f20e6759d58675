using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using static Jmirror.Network.Linux.SocketConstants;

namespace Jmirror.Network.Linux.Netlink;

/// <summary>The kernel's tables of interfaces, routes and neighbours, asked through netlink (rtnetlink(7)).</summary>
internal sealed class RoutingTables : IDisposable
{
    private const int LongestRequest = 128;

    private readonly NetlinkSocket _netlink = new();

    /// <summary>Looks an interface up by name; null when there is none.</summary>
    public LinkInfo? FindLink(string name)
    {
        Span<byte> text = stackalloc byte[Rtnetlink.IFNAMSIZ];
        if (!Encoding.ASCII.TryGetBytes(name, text[..^1], out var length) || length == 0)
            return null;
        text[length] = 0;
        Span<byte> buffer = stackalloc byte[LongestRequest];
        var request = new NetlinkRequest(buffer, Rtnetlink.RTM_GETLINK, 0);
        request.Append(default(Ifinfomsg));
        request.Append(Rtnetlink.IFLA_IFNAME, text[..(length + 1)]);
        return ReadLink(request);
    }

    /// <summary>Looks an interface up by index; null when there is none.</summary>
    public LinkInfo? FindLink(int index)
    {
        Span<byte> buffer = stackalloc byte[LongestRequest];
        var request = new NetlinkRequest(buffer, Rtnetlink.RTM_GETLINK, 0);
        request.Append(new Ifinfomsg(0, 0, 0, index, 0, 0));
        return ReadLink(request);
    }

    /// <summary>Asks how a datagram to <paramref name="destination"/> would leave; null when there is no route.</summary>
    public RouteEntry? FindRoute(Ipv4Address destination)
    {
        Span<byte> address = stackalloc byte[Ipv4Address.Length];
        destination.Write(address);
        Span<byte> buffer = stackalloc byte[LongestRequest];
        var request = new NetlinkRequest(buffer, Rtnetlink.RTM_GETROUTE, 0);
        request.Append(new Rtmsg((byte)AF_INET, 8 * Ipv4Address.Length, 0, 0, 0, 0, 0, 0, 0));
        request.Append(Rtnetlink.RTA_DST, address);
        return _netlink.Ask(request, out var answer) == 0 ? ReadRoute(answer) : null;
    }

    /// <summary>Link address of a neighbour; null while the kernel does not know it.</summary>
    /// <param name="interfaceIndex">The interface it is on.</param>
    /// <param name="neighbour">Its address, of either family.</param>
    /// <param name="isStale">True when the kernel would check the address again before relying on it.</param>
    public MacAddress? FindNeighbour(int interfaceIndex, IPAddress neighbour, out bool isStale)
    {
        isStale = false;
        Span<byte> buffer = stackalloc byte[LongestRequest];
        var request = NeighbourRequest(buffer, Rtnetlink.RTM_GETNEIGH, 0, interfaceIndex, neighbour, 0);
        if (_netlink.Ask(request, out var answer) != 0 || !MemoryMarshal.TryRead(answer, out Ndmsg entry))
            return null;
        isStale = entry.State == Rtnetlink.NUD_STALE;
        if ((entry.State & Rtnetlink.NUD_VALID) == 0)
            return null;
        var attributes = new NetlinkAttributes(answer[Unsafe.SizeOf<Ndmsg>()..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rtnetlink.NDA_LLADDR && attributes.Value.Length == MacAddress.Length)
                return MacAddress.Read(attributes.Value);
        }
        return null;
    }

    /// <summary>
    /// Makes the kernel find out a neighbour's link address, without sending it anything but ARP (or neighbour
    /// solicitations). Returns errno: EPERM without CAP_NET_ADMIN.
    /// </summary>
    public int AskNeighbour(int interfaceIndex, IPAddress neighbour)
    {
        Span<byte> buffer = stackalloc byte[LongestRequest];
        var request = NeighbourRequest(
            buffer,
            Rtnetlink.RTM_NEWNEIGH,
            Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_REPLACE | Rtnetlink.NLM_F_ACK,
            interfaceIndex,
            neighbour,
            Rtnetlink.NTF_USE
        );
        return _netlink.Ask(request, out _);
    }

    public void Dispose() => _netlink.Dispose();

    private static NetlinkRequest NeighbourRequest(
        Span<byte> buffer,
        ushort type,
        ushort flags,
        int interfaceIndex,
        IPAddress neighbour,
        byte neighbourFlags
    )
    {
        var family = neighbour.AddressFamily == AddressFamily.InterNetwork ? AF_INET : AF_INET6;
        var request = new NetlinkRequest(buffer, type, flags);
        request.Append(new Ndmsg((byte)family, 0, 0, interfaceIndex, Rtnetlink.NUD_NONE, neighbourFlags, 0));
        request.Append(Rtnetlink.NDA_DST, neighbour.GetAddressBytes());
        return request;
    }

    private LinkInfo? ReadLink(NetlinkRequest request)
    {
        if (_netlink.Ask(request, out var answer) != 0 || !MemoryMarshal.TryRead(answer, out Ifinfomsg link))
            return null;
        var name = "";
        var mtu = 0;
        MacAddress? address = null;
        var attributes = new NetlinkAttributes(answer[Unsafe.SizeOf<Ifinfomsg>()..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rtnetlink.IFLA_IFNAME)
                name = Encoding.ASCII.GetString(attributes.Value.TrimEnd((byte)0));
            else if (attributes.Type == Rtnetlink.IFLA_MTU)
                mtu = attributes.ReadInt32();
            else if (
                attributes.Type == Rtnetlink.IFLA_ADDRESS
                && link.HardwareType == Rtnetlink.ARPHRD_ETHER
                && attributes.Value.Length == MacAddress.Length
            )
                address = MacAddress.Read(attributes.Value);
        }
        return new LinkInfo(
            name,
            link.Index,
            address,
            mtu,
            (link.Flags & Rtnetlink.IFF_UP) != 0,
            (link.Flags & Rtnetlink.IFF_LOWER_UP) != 0,
            (link.Flags & Rtnetlink.IFF_LOOPBACK) != 0,
            (link.Flags & Rtnetlink.IFF_NOARP) == 0
        );
    }

    private static RouteEntry? ReadRoute(ReadOnlySpan<byte> answer)
    {
        if (!MemoryMarshal.TryRead(answer, out Rtmsg message))
            return null;
        var index = 0;
        int? mtu = null;
        Ipv4Address? source = null;
        IPAddress? gateway = null;
        var attributes = new NetlinkAttributes(answer[Unsafe.SizeOf<Rtmsg>()..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case Rtnetlink.RTA_OIF:
                    index = attributes.ReadInt32();
                    break;
                case Rtnetlink.RTA_PREFSRC when attributes.Value.Length == Ipv4Address.Length:
                    source = Ipv4Address.Read(attributes.Value);
                    break;
                case Rtnetlink.RTA_GATEWAY:
                    gateway = new IPAddress(attributes.Value);
                    break;
                case Rtnetlink.RTA_VIA:
                    // struct rtvia: 2 bytes of family, then the address.
                    gateway = new IPAddress(attributes.Value[sizeof(ushort)..]);
                    break;
                case Rtnetlink.RTA_METRICS:
                    mtu = ReadMtu(attributes.Value);
                    break;
            }
        }
        return new RouteEntry(index, source, gateway, mtu, message.Type == Rtnetlink.RTN_UNICAST);
    }

    private static int? ReadMtu(ReadOnlySpan<byte> metrics)
    {
        var attributes = new NetlinkAttributes(metrics);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Rtnetlink.RTAX_MTU)
                return attributes.ReadInt32();
        }
        return null;
    }
}
