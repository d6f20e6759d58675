using Jmirror.Protocol.Link;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Population;

/// <summary>A subscriber as it follows from the plan and its number. What changes with time is in its session.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Access">How it reaches the router.</param>
/// <param name="Addresses">
/// Its addresses; 0 in a family that it does not have. The IPv6 address is <see cref="Ipv6Prefix"/> with the interface
/// identifier of <see cref="Mac"/> (modified EUI-64, RFC 4291 appendix A).
/// </param>
/// <param name="Ipv6Prefix">Its /64, 16 bytes as a number, first byte highest; 0 without IPv6.</param>
/// <param name="HasIpv4">True when it has an IPv4 address.</param>
/// <param name="HasIpv6">True when it has an IPv6 prefix.</param>
/// <param name="Mac">Ethernet address of its own equipment; no other subscriber has it.</param>
/// <param name="OuterVlan">VLAN id of the outer tag; 0 without tags, and always of L2TP.</param>
/// <param name="InnerVlan">VLAN id of the second tag; 0 without.</param>
/// <param name="IsMirrored">True when its packets are mirrored.</param>
/// <param name="MirrorId">Its mirror id, the same in all its sessions; 0 when it is not mirrored.</param>
/// <param name="Tunnel">The L2TP tunnel that carries it, from 1; 0 of other access.</param>
public readonly record struct SyntheticSubscriber(
    int Number,
    AccessKind Access,
    SubscriberAddresses Addresses,
    UInt128 Ipv6Prefix,
    bool HasIpv4,
    bool HasIpv6,
    MacAddress Mac,
    ushort OuterVlan,
    ushort InnerVlan,
    bool IsMirrored,
    uint MirrorId,
    ushort Tunnel
)
{
    /// <summary>True when its packets travel in PPP.</summary>
    public bool HasPpp => Access != AccessKind.Ipoe;

    /// <summary>The lower half of its IPv6 address, which IPv6CP also negotiates (RFC 5072); 0 without IPv6.</summary>
    public ulong InterfaceId => (ulong)Addresses.Ipv6;
}
