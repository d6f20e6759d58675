using System.Globalization;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>
/// A long run of the whole straight line, in memory or out of an interface, and what it left for the garbage
/// collector: <c>garbage SECONDS CAPTURE [INTERFACE ENGINE]</c>.
/// </summary>
internal static class GarbageRun
{
    private static readonly Ipv4Address Analyzer = new(0xc633_6409);

    // Tiered compilation allocates while it replaces methods.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static void Run(string[] arguments)
    {
        var seconds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var sink = arguments.Length > 3 ? OpenSink(arguments[2], arguments[3]) : new NullSink();
        using var files = CaptureSequence.Open(
            [new CaptureInput(arguments[1], null)],
            new CaptureInterfaces()
        );
        var source = PreloadedSource.Load(files, byteLimit: 1 << 30);
        var clock = new MonotonicClock(TimeProvider.System);
        var counters = new RunCounters();
        var meter = new RateMeter(clock);
        var wayOut = new WayOut(sink, new WayOutOptions(Patience: 1_000_000_000), counters, meter, clock);
        var pacer = new Pacer(PacingSchedule.TopSpeed, clock, PacingLimits.Default);
        var pump = new Pump(OneMirror(), new WaysOut(wayOut), counters, pacer, PumpShare.Whole);

        RunFor(WarmUp, pump, source, clock);
        var (collections, bytes, copies) = Now(counters);
        RunFor(TimeSpan.FromSeconds(seconds), pump, source, clock);
        var (collectionsAfter, bytesAfter, copiesAfter) = Now(counters);

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds} s, {copiesAfter - copies:#,0} copies: {collectionsAfter - collections} garbage collections, "
                    + $"{bytesAfter - bytes:#,0} bytes allocated, {(double)(bytesAfter - bytes) / (copiesAfter - copies):F6} per copy"
            )
        );
    }

    private static void RunFor(TimeSpan time, Pump pump, PreloadedSource source, MonotonicClock clock)
    {
        var end = clock.Now + (long)time.TotalNanoseconds;
        while (clock.Now < end)
        {
            source.Rewind();
            pump.Run(source, CancellationToken.None);
        }
    }

    private static (int Collections, long Bytes, long Copies) Now(RunCounters counters) =>
        (GC.CollectionCount(0), GC.GetTotalAllocatedBytes(precise: true), counters.Mirrored);

    private static MirrorTable OneMirror() =>
        MirrorTable.Build([
            new MirrorDefinition(
                [Trigger.All],
                SecurePolicy.Default,
                new OuterHeader(new Ipv4Address(0xc000_0201), Analyzer, 6502, 6502),
                new MirrorHeader(0, 1, 1)
            ),
        ]);

    private static IDatagramSink OpenSink(string port, string engine)
    {
        var target = new SinkTarget(Analyzer) { Port = port, StaticArp = new MacAddress(0x0200_0000_0009) };
        return SinkFactory
            .Open(target, Enum.Parse<SinkEngine>(engine, ignoreCase: true), TimeProvider.System)
            .Sink;
    }
}
