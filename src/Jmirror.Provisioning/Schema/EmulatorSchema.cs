using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The whole file.</summary>
internal static class EmulatorSchema
{
    private static readonly Key<EmulatorConfig, RouterConfig> Router = new("router", RouterSchema.Kind)
    {
        Help = "The router that is played.",
        Default = new RouterConfig(),
        AbsentMeans = "all its keys have their defaults",
        InStarter = true,
        Get = config => config.Router,
    };

    private static readonly Key<EmulatorConfig, CaptureConfig> Capture = new("capture", CaptureSchema.Kind)
    {
        Help = "Where traffic comes from.",
        Default = new CaptureConfig(),
        AbsentMeans = "no interface is known beforehand",
        Get = config => config.Capture,
    };

    private static readonly Key<EmulatorConfig, ConfigList<AnalyzerConfig>> Analyzers = new(
        "analyzers",
        AnalyzerSchema.Kind
    )
    {
        Help = "Where copies go: analyzers by a name of your choice, which mirrors and policies use.",
        AbsentMeans = "none",
        InStarter = true,
        Get = config => config.Analyzers,
    };

    private static readonly Key<EmulatorConfig, ConfigList<PolicyConfig>> Policies = new(
        "policies",
        PolicySchema.Kind
    )
    {
        Help =
            "Secure policies by a name of your choice: which packets of a subscriber are copied, and where to.",
        AbsentMeans = "none",
        Get = config => config.Policies,
    };

    private static readonly Key<EmulatorConfig, ConfigList<MirrorConfig>> Mirrors = new(
        "mirrors",
        new ListKind<MirrorConfig>(MirrorSchema.Kind, "a mirror")
    )
    {
        Help = "Whose traffic is copied, and under which header.",
        AbsentMeans = "nothing is copied",
        InStarter = true,
        Get = config => config.Mirrors,
    };

    private static readonly Key<EmulatorConfig, ConfigList<SubscriberConfig>> Subscribers = new(
        "subscribers",
        new ListKind<SubscriberConfig>(SubscriberSchema.Kind, "a subscriber")
    )
    {
        Help =
            "Subscribers that are known beforehand: identities, and what their packets look like. All keys of a packet "
            + "that are given must fit, with any one of the addresses.",
        AbsentMeans = "subscribers are known when they are learned",
        Get = config => config.Subscribers,
    };

    private static readonly Key<EmulatorConfig, DtcpConfig> Dtcp = new("dtcp", DtcpSchema.Kind)
    {
        Help = "The DTCP service of `jmirror run`, through which mediation devices task an MX Series router.",
        AbsentMeans = "no DTCP",
        Get = config => config.Dtcp,
    };

    private static readonly Key<EmulatorConfig, LearningConfig> Learning = new(
        "learning",
        LearningSchema.Kind
    )
    {
        Help = "What the subscriber table learns from captured traffic, and how much of it.",
        Default = new LearningConfig(),
        AbsentMeans = "all its keys have their defaults",
        Get = config => config.Learning,
    };

    private static readonly Key<EmulatorConfig, RadiusConfig> Radius = new("radius", RadiusSchema.Kind)
    {
        Help =
            "RADIUS: who may start and stop mirrors by CoA-Request, whose Access-Accepts are decrypted, and by which servers "
            + "subscribers log in.",
        AbsentMeans = "nothing of it",
        Get = config => config.Radius,
    };

    private static readonly Key<EmulatorConfig, ApiConfig> Api = new("api", ApiSchema.Kind)
    {
        Help =
            "Where the control API of `jmirror run` listens; `jmirror mirrors` and `jmirror subscribers` use it.",
        Default = new ApiConfig(),
        AbsentMeans = "all its keys have their defaults",
        Get = config => config.Api,
    };

    private static readonly Key<EmulatorConfig, LoggingConfig> Logging = new("logging", LoggingSchema.Kind)
    {
        Help = "What `jmirror run` writes down.",
        Default = new LoggingConfig(),
        AbsentMeans = "all its keys have their defaults",
        Get = config => config.Logging,
    };

    /// <summary>The file.</summary>
    public static readonly MappingKind<EmulatorConfig> Kind = new(
        "the configuration",
        [Router, Capture, Analyzers, Policies, Mirrors, Subscribers, Learning, Radius, Dtcp, Api, Logging],
        Make
    )
    {
        OriginOf = config => config.Origin,
        IsSpaced = true,
    };

    private static EmulatorConfig Make(KeyValues<EmulatorConfig> values)
    {
        var router = values.Get(Router);
        return new EmulatorConfig
        {
            Router = router,
            Capture = values.Get(Capture),
            Analyzers =
            [
                .. values.List(Analyzers).Select(analyzer => AnalyzerSchema.Under(router, analyzer)),
            ],
            Policies = values.List(Policies),
            Mirrors = values.List(Mirrors),
            Subscribers = values.List(Subscribers),
            Dtcp = values.Has(Dtcp) ? values.Get(Dtcp) : null,
            Learning = values.Get(Learning),
            Radius = values.Has(Radius) ? values.Get(Radius) : null,
            Api = values.Get(Api),
            Logging = values.Get(Logging),
            Origin = values.Origin,
        };
    }
}
