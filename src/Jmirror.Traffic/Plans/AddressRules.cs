using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What the addresses of a <see cref="PopulationPlan"/>, whose counts are right, must keep to.</summary>
internal static class AddressRules
{
    private const ulong MaxMac = 0xffff_ffff_ffff;
    private const ulong GroupBit = 0x0100_0000_0000;
    private const int Ipv6SubscriberPrefixLength = 64;

    private static readonly IpPrefix[] NoHosts =
    [
        Ipv4(0x0000_0000, 8),
        Ipv4(0x7f00_0000, 8),
        Ipv4(0xe000_0000, 3),
        new IpPrefix(UInt128.Zero, 8),
        new IpPrefix(new UInt128(0xfe80_0000_0000_0000, 0), 10),
        new IpPrefix(new UInt128(0xff00_0000_0000_0000, 0), 8),
    ];

    /// <summary>Says what is wrong with the addresses; null when nothing is.</summary>
    public static string? Check(PopulationPlan plan)
    {
        if (plan.Ipv4 is null && plan.Ipv6 is null)
            return "ipv4 and ipv6: subscribers need at least one of them";
        return CheckIpv4(plan) ?? CheckIpv6(plan) ?? CheckMacs(plan) ?? CheckTunnels(plan);
    }

    private static string? CheckIpv4(PopulationPlan plan)
    {
        if (plan.Ipv4 is not { } prefix)
            return null;
        if (!prefix.IsIpv4)
            return $"ipv4 {prefix}: it is no IPv4 prefix";
        var room = (1L << (128 - prefix.Length)) - SubscriberPopulation.ReservedIpv4Addresses;
        if (room < plan.Count)
            return $"ipv4 {prefix}: beside network, router and broadcast address it has room for {Math.Max(0, room)} of {plan.Count} subscribers";
        return CheckHosts("ipv4", prefix);
    }

    private static string? CheckIpv6(PopulationPlan plan)
    {
        if (plan.Ipv6 is not { } prefix)
            return null;
        if (prefix.IsIpv4)
            return $"ipv6 {prefix}: it is no IPv6 prefix";
        var room =
            prefix.Length >= Ipv6SubscriberPrefixLength
                ? UInt128.Zero
                : (UInt128.One << (Ipv6SubscriberPrefixLength - prefix.Length)) - 1;
        if (room < (UInt128)plan.Count)
            return $"ipv6 {prefix}: beside its first /64 it has room for {room} of {plan.Count} subscribers with a /64 each";
        return CheckHosts("ipv6", prefix);
    }

    private static string? CheckHosts(string key, IpPrefix prefix)
    {
        foreach (var other in NoHosts)
        {
            if (prefix.IsIpv4 == other.IsIpv4 && Overlap(prefix, other))
                return $"{key} {prefix}: hosts have no addresses of {other}";
        }
        return null;
    }

    private static string? CheckMacs(PopulationPlan plan)
    {
        var (first, last) = (plan.FirstMac.Value, plan.FirstMac.Value + (ulong)plan.Count);
        if (last > MaxMac || (first & GroupBit) != 0 || (last & GroupBit) != 0)
            return $"first-mac {plan.FirstMac}: {plan.Count} addresses from there are not all addresses of single stations";
        var router = plan.RouterMac.Value;
        if (router is 0 or > MaxMac || (router & GroupBit) != 0)
            return $"router-mac {plan.RouterMac}: it is not the address of a single station";
        if (router > first && router <= last)
            return $"router-mac {plan.RouterMac}: subscriber {router - first} has this address, which follows from first-mac";
        return null;
    }

    private static string? CheckTunnels(PopulationPlan plan)
    {
        var sessions = AccessCycle.CountOf(AccessKind.L2tp, plan);
        if (sessions == 0)
            return null;
        var tunnels = (sessions + plan.SessionsPerTunnel - 1) / plan.SessionsPerTunnel;
        if (tunnels > ushort.MaxValue)
            return $"sessions-per-tunnel {plan.SessionsPerTunnel}: {sessions} subscribers would need {tunnels} tunnels, there are at most {ushort.MaxValue}";
        return CheckHosts("lns-address", Ipv4(plan.LnsAddress.Value, 32))
            ?? CheckConcentrators(plan, tunnels);
    }

    private static string? CheckConcentrators(PopulationPlan plan, int tunnels)
    {
        var (lns, first) = (plan.LnsAddress.Value, plan.FirstLacAddress.Value);
        var last = first + (long)tunnels - 1;
        if (last > uint.MaxValue)
            return $"first-lac-address {plan.FirstLacAddress}: {tunnels} addresses from there go beyond 255.255.255.255";
        if (lns >= first && lns <= last)
            return $"lns-address {plan.LnsAddress}: the concentrator of tunnel {lns - first + 1} has this address, which follows from first-lac-address";
        if (CheckHosts("first-lac-address", Ipv4(first, 32)) is { } fault)
            return fault;
        if (plan.Ipv4 is not { } prefix)
            return null;
        var (lowest, highest) = ((uint)prefix.Address, (uint)(prefix.Address | ~prefix.Mask));
        if (lns >= lowest && lns <= highest)
            return $"lns-address {plan.LnsAddress}: it lies in ipv4 {prefix}, which is for subscribers";
        if (last >= lowest && first <= highest)
            return $"first-lac-address {plan.FirstLacAddress}: {tunnels} addresses from there reach into ipv4 {prefix}, which is for subscribers";
        return null;
    }

    private static bool Overlap(IpPrefix one, IpPrefix other) =>
        ((one.Address ^ other.Address) & (one.Length < other.Length ? one : other).Mask) == UInt128.Zero;

    private static IpPrefix Ipv4(uint address, int length) =>
        new(IpPrefix.FromIpv4(address), IpPrefix.Ipv4Offset + length);
}
