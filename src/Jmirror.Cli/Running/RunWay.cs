using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;

namespace Jmirror.Cli.Running;

/// <summary>The way to one analyzer: a sink for every capture thread.</summary>
/// <param name="Name">What output calls the analyzer.</param>
/// <param name="Sinks">By number of the thread.</param>
internal sealed record RunWay(string Name, IReadOnlyList<OpenedSink> Sinks) : IDisposable
{
    /// <summary>Whether the analyzer could be reached when copies were sent to it last.</summary>
    public Reachability Reachability => Sinks[0].Reachability;

    /// <summary>In words, for the summary.</summary>
    public string Description => $"{Name} by {Sinks[0].Explanation}";

    /// <summary>See <see cref="OpenedSink.LinkAddresses"/>.</summary>
    public (MacAddress Source, MacAddress Destination)? LinkAddresses => Sinks[0].LinkAddresses;

    /// <exception cref="SinkUnavailableException">The engine does not work here.</exception>
    public static RunWay Open(string name, SinkTarget target, SinkEngine engine, int threads)
    {
        var sinks = new List<OpenedSink>();
        try
        {
            for (var i = 0; i < threads; i++)
                sinks.Add(SinkFactory.Open(target, engine, TimeProvider.System));
            return new RunWay(name, sinks);
        }
        catch
        {
            sinks.ForEach(sink => sink.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var sink in Sinks)
            sink.Dispose();
    }
}
