namespace Jmirror.Network.Sinks;

/// <summary>The means by which datagrams leave the machine (<c>--engine</c>).</summary>
public enum SinkEngine
{
    /// <summary>The best that works: packet before raw before udp.</summary>
    Auto,

    /// <summary>An ordinary UDP socket: no privilege; the kernel writes the outer headers.</summary>
    Udp,

    /// <summary>A raw IPv4 socket: outer headers as made, route and neighbour are the kernel's business.</summary>
    Raw,

    /// <summary>A packet socket: whole Ethernet frames, for an analyzer port or along a route looked up before.</summary>
    Packet,

    /// <summary>AF_XDP: whole Ethernet frames past most of the kernel; only when asked for.</summary>
    Xdp,

    /// <summary>libpcap: whole Ethernet frames on any system that has it.</summary>
    Pcap,
}
