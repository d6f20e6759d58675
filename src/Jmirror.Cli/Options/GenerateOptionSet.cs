using System.CommandLine;
using Jmirror.Cli.Generating;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Cli.Options;

/// <summary>The options of <c>generate</c>.</summary>
internal sealed class GenerateOptionSet
{
    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description =
            "Generate what this YAML file says (jmirror scenario run does all of it); options beside it change parts of it. "
            + "Example: --scenario configs/scenarios/smoke.yaml",
        HelpName = "FILE",
    };
    private readonly TrafficOptionSet _traffic = new();
    private readonly PacingOptionSet _pacing = new();
    private readonly ImpairOptionSet _impair = new(ownSeed: false);
    private readonly Option<bool> _perMirror = new("--per-mirror")
    {
        Description =
            "The rate is that of each mirror (with --interface or --frames: of each subscriber), and all have the same (--even). "
            + "Example: --pps 50 --per-mirror",
    };
    private readonly WayOptionSet _way = new(
        "Where mirrored copies go. Default when only writing files: 192.0.2.100."
    );
    private readonly Option<Endpoint[]?> _sources = OptionKit.Repeated<Endpoint>(
        "--source",
        "IP[:PORT]",
        "An emulated router: source of the outer headers. Given more than once, mirrored subscribers are dealt out to several "
            + "routers. Port without mention: the analyzer's, as on E Series; with --engine udp, a free one. "
            + "Default: this machine's address towards the analyzer. Example: --source 192.0.2.1 --source 192.0.2.2",
        "an IPv4 address with or without a port (192.0.2.1:50000)",
        Endpoint.TryParse
    );
    private readonly Option<string?> _interface = new("--interface")
    {
        Description =
            "Send everybody's traffic, not mirrored, as Ethernet frames out of this interface: towards `jmirror run` or a real "
            + "router. Sessions that come and go (--logins-per-second, --online) are signalled. Example: --interface eth1",
        HelpName = "IFACE",
    };
    private readonly Option<bool> _frames = new("--frames")
    {
        Description = "Write subscribers' frames into the files of --write instead of mirrored copies.",
    };
    private readonly Option<PppAuthentication?> _authentication = OptionKit.Word<PppAuthentication>(
        "--authentication",
        "How subscribers with PPP prove who they are when they log in. Default pap."
    );
    private readonly Option<string?> _overheard = new("--overheard-radius")
    {
        Description =
            "Among the frames of a login, also those between the router and its RADIUS server, as a tap sees them, made with this "
            + "secret. No server is asked. Example: --overheard-radius testing123",
        HelpName = "SECRET",
    };
    private readonly RadiusServerOptionSet _radius = new();
    private readonly Option<SinkEngine?> _engine = OptionKit.Word<SinkEngine>(
        "--engine",
        "What sends; auto takes the fastest that works here and says which. Frames need packet, xdp or pcap. Default auto."
    );
    private readonly Option<uint?> _mtu = CommonOptions.Mtu();
    private readonly Option<OversizeRule?> _oversize = CommonOptions.Oversize();
    private readonly Option<string?> _capture = new("--capture")
    {
        Description =
            "The packets of the kind capture: each conversation replays this file's, with the subscriber's address in place of "
            + "the captured one and checksums kept right. Example: --mix capture --capture call.pcap",
        HelpName = "FILE",
    };
    private readonly Option<string[]> _write = new("--write")
    {
        Description =
            "Write to this file instead of sending: pcap (nanoseconds), or pcapng when the name ends so. May be given more than "
            + "once. Example: --write mirrored.pcap",
        HelpName = "FILE",
    };
    private readonly Option<bool> _send = CommonOptions.Send();
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Send and write nothing: only generate and count.",
    };
    private readonly Option<string?> _ledger = new("--ledger")
    {
        Description =
            "Record every copy for jmirror receive --expect. With --interface: the copies that the router has to make, if its "
            + "mirrors have the ids of the plan. Example: --ledger run.ledger",
        HelpName = "FILE",
    };
    private readonly Option<long?> _limit = CommonOptions.Limit("packets");
    private readonly Option<long?> _duration = OptionKit.Duration(
        "--duration",
        "End after this time; of files, when they hold so much time. Example: --duration 1m30s"
    );
    private readonly Option<bool> _json = CommonOptions.Json();

    public void AddTo(Command command)
    {
        command.Options.Add(_scenario);
        _traffic.AddTo(command);
        _way.AddTo(command);
        _radius.AddTo(command);
        foreach (
            var option in (Option[])
                [
                    _sources,
                    _interface,
                    _frames,
                    _authentication,
                    _overheard,
                    _capture,
                    _engine,
                    _mtu,
                    _oversize,
                    _write,
                    _send,
                    _dryRun,
                    _ledger,
                    _limit,
                    _duration,
                ]
        )
            command.Options.Add(option);
        _pacing.AddTo(command);
        command.Options.Add(_perMirror);
        _impair.AddTo(command);
        command.Options.Add(_json);
    }

    /// <exception cref="CommandException">The scenario is wrong, or options exclude each other.</exception>
    public GenerateSettings Read(ParseResult parsed)
    {
        var scenario = parsed.GetValue(_scenario) is { } file ? Load(file) : null;
        var analyzer = scenario?.Analyzer;
        var pacing = _pacing.Read(parsed);
        var isPerMirror = parsed.GetValue(_perMirror);
        var plan = _traffic.Read(parsed, scenario?.Traffic);
        var radius = _radius.Read(parsed, scenario?.Radius);
        var carrier = parsed.GetValue(_interface) ?? scenario?.Interface;
        var isFrames = carrier is not null || parsed.GetValue(_frames);
        var impair = _impair.Read(parsed);
        // An end that is given replaces the scenario's, whichever kind it was.
        var endIsGiven = parsed.GetValue(_limit) is not null || parsed.GetValue(_duration) is not null;
        return new GenerateSettings
        {
            Plan = plan with
            {
                EvenRates = plan.EvenRates || isPerMirror,
                // Who logs in by RADIUS is not there from the beginning.
                Churn = plan.Churn ?? (radius is null ? null : new ChurnPlan()),
            },
            Pacing = pacing with
            {
                Schedule = isPerMirror
                    ? Multiply(pacing.Schedule, isFrames ? plan.Population.Count : plan.Population.Mirrored)
                    : pacing.Schedule ?? scenario?.Rate,
            },
            Routers = parsed.GetValue(_sources) is { Length: > 0 } sources
                ? [.. sources.Select(RouterOf)]
                : scenario?.Routers ?? [new ScenarioRouterConfig()],
            Way = WayOf(_way.Read(parsed), analyzer),
            Mtu = (int?)parsed.GetValue(_mtu) ?? analyzer?.Mtu ?? MirrorDefinition.DefaultMtu,
            Oversize = parsed.GetValue(_oversize) ?? analyzer?.Oversize ?? OversizeRule.Fragment,
            Engine = parsed.GetValue(_engine) ?? SinkEngine.Auto,
            Interface = carrier,
            AsFrames = parsed.GetValue(_frames),
            Signalling = new SignallingOptions
            {
                Authentication = parsed.GetValue(_authentication) ?? PppAuthentication.Pap,
                Radius = parsed.GetValue(_overheard) is { } secret
                    ? new SyntheticRadius(new RadiusSecret(secret))
                    : null,
            },
            Capture = parsed.GetValue(_capture) is { } capture
                ? new ScenarioCaptureConfig(capture, null)
                : scenario?.Capture,
            Radius = radius,
            Impair = new ImpairOptions(
                impair.Impairments.Count > 0 ? impair.Impairments : scenario?.Impairments ?? [],
                plan.Seed
            ),
            Writes = parsed.GetValue(_write) ?? [],
            Send = parsed.GetValue(_send),
            DryRun = parsed.GetValue(_dryRun),
            Ledger = parsed.GetValue(_ledger),
            Limit = parsed.GetValue(_limit) ?? (endIsGiven ? null : scenario?.Packets),
            Duration =
                OptionKit.TimeOf(parsed.GetValue(_duration)) ?? (endIsGiven ? null : scenario?.Duration),
            Json = parsed.GetValue(_json),
        };
    }

    private static PacingSchedule Multiply(PacingSchedule? schedule, int factor)
    {
        if (schedule is null or { Unit: PacingUnit.None or PacingUnit.CaptureTime })
            throw new CommandException(
                "--per-mirror needs a rate: give --pps, --mbps, --ramp, --pulse or --daily"
            );
        return schedule.TryTimes(factor, out var product)
            ? product
            : throw new CommandException(
                $"--per-mirror: {factor} times this rate is more than {PacingSchedule.MaxRate:0} packets per second"
            );
    }

    private static ScenarioConfig Load(string file)
    {
        var result = ScenarioFile.Load(file);
        return result.Config ?? throw new ConfigurationException(result.Errors);
    }

    private static WayOptions WayOf(WayOptions given, AnalyzerConfig? analyzer) =>
        analyzer is null || given.Analyzer is not null
            ? given
            : new WayOptions(
                new Endpoint(analyzer.Address, analyzer.Port),
                given.Via ?? new ViaOption(analyzer.Via.Port),
                given.StaticArp ?? analyzer.Via.StaticArp
            );

    private static ScenarioRouterConfig RouterOf(Endpoint source) =>
        new() { SourceAddress = source.Address, UdpSourcePort = source.Port };
}
