using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests;

/// <summary>Ways out that are opened in order of asking; none for analyzers of the name <c>unreachable</c>.</summary>
internal sealed class FakeWays : IAnalyzerWays
{
    private readonly List<AnalyzerConfig> _opened = [];

    public int WayOutTo(AnalyzerConfig analyzer)
    {
        if (analyzer.Name.Equals("unreachable", StringComparison.Ordinal))
            throw new AnalyzerUnavailableException("its analyzer port does not exist");
        if (!_opened.Contains(analyzer))
            _opened.Add(analyzer);
        return _opened.IndexOf(analyzer);
    }

    public Ipv4Address SourceTowards(AnalyzerConfig analyzer) => new(0xc000_0201);
}
