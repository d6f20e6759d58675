using Jmirror.Engine.Impairing;
using Jmirror.Engine.Pacing;
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
        return new ScenarioConfig
        {
            About = document.About,
            Traffic = new TrafficPlan
            {
                Seed = document.Seed,
                Population = document.Population.Value,
                Churn = document.Churn?.Value,
                Mix = [.. document.Mix.Select(share => share.Value)],
                EvenRates = document.EvenRates,
            },
            Rate = RateOf(document),
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
            Steps = document.Steps,
            Verdict = document.Verdict.Value,
        };
    }

    private static PacingSchedule RateOf(ScenarioDocument document) =>
        document.Rate is { } rate && RateSchema.TryCompile(rate, document.Sources, out var schedule)
            ? schedule
            : PacingSchedule.TopSpeed;
}
