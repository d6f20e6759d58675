using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Who knows the ways to analyzers. Both questions may be asked any number of times.</summary>
public interface IAnalyzerWays
{
    /// <summary>
    /// Number of the way out to an analyzer, see <see cref="MirrorDefinition.WayOut"/>; opened now if there is none
    /// yet. Equal analyzers have one way.
    /// </summary>
    /// <exception cref="AnalyzerUnavailableException">There can be none.</exception>
    int WayOutTo(AnalyzerConfig analyzer);

    /// <summary>The outer source address towards an analyzer for which the configuration names none.</summary>
    /// <exception cref="AnalyzerUnavailableException">There is no route to it.</exception>
    Ipv4Address SourceTowards(AnalyzerConfig analyzer);
}

/// <summary>The ways out of a run that sends to the analyzers of one configuration: numbered by their place in it.</summary>
/// <param name="analyzers">Those of the configuration.</param>
/// <param name="sourceByRoute">Gives the outer source address where none is configured; asked at most once for each analyzer.</param>
public sealed class ListedWays(
    IReadOnlyList<AnalyzerConfig> analyzers,
    Func<AnalyzerConfig, Ipv4Address> sourceByRoute
) : IAnalyzerWays
{
    private readonly Dictionary<string, int> _numbers = analyzers
        .Select((analyzer, number) => (analyzer.Name, number))
        .ToDictionary(one => one.Name, one => one.number, StringComparer.Ordinal);

    private readonly Dictionary<string, Ipv4Address> _sources = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int WayOutTo(AnalyzerConfig analyzer) => _numbers[analyzer.Name];

    /// <inheritdoc/>
    public Ipv4Address SourceTowards(AnalyzerConfig analyzer)
    {
        if (!_sources.TryGetValue(analyzer.Name, out var source))
            _sources.Add(analyzer.Name, source = sourceByRoute(analyzer));
        return source;
    }
}

/// <summary>An analyzer cannot be sent to.</summary>
/// <param name="message">Why: one clause without a full stop, without target or secret.</param>
public sealed class AnalyzerUnavailableException(string message) : Exception(message);
