using System.Globalization;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>
/// How true the receiver's one-way latency is: sender and receiver in one process over loopback, each datagram by
/// itself. Beside what the ledger and the kernel's stamp give stand two readings of the same clock, right before the
/// sink is called and right after the source has returned: <c>latency SECONDS PPS</c>.
/// </summary>
internal static class LatencyRun
{
    private const int PayloadLength = 60;
    private const int WarmUpCopies = 5000;
    private static readonly Ipv4Address Loopback = new(0x7f00_0001);

    public static void Run(string[] arguments)
    {
        var pps = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var copies = WarmUpCopies + int.Parse(arguments[0], CultureInfo.InvariantCulture) * pps;
        var sending = new ReadTimes(copies);
        var before = new long[copies];
        using var source = UdpReceiveSource.Open(
            new UdpReceiveOptions(Loopback, Port: 0),
            new CaptureInterfaces()
        );
        var arrivals = new List<(long Stamp, long After)>(copies);
        var receiver = new Thread(() => Receive(source, arrivals, copies));
        receiver.Start();
        Send(source.LocalPort, pps, before, sending);
        receiver.Join();
        if (arrivals.Count != copies)
        {
            Console.Error.WriteLine($"only {arrivals.Count} of {copies} copies arrived");
            return;
        }

        var (told, read, difference) = (new Histogram(), new Histogram(), new Histogram());
        var outside = 0;
        for (var i = WarmUpCopies; i < copies; i++)
        {
            var latency = arrivals[i].Stamp - sending.Times[i];
            var bothReadings = arrivals[i].After - before[i];
            outside += sending.Times[i] < before[i] || latency < 0 || latency > bothReadings ? 1 : 0;
            told.Record(latency);
            read.Record(bothReadings);
            difference.Record(bothReadings - latency);
        }
        Console.WriteLine(
            $"{copies - WarmUpCopies} copies at {pps} pps, {outside} outside their two readings"
        );
        Print("receiver's latency", told);
        Print("two readings", read);
        Print("readings less latency", difference);
    }

    private static void Send(ushort port, int pps, long[] before, ReadTimes sending)
    {
        var target = new SinkTarget(Loopback) { AnalyzerPort = port, Source = Loopback };
        var opened = SinkFactory.Open(target, SinkEngine.Udp, TimeProvider.System);
        using var ledger = new LedgerWriter(Stream.Null, TimeProvider.System);
        using var sink = new LedgerSink(opened.Sink, ledger, sending);
        var template = new OuterTemplate(
            new OuterHeader(Loopback, Loopback, port, port),
            new MirrorHeader(0, 1, 1)
        );
        var clock = new HighResolutionClock(new MonotonicClock(TimeProvider.System));
        var start = clock.Now;
        for (var i = 0; i < before.Length; i++)
        {
            var batch = sink.Rent();
            batch.TryReserve(OuterTemplate.Length + PayloadLength, timestamp: 0, out var room);
            template.Write(room, PayloadLength, (ushort)i);
            clock.SleepUntil(start + i * 1_000_000_000L / pps, CancellationToken.None);
            before[i] = ReadTimes.Now;
            sink.Send(batch, 0, out _);
        }
    }

    private static void Receive(UdpReceiveSource source, List<(long Stamp, long After)> arrivals, int copies)
    {
        const int MostIdle = 50;
        for (var idle = 0; arrivals.Count < copies && idle < MostIdle; )
        {
            var status = source.Receive(out var batch);
            var after = ReadTimes.Now;
            idle = status == ReceiveStatus.Frames ? 0 : idle + 1;
            foreach (ref readonly var frame in batch.Frames)
                arrivals.Add((frame.Timestamp, after));
        }
    }

    private static void Print(string what, Histogram histogram)
    {
        string Microseconds(long nanoseconds) =>
            (nanoseconds / 1e3).ToString("F1", CultureInfo.InvariantCulture);
        string At(double percentile) => Microseconds(histogram.ValueAtPercentile(percentile));
        Console.WriteLine(
            $"| {what} | {Microseconds(histogram.Min)} | {At(50)} | {At(99)} | {At(99.9)} | {Microseconds(histogram.Max)} |"
        );
    }

    /// <summary>The wall clock; remembers each time that it was asked for, in nanoseconds since 1970-01-01 UTC.</summary>
    private sealed class ReadTimes(int most) : TimeProvider
    {
        private int _read;

        public long[] Times { get; } = new long[most];

        public static long Now => NanosecondsOf(System.GetUtcNow());

        public override DateTimeOffset GetUtcNow()
        {
            var now = System.GetUtcNow();
            Times[_read++] = NanosecondsOf(now);
            return now;
        }

        private static long NanosecondsOf(DateTimeOffset time) =>
            (time.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
    }
}
