using System.Text;
using Jmirror.Protocol.Radius;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Signalling;

/// <summary>What signalling asks of a plan, beyond what traffic does.</summary>
public static class SignallingRules
{
    /// <summary>Longest circuit id or remote id, bytes of UTF-8: both share the 255 bytes of DHCP option 82.</summary>
    public const int MaxLineIdLength = 120;

    /// <summary>Longest password, bytes of UTF-8: what RADIUS can hide.</summary>
    public const int MaxPasswordLength = RadiusPassword.MaxLength;

    /// <summary>Longest name of the router, bytes of UTF-8.</summary>
    public const int MaxRouterNameLength = 64;

    /// <summary>One clear sentence about the first thing that does not fit; null when all is well.</summary>
    public static string? Check(PopulationPlan plan, SignallingOptions options)
    {
        if (Longest(plan.Password) > MaxPasswordLength)
            return $"password {plan.Password}: signalling has room for {MaxPasswordLength} bytes";
        foreach (var (key, pattern) in new[] { ("circuit-id", plan.CircuitId), ("remote-id", plan.RemoteId) })
        {
            if (Longest(pattern) > MaxLineIdLength)
                return $"{key} {pattern}: signalling has room for {MaxLineIdLength} bytes";
        }
        return Encoding.UTF8.GetByteCount(options.RouterName) is < 1 or > MaxRouterNameLength
            ? $"router name {options.RouterName}: it has 1 to {MaxRouterNameLength} bytes"
            : null;
    }

    // VLAN ids are shorter than the words that stand for them.
    private static int Longest(string pattern) =>
        Encoding.UTF8.GetByteCount(
            pattern.Replace("{n}", $"{PopulationPlan.MaxCount}", StringComparison.Ordinal)
        );
}
