using System.Numerics;
using System.Runtime.CompilerServices;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Matching;

/// <summary>
/// Everything of a packet that a trigger can ask for, in fixed places of seven words, so that any combination of
/// properties is one mask and one comparison. What a packet does not have is 0, which no trigger asks for.
/// </summary>
/// <remarks>
/// <code>
/// AddressHigh AddressLow | subscriber's IP address, in the number space of IpPrefix
/// PeerHigh    PeerLow    | receiver of the L2TP message, likewise
/// Station                | subscriber's MAC 48 | capture interface 16
/// Link                   | 0 22 | payload kind 2 | outer VLAN 12 | inner VLAN 12 | PPPoE session 16
/// L2tp                   | 0 32 | tunnel 16 | session 16
/// </code>
/// The payload kind stands beside each address because ::/0 also covers the numbers of IPv4.
/// </remarks>
internal struct MatchKey : IEquatable<MatchKey>
{
    public ulong AddressHigh;
    public ulong AddressLow;
    public ulong PeerHigh;
    public ulong PeerLow;
    public ulong Station;
    public ulong Link;
    public ulong L2tp;

    /// <summary>The bits of <see cref="Station"/> that hold the MAC address.</summary>
    public const ulong MacBits = ulong.MaxValue << MacShift;

    /// <summary>The bits of <see cref="Link"/> that hold the payload kind.</summary>
    public const ulong KindBits = 3UL << KindShift;

    private const int MacShift = 16;
    private const int KindShift = 40;
    private const int OuterVlanShift = 28;
    private const int InnerVlanShift = 16;
    private const int TunnelShift = 16;
    private const uint VlanBits = 0xfff;

    // 2^64 divided by the golden ratio: multiplying spreads neighbours (Knuth, TAOCP 3, 6.4).
    private const ulong GoldenRatio = 0x9e37_79b9_7f4a_7c15;

    /// <summary>The bits of this key that <paramref name="mask"/> has set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly MatchKey Under(in MatchKey mask) =>
        new()
        {
            AddressHigh = AddressHigh & mask.AddressHigh,
            AddressLow = AddressLow & mask.AddressLow,
            PeerHigh = PeerHigh & mask.PeerHigh,
            PeerLow = PeerLow & mask.PeerLow,
            Station = Station & mask.Station,
            Link = Link & mask.Link,
            L2tp = L2tp & mask.L2tp,
        };

    /// <inheritdoc/>
    public readonly bool Equals(MatchKey other) => Equals(in other);

    /// <summary>True when all bits are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Equals(in MatchKey other) =>
        (
            (AddressHigh ^ other.AddressHigh)
            | (AddressLow ^ other.AddressLow)
            | (PeerHigh ^ other.PeerHigh)
            | (PeerLow ^ other.PeerLow)
            | (Station ^ other.Station)
            | (Link ^ other.Link)
            | (L2tp ^ other.L2tp)
        ) == 0;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is MatchKey other && Equals(in other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => (int)Hash();

    /// <summary>
    /// A hash with good top bits. Two checksums, one instruction per word, which the processor computes side by side:
    /// keys that differ only within 32 neighbouring bits of one word have different checksums. The product makes the
    /// top bits depend on all bits of both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Hash()
    {
        var addresses = BitOperations.Crc32C(0, AddressHigh);
        addresses = BitOperations.Crc32C(addresses, AddressLow);
        addresses = BitOperations.Crc32C(addresses, PeerHigh);
        addresses = BitOperations.Crc32C(addresses, PeerLow);
        var link = BitOperations.Crc32C(0, Station);
        link = BitOperations.Crc32C(link, Link);
        link = BitOperations.Crc32C(link, L2tp);
        return (uint)(((((ulong)addresses << 32) | link) * GoldenRatio) >> 32);
    }

    /// <summary>Places the word <see cref="Station"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong StationOf(MacAddress mac, ushort captureInterface) =>
        (mac.Value << MacShift) | captureInterface;

    /// <summary>Places the word <see cref="Link"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LinkOf(PayloadKind kind, ushort outerVlan, ushort innerVlan, ushort pppoeSession) =>
        ((ulong)kind << KindShift)
        | ((ulong)(outerVlan & VlanBits) << OuterVlanShift)
        | ((ulong)(innerVlan & VlanBits) << InnerVlanShift)
        | pppoeSession;

    /// <summary>Places the word <see cref="L2tp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong L2tpOf(ushort tunnel, ushort session) => ((ulong)tunnel << TunnelShift) | session;
}
