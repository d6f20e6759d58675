using System.Runtime.CompilerServices;
using Jmirror.Engine.Randomness;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Gives each conversation of a run its traits.</summary>
/// <param name="seed">The run's seed.</param>
internal readonly struct TraitSource(ulong seed)
{
    // Keeps seed 0 from giving conversation 0 nothing but zeros.
    private const ulong Salt = 0x6a6d_6972_726f_7221;

    private readonly ulong _key = SeededRandom.Mix(seed ^ Salt);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ConversationTraits Of(ulong number) => new(SeededRandom.Mix(number ^ _key));
}

/// <summary>
/// What follows from a conversation's number alone: its host, ports and identifications. Found anew for each packet,
/// which is cheaper than to fetch it from memory.
/// </summary>
/// <param name="Bits">64 random bits; each trait has bits of its own.</param>
internal readonly record struct ConversationTraits(ulong Bits)
{
    /// <summary>Bits of a host's number.</summary>
    public const int HostBits = 17;

    private const int PortShift = HostBits;
    private const ushort PortMask = 0x3fff;
    private const ushort FirstDynamicPort = 49_152;
    private const int IdentificationShift = 31;
    private const int HopsShift = 47;
    private const int HopsMask = 0x0f;
    private const int FromHostShift = 51;
    private const ulong DrawStep = 0x9e37_79b9_7f4a_7c15;

    // RFC 2544 (198.18.0.0/15) and RFC 5180 (2001:2::/48): set aside for traffic between test devices.
    private const uint FirstIpv4Host = 0xc612_0000;
    private const ulong Ipv6HostPrefix = 0x2001_0002_0000_0000;

    // Operating systems begin with 64; the host is some routers away, the subscriber none.
    private const byte SubscriberHopLimit = 64;
    private const int MinHops = 4;

    /// <summary>The host, from 1; also the end of its addresses and the number in its name.</summary>
    public uint Host => 1 + (uint)(((Bits & ((1 << HostBits) - 1)) * ((1 << HostBits) - 2)) >> HostBits);

    /// <summary>The host's IPv4 address.</summary>
    public uint HostIpv4 => Ipv4Of(Host);

    /// <summary>The upper half of the host's IPv6 address.</summary>
    public static ulong HostIpv6High => Ipv6HostPrefix;

    /// <summary>A port of the subscriber's, from the range for dynamic ones (RFC 6335, section 6).</summary>
    public ushort SubscriberPort => (ushort)(FirstDynamicPort + ((Bits >> PortShift) & PortMask));

    /// <summary>IPv4 identification of the packet of step 0.</summary>
    public ushort Identification => (ushort)(Bits >> IdentificationShift);

    /// <summary>IPv6 flow label, 20 bits.</summary>
    public uint FlowLabel => (uint)(Bits >> PortShift) & 0xf_ffff;

    /// <summary>True when the host begins, where either side may.</summary>
    public bool IsFromHost => ((Bits >> FromHostShift) & 1) != 0;

    /// <summary>Time to live or hop limit of a packet where the router sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte HopLimit(bool isDownstream) =>
        isDownstream
            ? (byte)(SubscriberHopLimit - MinHops - (int)((Bits >> HopsShift) & HopsMask))
            : SubscriberHopLimit;

    /// <summary>The IPv4 address of the host of a number.</summary>
    public static uint Ipv4Of(uint host) => FirstIpv4Host | host;

    /// <summary>64 more random bits.</summary>
    /// <param name="index">Each gives others.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Draw(int index) => SeededRandom.Mix(Bits + (ulong)(index + 1) * DrawStep);
}
