namespace Jmirror.Network.Sources;

/// <summary>The means by which frames are captured (<c>--engine</c>).</summary>
public enum SourceEngine
{
    /// <summary>The best that works: packet before pcap.</summary>
    Auto,

    /// <summary>A packet socket with a ring shared with the kernel: nothing is copied, several threads may share.</summary>
    Packet,

    /// <summary>AF_XDP: before the host sees the frames, which it then never does; only when asked for.</summary>
    Xdp,

    /// <summary>libpcap: copied once, on any system that has it.</summary>
    Pcap,
}
