using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>Makes the scenario of a document without mistakes.</summary>
internal static class ScenarioCompiler
{
    /// <param name="document">What the file says.</param>
    /// <param name="folder">Where files that it names are looked for.</param>
    public static ScenarioConfig Compile(ScenarioDocument document, string folder)
    {
        var population = document.Population.Value;
        var sources = document.Interface is null ? population.Mirrored : population.Count;
        return new ScenarioConfig
        {
            About = document.About,
            Traffic = new TrafficPlan
            {
                Seed = document.Seed,
                Population = population,
                Churn = document.Churn?.Value,
                Mix = [.. document.Mix.Select(share => share.Value)],
                EvenRates = document.EvenRates,
            },
            Rate = document.Rate is { } rate ? RateSchema.Compile(rate, sources) : null,
            Duration = document.Duration,
            Packets = document.Packets,
            Routers = new ConfigList<ScenarioRouterConfig>([.. document.Routers.Select(one => one.Value)]),
            Analyzer = document.Analyzer,
            Interface = document.Interface,
            Radius = document.Radius,
            Capture = document.Capture is { Value: var capture }
                ? capture with
                {
                    File = Path.Combine(folder, capture.File),
                }
                : null,
            Impairments = new ConfigList<Impairment>([.. document.Impairments.Select(one => one.Value)]),
            Run = document.Run is { } run ? Path.Combine(folder, run) : null,
            Verdict = document.Verdict.Value,
        };
    }
}
