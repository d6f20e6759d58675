using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What the addresses of a <see cref="PopulationPlan"/>, whose counts are right, must keep to.</summary>
internal static class AddressRules
{
    private const ulong MaxMac = 0xffff_ffff_ffff;
    private const ulong GroupBit = 0x0100_0000_0000;
    private const int Ipv6SubscriberPrefixLength = 64;

    /// <summary>Says what is wrong with the addresses; null when nothing is.</summary>
    public static string? Check(PopulationPlan plan)
    {
        if (plan.Ipv4 is null && plan.Ipv6 is null)
            return "ipv4 and ipv6: subscribers need at least one of them";
        return CheckIpv4(plan) ?? CheckIpv6(plan) ?? CheckMacs(plan) ?? TunnelRules.Check(plan);
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
        return HostRules.Check($"ipv4 {prefix}", prefix);
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
        return HostRules.Check($"ipv6 {prefix}", prefix);
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
}
