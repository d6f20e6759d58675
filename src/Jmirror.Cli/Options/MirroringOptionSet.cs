using System.CommandLine;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Options;

/// <summary>
/// The options that say what of which captures is mirrored, how and where to: the same in every command that replays.
/// </summary>
internal sealed class MirroringOptionSet
{
    private readonly Argument<string[]> _captures = new("CAPTURE")
    {
        Description =
            "Capture files, replayed one after the other: pcap or pcapng, plain, .gz or .zst; \"-\" is standard input. "
            + "INTERFACE=FILE says which capture interface of the configuration a file stands for; without it, "
            + "pcapng files bring their own names and pcap files are called by their file name.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _config = new("--config")
    {
        Description =
            "Mirror what the triggers of this YAML file select. Without it every packet goes into one mirror. "
            + "Example: --config configs/minimal.yaml",
        HelpName = "FILE",
    };
    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every packet into one mirror: the default without --config.",
    };
    private readonly Option<uint?> _mirrorId = OptionKit.Number(
        "--mirror-id",
        "N",
        $"Mirror identifier (intercept id), 1 to {MirrorHeader.MaxMirrorId}. Default 1. Example: --mirror-id 0x300",
        1,
        MirrorHeader.MaxMirrorId
    );
    private readonly Option<uint?> _sessionId = OptionKit.Number(
        "--session-id",
        "N",
        "Session identifier, 32 bits. Default 1. Example: --session-id 144",
        0,
        uint.MaxValue
    );
    private readonly Option<MedDevHandle?> _handle = OptionKit.Value<MedDevHandle>(
        "--handle",
        "HEX",
        "Med-Dev-Handle instead of the two ids, as RADIUS and DTCP carry it: 16 digits (mirror id, session id), or 8 digits "
            + "beginning with 4 to 7 (mirror id; the session id then comes from --session-id). Example: --handle 0000030000000090",
        "a Med-Dev-Handle: 16 hexadecimal digits beginning with 0 to 3, or 8 beginning with 4 to 7",
        (string text, out MedDevHandle value) => MedDevHandle.TryParse(text, out value) == HandleFault.None
    );
    private readonly Option<Endpoint?> _source;
    private readonly Option<Series?> _series = OptionKit.Word<Series>(
        "--series",
        "Router personality: E Series (JUNOSe) or MX Series (Junos). Default mx."
    );
    private readonly Option<CopyForm?> _form = OptionKit.Word<CopyForm>(
        "--as",
        "What is copied. auto: the PPP frame from PPP links and L2TP sessions, the IP packet from everything else; ip: IP packets "
            + "only; ppp: FF 03 and the PPP frame, as an L2TP mirror does. Default auto."
    );
    private readonly Option<uint?> _timeToLive = OptionKit.Number(
        "--ttl",
        "N",
        "Time to live of the outer header. Default 255, as routers send.",
        1,
        255
    );
    private readonly Option<bool> _noHeader = new("--no-header")
    {
        Description =
            "Bare IP copies without any outer header: an E Series IP mirror without handle and port.",
    };
    private readonly Option<uint?> _mtu = CommonOptions.Mtu();
    private readonly Option<OversizeRule?> _oversize = CommonOptions.Oversize();
    private readonly Option<SinkEngine?> _engine = OptionKit.Word<SinkEngine>(
        "--engine",
        "What sends: udp (no privileges; the kernel writes the outer headers), raw, packet, xdp, pcap; auto takes the fastest of "
            + "packet, raw and udp that works here and says which. jmirror doctor explains each. Default auto."
    );
    private readonly Option<uint?> _threads = OptionKit.Number(
        "--threads",
        "N",
        "Threads to send with. Each takes a share of the mirrors, so that the order within a mirror is kept. Default 1.",
        1,
        64
    );
    private readonly WayOptionSet _way;

    /// <param name="analyzer">What the command does with the analyzer, with its default.</param>
    /// <param name="sourceDefault">Which source the command takes when none is given.</param>
    public MirroringOptionSet(string analyzer, string sourceDefault)
    {
        _way = new WayOptionSet(analyzer);
        _source = OptionKit.Value<Endpoint>(
            "--source",
            "IP[:PORT]",
            $"Source of the outer header. Port without mention: the analyzer's, as on E Series. {sourceDefault} "
                + "Example: --source 192.0.2.1",
            "an IPv4 address with or without a port (192.0.2.1:50000)",
            Endpoint.TryParse
        );
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(_captures);
        foreach (var option in (Option[])[_config, _all, _mirrorId, _sessionId, _handle])
            command.Options.Add(option);
        _way.AddTo(command);
        foreach (
            var option in (Option[])
                [_source, _series, _form, _timeToLive, _noHeader, _mtu, _oversize, _engine, _threads]
        )
            command.Options.Add(option);
    }

    /// <summary>What was said of the mirroring, to be completed with what the command knows besides.</summary>
    public ReplaySettings Read(ParseResult parsed, PacingOptions pacing) =>
        new()
        {
            Captures = [.. parsed.GetRequiredValue(_captures).Select(CaptureArgument.Parse)],
            ConfigFile = parsed.GetValue(_config),
            All = parsed.GetValue(_all),
            MirrorId = parsed.GetValue(_mirrorId),
            SessionId = parsed.GetValue(_sessionId),
            Handle = parsed.GetValue(_handle),
            Way = _way.Read(parsed),
            Source = parsed.GetValue(_source),
            Series = parsed.GetValue(_series),
            Form = parsed.GetValue(_form),
            TimeToLive = (byte?)parsed.GetValue(_timeToLive),
            NoHeader = parsed.GetValue(_noHeader),
            Mtu = (int?)parsed.GetValue(_mtu),
            Oversize = parsed.GetValue(_oversize),
            Engine = parsed.GetValue(_engine) ?? SinkEngine.Auto,
            Threads = (int)(parsed.GetValue(_threads) ?? 1),
            Pacing = pacing,
        };
}
