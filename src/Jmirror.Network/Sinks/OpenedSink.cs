using Jmirror.Engine.Datagrams;
using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Sinks;

/// <summary>A sink that is ready to send, and what to tell the user about it.</summary>
public sealed class OpenedSink : IDisposable
{
    internal OpenedSink(IDatagramSink sink, SinkEngine engine, string explanation, NextHopTracker nextHop)
    {
        Sink = sink;
        Engine = engine;
        Explanation = explanation;
        NextHop = nextHop;
    }

    /// <summary>The sink.</summary>
    public IDatagramSink Sink { get; }

    /// <summary>The engine that was opened; never <see cref="SinkEngine.Auto"/>.</summary>
    public SinkEngine Engine { get; }

    /// <summary>One line: which engine, by which way, and why not a better one.</summary>
    public string Explanation { get; }

    /// <summary>
    /// True when the kernel writes the outer headers and cuts fragments itself: the oversize rule must be to send.
    /// </summary>
    public bool KernelFragments => Engine == SinkEngine.Udp;

    /// <summary>
    /// Address and port from which the kernel sends when it writes the outer headers, whatever the datagrams say;
    /// null when they leave as they are.
    /// </summary>
    public (Ipv4Address Address, ushort Port)? KernelSource =>
        Sink is UdpSink udp ? (udp.SourceAddress, udp.SourcePort) : null;

    /// <summary>Whether the analyzer could be reached when the last batch was sent. May be read from any thread.</summary>
    public Reachability Reachability => NextHop.Reachability;

    /// <summary>
    /// Between which Ethernet addresses an analyzer port sends; null for routed sinks, and as long as the next hop's is
    /// not known. May be read from any thread.
    /// </summary>
    public (MacAddress Source, MacAddress Destination)? LinkAddresses =>
        NextHop is AnalyzerPort && NextHop.NextHop is { Destination.Value: not 0 } hop
            ? (hop.Source, hop.Destination)
            : null;

    internal NextHopTracker NextHop { get; }

    /// <summary>Closes the sink.</summary>
    public void Dispose() => Sink.Dispose();
}
