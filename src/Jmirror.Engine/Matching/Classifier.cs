using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Matching;

/// <summary>
/// Selects packets of a subscriber: every property that is set must fit the IP packet. Ports fit only packets that
/// show them: not later fragments.
/// </summary>
public sealed record Classifier
{
    private const int DscpShift = 2;

    /// <summary>Source address lies in this prefix.</summary>
    public IpPrefix? Source { get; init; }

    /// <summary>Destination address lies in this prefix.</summary>
    public IpPrefix? Destination { get; init; }

    /// <summary>Source port lies in this range.</summary>
    public PortRange? SourcePort { get; init; }

    /// <summary>Destination port lies in this range.</summary>
    public PortRange? DestinationPort { get; init; }

    /// <summary>IP protocol number.</summary>
    public byte? Protocol { get; init; }

    /// <summary>Differentiated services code point, 0 to 63.</summary>
    public byte? Dscp { get; init; }

    /// <summary>True when the payload is an IP packet and has every property that is set.</summary>
    internal bool Fits(in Payload payload) =>
        payload.IsIp
        && (Protocol is not { } protocol || payload.Protocol == protocol)
        && (Dscp is not { } dscp || payload.TrafficClass >> DscpShift == dscp)
        && (SourcePort is not { } from || (payload.HasPorts && from.Contains(payload.SourcePort)))
        && (DestinationPort is not { } to || (payload.HasPorts && to.Contains(payload.DestinationPort)))
        && (Source is not { } source || Covers(source, payload.Source, payload.Kind))
        && (Destination is not { } destination || Covers(destination, payload.Destination, payload.Kind));

    // ::/0 also contains the numbers of IPv4 addresses, but it means IPv6.
    private static bool Covers(IpPrefix prefix, UInt128 address, PayloadKind kind) =>
        prefix.IsIpv4 == (kind == PayloadKind.Ipv4) && prefix.Contains(address);
}

/// <summary>Transport ports from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct PortRange(ushort First, ushort Last)
{
    internal bool Contains(ushort port) => First <= port && port <= Last;
}
