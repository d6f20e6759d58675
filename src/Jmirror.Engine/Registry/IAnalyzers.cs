using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Registry;

/// <summary>The ways out of a run: those of the configuration, and those that RADIUS and DTCP name by address and port.</summary>
public interface IAnalyzers
{
    /// <summary>
    /// The way to an analyzer, opened now if there is none yet. Null: there can be none; <paramref name="problem"/>
    /// is then one sentence without a full stop. Called under the control plane's lock.
    /// </summary>
    AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem);
}

/// <summary>How copies get to an analyzer.</summary>
/// <param name="WayOut">See <see cref="MirrorDefinition.WayOut"/>.</param>
/// <param name="Source">Outer source address.</param>
/// <param name="SourcePort">Outer UDP source port; null: the same as the destination port.</param>
/// <param name="TimeToLive">Outer TTL.</param>
/// <param name="Mtu">Largest IP datagram, bytes.</param>
/// <param name="Oversize">What becomes of longer copies.</param>
public sealed record AnalyzerWay(
    int WayOut,
    Ipv4Address Source,
    ushort? SourcePort,
    byte TimeToLive,
    int Mtu,
    OversizeRule Oversize
);
