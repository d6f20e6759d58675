using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>What only one series has.</summary>
internal static class SeriesRules
{
    private const string UdpSourcePort = "udp-source-port";
    private const string Drop = "drop";

    /// <summary>Checks keys that the router's series does not have.</summary>
    public static void Check(EmulatorConfig config, ErrorList errors)
    {
        if (config.Router.Series != RouterSeries.E)
            return;
        var places = config
            .Analyzers.Select(analyzer => analyzer.Origin.Find(UdpSourcePort))
            .Prepend(config.Router.Origin.Find(UdpSourcePort))
            .OfType<KeyOrigin>()
            .DistinctBy(origin => origin.Key);
        foreach (var place in places)
        {
            errors.Add(
                place.Key,
                $"an E Series router sends from the port it sends to: remove {UdpSourcePort}, or set router series: mx"
            );
        }
        foreach (var place in config.Policies.Select(policy => policy.Origin.Find(Drop)).OfType<KeyOrigin>())
        {
            errors.Add(place.Key, $"E Series has no drop policies: remove {Drop}, or set router series: mx");
        }
    }
}
