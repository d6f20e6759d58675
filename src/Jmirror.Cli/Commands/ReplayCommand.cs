using System.CommandLine;
using Jmirror.Cli.Options;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Matching;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Commands;

/// <summary><c>jmirror replay</c>: captures as mirrored streams.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        var captures = new Argument<string[]>("CAPTURE")
        {
            Description =
                "Capture files, replayed one after the other: pcap or pcapng, plain, .gz or .zst; \"-\" is standard input. "
                + "INTERFACE=FILE says which capture interface of the configuration a file stands for; without it, "
                + "pcapng files bring their own names and pcap files are called by their file name.",
            Arity = ArgumentArity.OneOrMore,
        };
        var config = new Option<string?>("--config")
        {
            Description =
                "Mirror what the triggers of this YAML file select. Without it every packet goes into one mirror. "
                + "Example: --config configs/minimal.yaml",
            HelpName = "FILE",
        };
        var all = new Option<bool>("--all")
        {
            Description = "Every packet into one mirror: the default without --config.",
        };
        var mirrorId = OptionKit.Number(
            "--mirror-id",
            "N",
            $"Mirror identifier (intercept id), 1 to {MirrorHeader.MaxMirrorId}. Default 1. Example: --mirror-id 0x300",
            1,
            MirrorHeader.MaxMirrorId
        );
        var sessionId = OptionKit.Number(
            "--session-id",
            "N",
            "Session identifier, 32 bits. Default 1. Example: --session-id 144",
            0,
            uint.MaxValue
        );
        var handle = OptionKit.Value<MedDevHandle>(
            "--handle",
            "HEX",
            "Med-Dev-Handle instead of the two ids, as RADIUS and DTCP carry it: 16 digits (mirror id, session id), or 8 digits "
                + "beginning with 4 to 7 (mirror id; the session id then comes from --session-id). Example: --handle 0000030000000090",
            "a Med-Dev-Handle: 16 hexadecimal digits beginning with 0 to 3, or 8 beginning with 4 to 7",
            (string text, out MedDevHandle value) =>
                MedDevHandle.TryParse(text, out value) == HandleFault.None
        );
        var way = new WayOptionSet("Where the copies go. Default when only writing files: 192.0.2.100.");
        var source = OptionKit.Value<Endpoint>(
            "--source",
            "IP[:PORT]",
            "Source of the outer header. Port without mention: the analyzer's, as on E Series. Default when only writing files: "
                + "192.0.2.1. Example: --source 192.0.2.1",
            "an IPv4 address with or without a port (192.0.2.1:50000)",
            Endpoint.TryParse
        );
        var series = OptionKit.Word<Series>(
            "--series",
            "Router personality: E Series (JUNOSe) or MX Series (Junos). Default mx."
        );
        var form = OptionKit.Word<CopyForm>(
            "--as",
            "What is copied. auto: the PPP frame from PPP links and L2TP sessions, the IP packet from everything else; ip: IP packets "
                + "only; ppp: FF 03 and the PPP frame, as an L2TP mirror does. Default auto."
        );
        var timeToLive = OptionKit.Number(
            "--ttl",
            "N",
            "Time to live of the outer header. Default 255, as routers send.",
            1,
            255
        );
        var noHeader = new Option<bool>("--no-header")
        {
            Description =
                "Bare IP copies without any outer header: an E Series IP mirror without handle and port.",
        };
        var mtu = OptionKit.Number(
            "--mtu",
            "BYTES",
            $"Largest IP datagram on the way to the analyzer. Default {MirrorDefinition.DefaultMtu}.",
            MirrorDefinition.MinimumMtu,
            ushort.MaxValue
        );
        var oversize = OptionKit.Word<OversizeRule>(
            "--oversize",
            "Copies above the MTU: fragment (outer IPv4 fragments), drop (and count), send (whole). Default fragment."
        );
        var engine = OptionKit.Word<SinkEngine>(
            "--engine",
            "What sends: udp (no privileges; the kernel writes the outer headers), raw, packet, xdp, pcap; auto takes the fastest of "
                + "packet, raw and udp that works here and says which. jmirror doctor explains each. Default auto."
        );
        var send = new Option<bool>("--send")
        {
            Description = "Send although --write is given: the files then hold what was sent.",
        };
        var loop = OptionKit.Number(
            "--loop",
            "N",
            "Passes over the captures; 0 is for ever. Default 1.",
            0,
            uint.MaxValue
        );
        var loopDelay = OptionKit.Duration(
            "--loop-delay",
            "Pause between two passes. Default none. Example: --loop-delay 500ms"
        );
        var duration = OptionKit.Duration("--duration", "End after this time. Example: --duration 1m30s");
        var threads = OptionKit.Number(
            "--threads",
            "N",
            "Threads to send with. Each takes a share of the mirrors, so that the order within a mirror is kept. Default 1.",
            1,
            64
        );
        var pacing = new PacingOptionSet();
        var write = new Option<string[]>("--write")
        {
            Description =
                "Write the mirrored datagrams to this file instead of sending them, as raw IP with the captured packets' times: pcap "
                + "(nanoseconds), or pcapng when the name ends so. May be given more than once. Example: --write mirrored.pcap",
            HelpName = "FILE",
        };
        var ledger = new Option<string?>("--ledger")
        {
            Description =
                "Record what was sent: stream, digest, length and time of every copy, 24 bytes each. jmirror receive --expect and "
                + "jmirror compare hold what arrived against it. Example: --ledger run.ledger",
            HelpName = "FILE",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Send and write nothing: only count what would be mirrored.",
        };
        var limit = OptionKit.Value<long>(
            "--limit",
            "N",
            "End after N copies. Example: --limit 1000",
            "a whole number from 1",
            (string text, out long value) => long.TryParse(text, out value) && value > 0
        );
        var json = CommonOptions.Json();
        var command = new Command(
            "replay",
            "Replay captures as mirrored streams: every packet, or what a configuration's triggers select."
        )
        {
            captures,
            config,
            all,
            mirrorId,
            sessionId,
            handle,
            source,
            series,
            form,
            timeToLive,
            noHeader,
            mtu,
            oversize,
            engine,
            write,
            ledger,
            send,
            dryRun,
            loop,
            loopDelay,
            limit,
            duration,
            threads,
        };
        way.AddTo(command);
        pacing.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
            ReplayRun.Execute(
                new ReplaySettings
                {
                    Captures = [.. parsed.GetRequiredValue(captures).Select(CaptureArgument.Parse)],
                    ConfigFile = parsed.GetValue(config),
                    All = parsed.GetValue(all),
                    MirrorId = parsed.GetValue(mirrorId),
                    SessionId = parsed.GetValue(sessionId),
                    Handle = parsed.GetValue(handle),
                    Way = way.Read(parsed),
                    Source = parsed.GetValue(source),
                    Series = parsed.GetValue(series),
                    Form = parsed.GetValue(form),
                    TimeToLive = (byte?)parsed.GetValue(timeToLive),
                    NoHeader = parsed.GetValue(noHeader),
                    Mtu = (int?)parsed.GetValue(mtu),
                    Oversize = parsed.GetValue(oversize),
                    Engine = parsed.GetValue(engine) ?? SinkEngine.Auto,
                    Send = parsed.GetValue(send),
                    Writes = parsed.GetValue(write) ?? [],
                    Ledger = parsed.GetValue(ledger),
                    DryRun = parsed.GetValue(dryRun),
                    Pacing = pacing.Read(parsed),
                    Loops = parsed.GetValue(loop) ?? 1,
                    LoopDelay = parsed.GetValue(loopDelay) ?? 0,
                    Duration = OptionKit.TimeOf(parsed.GetValue(duration)),
                    Threads = (int)(parsed.GetValue(threads) ?? 1),
                    Limit = parsed.GetValue(limit),
                    Json = parsed.GetValue(json),
                },
                terminal
            )
        );
        return command;
    }
}
