using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Plans;

/// <summary>What the L2TP tunnels of a <see cref="PopulationPlan"/>, whose other parts are right, must keep to.</summary>
internal static class TunnelRules
{
    /// <summary>Says what is wrong with the tunnels; null when nothing is, or there are none.</summary>
    public static string? Check(PopulationPlan plan)
    {
        var sessions = AccessCycle.CountOf(AccessKind.L2tp, plan);
        if (sessions == 0)
            return null;
        var tunnels = (sessions + plan.SessionsPerTunnel - 1) / plan.SessionsPerTunnel;
        if (tunnels > ushort.MaxValue)
            return $"sessions-per-tunnel {plan.SessionsPerTunnel}: {sessions} subscribers would need {tunnels} tunnels, there are at most {ushort.MaxValue}";
        // No reserved range is so small that it could lie between the two ends.
        var last = new Ipv4Address(plan.FirstLacAddress.Value + (uint)tunnels - 1);
        return HostRules.Check("lns-address", plan.LnsAddress)
            ?? HostRules.Check("first-lac-address", plan.FirstLacAddress)
            ?? HostRules.Check($"first-lac-address {plan.FirstLacAddress}, of tunnel {tunnels}", last)
            ?? CheckApart(plan, plan.FirstLacAddress.Value, last.Value);
    }

    private static string? CheckApart(PopulationPlan plan, uint firstLac, uint lastLac)
    {
        var lns = plan.LnsAddress.Value;
        if (lns >= firstLac && lns <= lastLac)
            return $"lns-address {plan.LnsAddress}: the concentrator of tunnel {lns - firstLac + 1} has this address, which follows from first-lac-address";
        if (plan.Ipv4 is not { } prefix)
            return null;
        var (lowest, highest) = ((uint)prefix.Address, (uint)(prefix.Address | ~prefix.Mask));
        if (lns >= lowest && lns <= highest)
            return $"lns-address {plan.LnsAddress}: it lies in ipv4 {prefix}, which is for subscribers";
        if (lastLac >= lowest && firstLac <= highest)
            return $"first-lac-address {plan.FirstLacAddress}: {lastLac - firstLac + 1} addresses from there reach into ipv4 {prefix}, which is for subscribers";
        return null;
    }
}
