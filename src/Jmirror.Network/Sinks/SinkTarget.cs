using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Network.Sinks;

/// <summary>How to get to one analyzer. A sink serves one analyzer; mirrors to another need their own.</summary>
/// <param name="Analyzer">Address of the analyzer.</param>
public sealed record SinkTarget(Ipv4Address Analyzer)
{
    /// <summary>UDP port of the analyzer, which an ordinary UDP socket is connected to.</summary>
    public ushort AnalyzerPort { get; init; } = OuterHeader.DefaultPort;

    /// <summary>
    /// Source address of the mirrored packets; need not be an address of this machine. Only ARP questions and an
    /// ordinary UDP socket need it, all else finds it in each datagram.
    /// </summary>
    public Ipv4Address Source { get; init; }

    /// <summary>Source port of an ordinary UDP socket; 0 lets the kernel choose.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>TTL of what an ordinary UDP socket sends.</summary>
    public byte TimeToLive { get; init; } = OuterHeader.DefaultTimeToLive;

    /// <summary>Interface name of an E Series analyzer port; null: by the kernel's routes.</summary>
    public string? Port { get; init; }

    /// <summary>
    /// Ethernet address of the analyzer, or of the router before it, on the analyzer port; null: asked for by ARP.
    /// </summary>
    public MacAddress? StaticArp { get; init; }

    /// <summary>The router to ask for by ARP on an analyzer port; null: the analyzer is on the link itself.</summary>
    public Ipv4Address? Gateway { get; init; }

    /// <summary>
    /// Packet sockets hand frames to the driver directly (PACKET_QDISC_BYPASS): a full driver queue is then a
    /// refusal instead of a wait, and traffic control does not apply.
    /// </summary>
    public bool BypassQueueDiscipline { get; init; }

    /// <summary>
    /// True: a way out without room is waited for, up to 100 ms a call. False: it refuses at once, so that a run with
    /// several analyzers is never held up by one of them.
    /// </summary>
    public bool MayWait { get; init; } = true;

    /// <summary>How long opening waits for the next hop to be resolved; after that sending begins suspended.</summary>
    public TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
