using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>What the kernel says about one interface.</summary>
/// <param name="Name">Interface name.</param>
/// <param name="Index">Interface index; a re-created interface has a new one.</param>
/// <param name="Address">Its Ethernet address; null for anything but Ethernet.</param>
/// <param name="Mtu">Largest IP datagram, bytes.</param>
/// <param name="IsUp">Administratively up (<c>ip link set … up</c>).</param>
/// <param name="HasCarrier">The wire is there.</param>
/// <param name="IsLoopback">The loopback interface.</param>
/// <param name="ResolvesAddresses">Neighbours are asked for their link address (no IFF_NOARP).</param>
public sealed record LinkInfo(
    string Name,
    int Index,
    MacAddress? Address,
    int Mtu,
    bool IsUp,
    bool HasCarrier,
    bool IsLoopback,
    bool ResolvesAddresses
)
{
    /// <summary>
    /// Source address of Ethernet frames that leave by it; null where there are none. The loopback interface carries
    /// Ethernet frames too: its address is all zero (drivers/net/loopback.c of Linux).
    /// </summary>
    public MacAddress? FrameAddress => IsLoopback ? default(MacAddress) : Address;
}
