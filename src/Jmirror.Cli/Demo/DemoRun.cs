using System.IO.Compression;
using Jmirror.Cli.Output;
using Jmirror.Cli.Replaying;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Demo;

/// <summary>
/// The main job in one command, without privileges: a capture of twenty subscribers, of whom two are mirrored over
/// loopback to an analyzer that checks every copy.
/// </summary>
internal static class DemoRun
{
    private const string Capture = "subscribers.pcap.gz";
    private const string Configuration = "demo.yaml";

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static int Execute(string file, bool json, Terminal terminal)
    {
        using var analyzer = new DemoAnalyzer();
        // The analyzer listens where the system has a port free.
        var yaml = ReadText(Configuration)
            .Replace($"{OuterHeader.DefaultPort}", $"{analyzer.Port}", StringComparison.Ordinal);
        RunSummary summary;
        try
        {
            summary = Mirror(yaml, file);
        }
        catch (CaptureFileException failure)
        {
            throw new OutputException(failure);
        }
        analyzer.Receive((int)summary.Counters.Sent);
        if (!IsExact(analyzer, file))
            summary = summary with { Problems = ["not all copies arrived as they were sent"] };

        Tell(yaml, file, summary, analyzer, json ? terminal.Error : terminal.Out);
        if (json)
            SummaryJson.Write(summary, terminal.Out);
        return summary.Problems.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static void Tell(
        string yaml,
        string file,
        RunSummary summary,
        DemoAnalyzer analyzer,
        TextWriter output
    )
    {
        var counters = summary.Counters;
        output.WriteLine(
            "A capture of 20 PPPoE subscribers, who all talk to the same address, was replayed through"
        );
        output.WriteLine("this configuration:");
        output.WriteLine();
        foreach (var line in yaml.TrimEnd().Split('\n'))
            output.WriteLine($"    {line}");
        output.WriteLine();
        output.WriteLine(
            $"{counters.Read} packets read. The logins among them (PPPoE, PAP) told who has which VLANs and session:"
        );
        output.WriteLine(
            $"{counters.Matched} packets are of the two mirrored subscribers, behind their logins."
        );
        output.WriteLine(
            $"{counters.Sent} copies were sent to the analyzer on 127.0.0.1:{analyzer.Port}, which received:"
        );
        foreach (var stream in analyzer.Streams.ToSortedList())
        {
            output.WriteLine(
                $"    mirror id {stream.Key.MirrorId}, session id {stream.Key.SessionId}: {stream.Packets} packets, "
                    + $"{stream.InnerBytes} bytes of subscriber traffic"
            );
        }
        output.WriteLine(
            summary.Problems.Count == 0
                ? "All arrived, in order and byte for byte."
                : $"Problem: {summary.Problems[0]}."
        );
        output.WriteLine($"The same datagrams are in {file}.");
        output.WriteLine();
        output.WriteLine("What to try next:");
        output.WriteLine($"    ./jmirror decode {file}");
        output.WriteLine($"    tshark -r {file} -d udp.port=={analyzer.Port},jmirror");
        output.WriteLine(
            "    ./jmirror replay YOUR.pcap --write mirrored.pcap --mirror-id 0x300 --session-id 144"
        );
        output.WriteLine("    ./jmirror config init > lab.yaml");
    }

    private static RunSummary Mirror(string yaml, string file)
    {
        var counters = new RunCounters();
        var config = ConfigFile.Parse(yaml, Configuration);
        var compiled = ConfigCompiler.Compile(
            config.Config!,
            new ListedWays(
                config.Config!.Analyzers,
                _ => throw new InvalidOperationException("the demo names its source")
            )
        );
        using var source = CaptureFileSource.Open(
            new GZipStream(Resource(Capture), CompressionMode.Decompress),
            Capture,
            compiled.Interfaces
        );
        using var copies = CaptureFileSink.Create(
            file,
            ProgramVersion.NameAndVersion,
            "jmirror",
            ethernet: null
        );
        var md1 = compiled.Analyzers[0];
        var target = new SinkTarget(md1.Address) { AnalyzerPort = md1.Port!.Value };
        using var udp = SinkFactory.Open(target, SinkEngine.Udp, TimeProvider.System);

        var clock = new MonotonicClock(TimeProvider.System);
        var sink = new RecordedSink(udp.Sink, new Recorder([copies]));
        var wayOut = new WayOut(sink, new WayOutOptions(), counters, new RateMeter(clock), clock);
        // The kernel cuts what an ordinary UDP socket sends.
        var mirrors = ReplayMirrors.Of(
            config.Config!,
            compiled,
            target => target with { Oversize = OversizeRule.Send }
        );
        var pacer = new Pacer(PacingSchedule.TopSpeed, clock, PacingLimits.Default);
        var pump = new Pump(
            mirrors.Table,
            new WaysOut(wayOut),
            counters,
            pacer,
            PumpShare.Whole,
            learner: mirrors.Learner
        );
        var start = clock.Now;
        pump.Run(source, CancellationToken.None);
        pump.Finish();
        return new RunSummary
        {
            Command = "demo",
            Inputs = [Capture],
            Outputs = [udp.Explanation, file],
            Counters = counters,
            Mirrors = mirrors.Table.Mirrors,
            Ended = mirrors.Table.Ended,
            Duration = TimeSpan.FromMicroseconds((clock.Now - start) / 1000.0),
            Problems = counters.Imbalance() is { } imbalance ? [imbalance] : [],
        };
    }

    // What arrived against what the file says was sent.
    private static bool IsExact(DemoAnalyzer analyzer, string file)
    {
        const int Ipv4AndUdp = OuterTemplate.Length - MirrorHeader.Length;
        var arrived = 0;
        using var written = CaptureFileSource.Open(file, new CaptureInterfaces());
        while (written.Receive(out var batch) == ReceiveStatus.Frames)
        {
            foreach (ref readonly var frame in batch.Frames)
            {
                var payload = batch.BytesOf(frame)[Ipv4AndUdp..];
                if (arrived == analyzer.Payloads.Count || !payload.SequenceEqual(analyzer.Payloads[arrived]))
                    return false;
                arrived++;
            }
        }
        return arrived > 0 && arrived == analyzer.Payloads.Count;
    }

    private static Stream Resource(string name) =>
        typeof(DemoRun).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"the program lacks its resource {name}");

    private static string ReadText(string name)
    {
        using var reader = new StreamReader(Resource(name));
        return reader.ReadToEnd();
    }
}
