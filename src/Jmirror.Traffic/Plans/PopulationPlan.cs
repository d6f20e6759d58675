using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Traffic.Plans;

/// <summary>Who the subscribers are. Everything about number n follows from n: nothing is stored.</summary>
public sealed record PopulationPlan
{
    /// <summary>Most subscribers.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>How many, from 1 to <see cref="MaxCount"/>; numbered from 1.</summary>
    public int Count { get; init; } = 10;

    /// <summary>How many of them are mirrored, spread evenly over the population and over the kinds of access.</summary>
    public int Mirrored { get; init; } = 10;

    /// <summary>How they reach the router, by weight; spread evenly over the population.</summary>
    public IReadOnlyList<AccessShare> Access { get; init; } = [new AccessShare(AccessKind.Ipoe, 1)];

    /// <summary>User name, 1 to 253 bytes; <c>{n}</c> is the subscriber's number.</summary>
    public string Username { get; init; } = "user{n}@isp.example";

    /// <summary>PAP and CHAP password, 1 to 128 bytes; <c>{n}</c> is the subscriber's number.</summary>
    public string Password { get; init; } = "secret{n}";

    /// <summary>Agent circuit id, 1 to 63 bytes; <c>{n}</c> the number, <c>{outer}</c> and <c>{inner}</c> its VLAN ids.</summary>
    public string CircuitId { get; init; } = "olt1 eth 1/{n}:{outer}.{inner}";

    /// <summary>Agent remote id, likewise.</summary>
    public string RemoteId { get; init; } = "line{n}";

    /// <summary>Subscriber n has address n of this prefix; null: no IPv4. Shared address space (RFC 6598) by default.</summary>
    public IpPrefix? Ipv4 { get; init; } =
        new IpPrefix(IpPrefix.FromIpv4(0x6440_0000), IpPrefix.Ipv4Offset + 10);

    /// <summary>Subscriber n has the /64 number n of this prefix; null: no IPv6. Documentation space (RFC 3849) by default.</summary>
    public IpPrefix? Ipv6 { get; init; } = new IpPrefix(new UInt128(0x2001_0db8_0000_0000, 0), 32);

    /// <summary>VLAN ids of the outer tag, taken in turn; null: untagged. Not for L2TP, which the network side carries.</summary>
    public VlanRange? OuterVlans { get; init; }

    /// <summary>VLAN ids of the second tag, which change faster than the outer ones; null: a single tag or none.</summary>
    public VlanRange? InnerVlans { get; init; }

    /// <summary>Subscriber n has this Ethernet address plus n. Locally administered by default.</summary>
    public MacAddress FirstMac { get; init; } = new(0x0200_0000_0000);

    /// <summary>The router's Ethernet address on all access links.</summary>
    public MacAddress RouterMac { get; init; } = new(0x02ff_0000_0001);

    /// <summary>L2TP network server, the router. Documentation space (RFC 5737) by default.</summary>
    public Ipv4Address LnsAddress { get; init; } = new(0xcb00_7101);

    /// <summary>Access concentrator of the first tunnel; each further tunnel has the next address.</summary>
    public Ipv4Address FirstLacAddress { get; init; } = new(0xcb00_710a);

    /// <summary>L2TP subscribers of one tunnel, 1 to <see cref="PopulationRules.MaxSessionsPerTunnel"/>.</summary>
    public int SessionsPerTunnel { get; init; } = 10_000;

    /// <summary>Mirror id of the first mirrored subscriber; each further one has the next.</summary>
    public uint FirstMirrorId { get; init; } = 1;

    /// <summary>Session id of the first login; each further login, of whomever, has the next.</summary>
    public uint FirstSessionId { get; init; } = 1;
}

/// <summary>How a subscriber reaches the router.</summary>
public enum AccessKind : byte
{
    /// <summary>Ethernet with DHCP and DHCPv6.</summary>
    Ipoe,

    /// <summary>PPP over Ethernet.</summary>
    Pppoe,

    /// <summary>PPP through an access concentrator and an L2TP tunnel.</summary>
    L2tp,
}

/// <summary>A share of the subscribers.</summary>
/// <param name="Access">How they reach the router.</param>
/// <param name="Weight">How many of them in comparison to the other kinds, from 1.</param>
public sealed record AccessShare(AccessKind Access, int Weight);

/// <summary>VLAN ids from one to another, both included, 1 to 4094.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
public readonly record struct VlanRange(ushort First, ushort Last)
{
    /// <summary>How many there are.</summary>
    public int Count => Last - First + 1;
}
