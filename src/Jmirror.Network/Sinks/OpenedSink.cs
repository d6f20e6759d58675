using Jmirror.Engine.Datagrams;
using Jmirror.Network.Neighbours;

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

    /// <summary>Whether the analyzer could be reached when the last batch was sent. May be read from any thread.</summary>
    public Reachability Reachability => NextHop.Reachability;

    internal NextHopTracker NextHop { get; }

    /// <summary>Closes the sink.</summary>
    public void Dispose() => Sink.Dispose();
}
