using Jmirror.Engine.Frames;
using Jmirror.Engine.Ledgers;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>One-way latency is the kernel's stamp on arrival less the time that the ledger has of the sending.</summary>
public class LatencyTests
{
    private static readonly Ipv4Address Loopback = new(0x7f000001);

    [Fact]
    public void Latency_OfEachDatagram_LiesBetweenTwoReadingsOfTheSameClock()
    {
        using var source = UdpReceiveSource.Open(
            new UdpReceiveOptions(Loopback, Port: 0),
            new CaptureInterfaces()
        );
        var target = new SinkTarget(Loopback) { AnalyzerPort = source.LocalPort, Source = Loopback };
        var ledgerTime = new LastReading();
        using var ledger = new LedgerWriter(Stream.Null, TimeProvider.System);
        using var sink = new LedgerSink(
            SinkFactory.Open(target, SinkEngine.Udp, TimeProvider.System).Sink,
            ledger,
            ledgerTime
        );
        var datagram = Datagram(source.LocalPort);
        for (var i = 0; i < 500; i++)
        {
            var before = NanosecondsOf(TimeProvider.System.GetUtcNow());
            sink.SendAll([datagram]);
            Assert.Equal(ReceiveStatus.Frames, source.Receive(out var batch));
            var after = NanosecondsOf(TimeProvider.System.GetUtcNow()) + TimeSpan.NanosecondsPerTick;

            var arrived = batch.Frames[0].Timestamp;
            var sent = NanosecondsOf(ledgerTime.Time);
            Assert.InRange(sent, before, after);
            Assert.InRange(arrived, sent, after);
        }
    }

    private static byte[] Datagram(ushort port)
    {
        const int payloadLength = 60;
        var bytes = new byte[OuterTemplate.Length + payloadLength];
        var outer = new OuterHeader(Loopback, Loopback, port, port);
        new OuterTemplate(outer, new MirrorHeader(0, 1, 1)).Write(bytes, payloadLength, identification: 1);
        return bytes;
    }

    private static long NanosecondsOf(DateTimeOffset time) =>
        (time.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;

    private sealed class LastReading : TimeProvider
    {
        public DateTimeOffset Time { get; private set; }

        public override DateTimeOffset GetUtcNow() => Time = System.GetUtcNow();
    }
}
