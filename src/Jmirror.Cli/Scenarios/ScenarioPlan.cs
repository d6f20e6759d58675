using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Jmirror.Cli.Options;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;

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
        if (settings.ReceiveOn is null && place is null)
            place = PlaceOf(scenario, settings, analyzer);
        // What must arrive: copies that generate sends or foresees, else those that the router says it has sent.
        var foreseen = analyzer is not null;
        var recorded = foreseen || scenario.Run is not null;
        return new ScenarioPlan(
            place is null && settings.ReceiveOn is null
                ? null
                : ReceiveArguments(scenario, settings, place, analyzer, recorded, folder),
            scenario.Run is { } config
                ? ["run", "--config", config, "--json", .. foreseen ? [] : Ledger(folder)]
                : null,
            [
                "generate",
                "--scenario",
                settings.File,
                "--json",
                .. chosen is { } to
                    ? ["--analyzer", Text(to)]
                    : Array.Empty<string>(),
                .. foreseen ? Ledger(folder) : [],
                .. settings.Seed is { } seed
                    ? ["--seed", seed.ToString(CultureInfo.InvariantCulture)]
                    : Array.Empty<string>(),
                .. settings.Duration is { } duration ? ["--duration", duration] : Array.Empty<string>(),
            ],
            settings.ReceiveOn is not null
            && analyzer is { } watched
            && IPAddress.IsLoopback(AddressOf(watched))
                ? new IPEndPoint(AddressOf(watched), watched.Port ?? OuterHeader.DefaultPort)
                : null
        );
    }

    private static Endpoint? AnalyzerOf(ScenarioConfig scenario) =>
        scenario.Analyzer is { } analyzer ? new Endpoint(analyzer.Address, analyzer.Port) : null;

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

    private static List<string> ReceiveArguments(
        ScenarioConfig scenario,
        ScenarioSettings settings,
        Endpoint? place,
        Endpoint? analyzer,
        bool recorded,
        ScenarioFolder folder
    )
    {
        var arguments = new List<string> { "receive", "--json" };
        if (place is { } listen)
            arguments.AddRange(["--listen", Text(listen)]);
        else
            arguments.AddRange([
                "--interface",
                settings.ReceiveOn!,
                "--port",
                $"{analyzer?.Port ?? OuterHeader.DefaultPort}",
            ]);
        if (recorded)
            arguments.AddRange(["--expect", folder.Ledger]);
        if (folder.ReceiverReport is { } report)
            arguments.AddRange(["--report", report]);
        foreach (var option in scenario.Verdict.Receive)
            arguments.AddRange([$"--{option.Name}", option.Value]);
        return arguments;
    }

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
