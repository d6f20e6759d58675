using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios;

/// <summary>Which commands a scenario needs, and how they are called; null where there is none.</summary>
/// <param name="Receive">The receiver.</param>
/// <param name="Run">The router under test.</param>
/// <param name="Generate">The subscribers.</param>
/// <param name="HeldPort">Port of this host's loopback that is the analyzer while our receiver watches the interface.</param>
internal sealed record ScenarioPlan(
    IReadOnlyList<string>? Receive,
    IReadOnlyList<string>? Run,
    IReadOnlyList<string> Generate,
    IPEndPoint? HeldPort
)
{
    private const string LoopbackInterface = "lo";

    private static readonly Ipv4Address Loopback = new(0x7f00_0001);

    /// <exception cref="ConfigurationException">The configuration of the router under test has mistakes.</exception>
    public static ScenarioPlan Of(ScenarioConfig scenario, ScenarioSettings settings, ScenarioFolder folder)
    {
        var place = settings.Listen;
        // Instead of the file's. Without any, copies go to loopback only, where nobody else's packets come.
        var chosen =
            settings.Analyzer
            ?? (scenario is { Analyzer: null, Interface: null } ? place ?? FreePort() : null);
        var analyzer = chosen ?? AnalyzerOf(scenario);
        var watched = WatchedInterface(scenario, settings);
        if (watched is null)
            place ??= PlaceOf(scenario, settings, analyzer);
        var held =
            watched is not null && analyzer is { } near && IPAddress.IsLoopback(AddressOf(near))
                ? new IPEndPoint(AddressOf(near), near.Port ?? OuterHeader.DefaultPort)
                : null;
        // What must arrive: copies that generate sends or foresees, else those that the router says it has sent.
        var foreseen = analyzer is not null;
        var recorded = foreseen || scenario.Run is not null;
        return new ScenarioPlan(
            (watched, place) switch
            {
                ({ } name, _) =>
                [
                    "receive",
                    "--json",
                    "--interface",
                    name,
                    "--port",
                    $"{analyzer?.Port ?? OuterHeader.DefaultPort}",
                    .. Expectations(scenario, recorded, folder),
                ],
                (_, { } listen) =>
                [
                    "receive",
                    "--json",
                    "--listen",
                    Text(listen),
                    .. Expectations(scenario, recorded, folder),
                ],
                _ => null,
            },
            scenario.Run is { } config
                ? ["run", "--config", config, "--json", .. foreseen ? [] : Ledger(folder)]
                : null,
            [
                "generate",
                "--scenario",
                settings.File,
                "--json",
                .. chosen is { } to ? ["--analyzer", Text(to)] : Array.Empty<string>(),
                .. held is not null && HearsRefusals(scenario) ? ["--engine", "udp"] : Array.Empty<string>(),
                .. foreseen ? Ledger(folder) : [],
                .. settings.Seed is { } seed
                    ? ["--seed", seed.ToString(CultureInfo.InvariantCulture)]
                    : Array.Empty<string>(),
                .. settings.Duration is { } duration ? ["--duration", duration] : Array.Empty<string>(),
            ],
            held
        );
    }

    private static Endpoint? AnalyzerOf(ScenarioConfig scenario) =>
        scenario.Analyzer is { } analyzer ? new Endpoint(analyzer.Address, analyzer.Port) : null;

    // An analyzer that goes away loses what is sent meanwhile, and frames for elsewhere reach no socket of this host: on
    // the interface both are seen.
    private static string? WatchedInterface(ScenarioConfig scenario, ScenarioSettings settings) =>
        settings.ReceiveOn
        ?? (
            settings is { Listen: null, Analyzer: null }
            && (
                scenario.Analyzer is { Via.Port: LoopbackInterface }
                || scenario is { Analyzer: null, Interface: null } && TakesPortAway(scenario)
            )
                ? LoopbackInterface
                : null
        );

    private static bool TakesPortAway(ScenarioConfig scenario) =>
        scenario.Steps.Any(step => step is AnalyzerStep { Link: null });

    // Only a UDP socket is told of ICMP port unreachable; it stands for one router, and its headers are the kernel's.
    private static bool HearsRefusals(ScenarioConfig scenario) =>
        TakesPortAway(scenario) && scenario is { Routers.Count: 1, Impairments.Count: 0 };

    // By itself a receiver listens on loopback only: any other analyzer is somebody else's.
    private static Endpoint? PlaceOf(
        ScenarioConfig scenario,
        ScenarioSettings settings,
        Endpoint? analyzer
    ) =>
        IsGiven(scenario, settings) && scenario.Run is null ? null
        : (analyzer ?? (scenario.Run is { } router ? OnlyAnalyzerOf(router) : null)) is { } ours
        && IPAddress.IsLoopback(AddressOf(ours))
            ? ours
        : null;

    private static bool IsGiven(ScenarioConfig scenario, ScenarioSettings settings) =>
        settings.Analyzer is not null || scenario.Analyzer is not null;

    private static Endpoint? OnlyAnalyzerOf(string path)
    {
        var result = ConfigFile.Load(path);
        var config = result.Config ?? throw new ConfigurationException(result.Errors);
        return config.Analyzers is [var analyzer] ? new Endpoint(analyzer.Address, analyzer.Port) : null;
    }

    private static IEnumerable<string> Expectations(
        ScenarioConfig scenario,
        bool recorded,
        ScenarioFolder folder
    ) =>
        [
            .. recorded ? ["--expect", folder.Ledger] : Array.Empty<string>(),
            .. folder.ReceiverReport is { } report ? ["--report", report] : Array.Empty<string>(),
            .. scenario.Verdict.Receive.SelectMany(option => new[] { $"--{option.Name}", option.Value }),
        ];

    private static string[] Ledger(ScenarioFolder folder) => ["--ledger", folder.Ledger];

    private static string Text(Endpoint endpoint) =>
        $"{endpoint.Address}:{endpoint.Port ?? OuterHeader.DefaultPort}";

    private static IPAddress AddressOf(Endpoint endpoint) => IPAddress.Parse($"{endpoint.Address}");

    private static Endpoint FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Endpoint(Loopback, (ushort)((IPEndPoint)socket.LocalEndPoint!).Port);
    }
}
