using System.Text;

namespace Jmirror.Traffic.Signalling;

/// <summary>What signalling asks of its options.</summary>
public static class SignallingRules
{
    /// <summary>Longest name of the router, bytes of UTF-8.</summary>
    public const int MaxRouterNameLength = 64;

    /// <summary>One clear sentence about the first thing that does not fit; null when all is well.</summary>
    public static string? Check(SignallingOptions options) =>
        Encoding.UTF8.GetByteCount(options.RouterName) is < 1 or > MaxRouterNameLength
            ? $"router name '{options.RouterName}': it has from 1 to {MaxRouterNameLength} bytes"
            : null;
}
