using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps.Schema;
using Jmirror.Provisioning.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The whole scenario file.</summary>
internal static class ScenarioSchema
{
    private static readonly Key<ScenarioDocument, string> About = new("about", Scalars.Text)
    {
        Help = "What is tried, in a line.",
        Example = "A hundred subscribers, ten of them mirrored: nothing may be lost.",
        AbsentMeans = "the file's name says it",
        Get = scenario => scenario.About,
    };

    private static readonly Key<ScenarioDocument, ulong> Seed = new(
        "seed",
        Scalars.Number("a seed", 0ul, ulong.MaxValue)
    )
    {
        Help = "What all random choices follow from: the same seed gives the same bytes.",
        Default = new ScenarioDocument().Seed,
        Example = "1",
        Get = scenario => scenario.Seed,
    };

    private static readonly Key<ScenarioDocument, Placed<PopulationPlan>> Population = new(
        "population",
        PopulationSchema.Kind
    )
    {
        Help = "The subscribers.",
        Default = new ScenarioDocument().Population,
        AbsentMeans = "all its keys have their defaults",
        Get = scenario => scenario.Population,
    };

    private static readonly Key<ScenarioDocument, Placed<ChurnPlan>> Churn = new("churn", ChurnSchema.Kind)
    {
        Help = "How subscribers come and go.",
        AbsentMeans = "all sessions stand from the beginning to the end, without signalling",
        Get = scenario => scenario.Churn,
    };

    private static readonly Key<ScenarioDocument, ConfigList<Placed<MixShare>>> Mix = new(
        "mix",
        new ListKind<Placed<MixShare>>(MixSchema.Kind, "an entry of the mix")
    )
    {
        Help = "What subscribers send and receive.",
        Default = ScenarioDocument.DefaultMix,
        AbsentMeans = "application udp alone",
        Get = scenario => scenario.Mix,
    };

    private static readonly Key<ScenarioDocument, bool> EvenRates = new("even-rates", Scalars.Flag)
    {
        Help =
            "true: every mirror (of unmirrored traffic: every subscriber) has the same rate at all times. false: at any time some "
            + "conversations go on, and everybody has a turn.",
        Default = false,
        Example = "true",
        Get = scenario => scenario.EvenRates,
    };

    private static readonly Key<ScenarioDocument, ScenarioRate> Rate = new("rate", RateSchema.Kind)
    {
        Help = "When packets leave.",
        AbsentMeans = "as fast as the way out takes them",
        Get = scenario => scenario.Rate,
    };

    private static readonly Key<ScenarioDocument, TimeSpan> Duration = new("duration", Durations.Kind)
    {
        Help = "How long traffic is generated.",
        Example = "10s",
        AbsentMeans = "until packets are sent",
        Get = scenario => scenario.Duration,
    };

    private static readonly Key<ScenarioDocument, long> Packets = new(
        "packets",
        Scalars.Number("a number of packets", 1, long.MaxValue)
    )
    {
        Help = "How many packets are generated.",
        Example = "10000",
        AbsentMeans = "until duration is over",
        Get = scenario => scenario.Packets,
    };

    private static readonly Key<ScenarioDocument, ConfigList<Placed<ScenarioRouterConfig>>> Routers = new(
        "routers",
        new ListKind<Placed<ScenarioRouterConfig>>(ScenarioRouterSchema.Kind, "a router")
    )
    {
        Help =
            "The emulated routers, to which mirrored subscribers are dealt out in turn; with interface: the router under test.",
        Default = ScenarioDocument.DefaultRouters,
        AbsentMeans = "one MX Series router",
        Get = scenario => scenario.Routers,
    };

    private static readonly Key<ScenarioDocument, AnalyzerConfig> Analyzer = new(
        "analyzer",
        AnalyzerSchema.Body
    )
    {
        Help =
            "Where mirrored copies go; with interface: where the router under test sends them, so that what must arrive is known.",
        AbsentMeans = "to the receiver that the scenario starts itself, on loopback",
        Get = scenario => scenario.Analyzer,
    };

    private static readonly Key<ScenarioDocument, string> Interface = new("interface", Scalars.InterfaceName)
    {
        Help = "Interface onto which unmirrored subscriber traffic goes instead of mirrored copies.",
        Example = "eth1",
        AbsentMeans = "mirrored copies are sent",
        Get = scenario => scenario.Interface,
    };

    private static readonly Key<ScenarioDocument, RadiusConfig> Radius = new("radius", RadiusSchema.Kind)
    {
        Help = "RADIUS servers by which subscribers log in, as in the configuration.",
        AbsentMeans = "logins are not told to anybody",
        Get = scenario => scenario.Radius,
    };

    private static readonly Key<ScenarioDocument, Placed<ScenarioCaptureConfig>> Capture = new(
        "capture",
        ScenarioCaptureSchema.Kind
    )
    {
        Help = "A capture that is multiplied over the population, for the application capture.",
        AbsentMeans = "there is none",
        Get = scenario => scenario.Capture,
    };

    private static readonly Key<ScenarioDocument, ConfigList<Placed<Impairment>>> Impairments = new(
        "impairments",
        new ListKind<Placed<Impairment>>(ImpairmentSchema.Kind, "an impairment")
    )
    {
        Help = "Faults put into the copies on purpose, at most one into each.",
        AbsentMeans = "none",
        Get = scenario => scenario.Impairments,
    };

    private static readonly Key<ScenarioDocument, string> Run = new("run", Scalars.Text)
    {
        Help =
            "Configuration of a jmirror run that is started as the router under test; a path beside the scenario file.",
        Example = "../mx-radius.yaml",
        AbsentMeans = "there is none, or a real router",
        Get = scenario => scenario.Run,
    };

    private static readonly Key<ScenarioDocument, ConfigList<ScenarioStep>> Steps = new(
        "steps",
        StepSchema.Kind
    )
    {
        Help = "What is done to the control plane meanwhile, in order.",
        AbsentMeans = "nothing",
        Get = scenario => scenario.Steps,
    };

    private static readonly Key<ScenarioDocument, Placed<ScenarioVerdictConfig>> Verdict = new(
        "verdict",
        VerdictSchema.Kind
    )
    {
        Help = "What must come of it.",
        Default = new ScenarioDocument().Verdict,
        AbsentMeans = "every copy arrives as the ledger says",
        Get = scenario => scenario.Verdict,
    };

    /// <summary>The file.</summary>
    public static readonly MappingKind<ScenarioDocument> Kind = new(
        "the scenario",
        [
            About,
            Seed,
            Population,
            Churn,
            Mix,
            EvenRates,
            Rate,
            Duration,
            Packets,
            Routers,
            Analyzer,
            Interface,
            Radius,
            Capture,
            Impairments,
            Run,
            Steps,
            Verdict,
        ],
        Make
    )
    {
        OriginOf = scenario => scenario.Origin,
        TellsAbsence = true,
    };

    private static ScenarioDocument Make(KeyValues<ScenarioDocument> values) =>
        new()
        {
            About = values.Find(About),
            Seed = values.Get(Seed),
            Population = values.Get(Population),
            Churn = values.Has(Churn) ? values.Get(Churn) : null,
            Mix = values.Get(Mix),
            EvenRates = values.Get(EvenRates),
            Rate = values.Has(Rate) ? values.Get(Rate) : null,
            Duration = values.Find(Duration),
            Packets = values.Find(Packets),
            Routers = values.Get(Routers),
            Analyzer = values.Has(Analyzer)
                ? AnalyzerSchema.Under(new RouterConfig(), values.Get(Analyzer))
                : null,
            Interface = values.Find(Interface),
            Radius = values.Has(Radius) ? values.Get(Radius) : null,
            Capture = values.Has(Capture) ? values.Get(Capture) : null,
            Impairments = values.List(Impairments),
            Run = values.Find(Run),
            Steps = values.List(Steps),
            Verdict = values.Get(Verdict),
            Origin = values.Origin,
        };
}
