using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Ledgers;

public sealed class LedgerSinkTests
{
    private static readonly SendRefusal Busy = new(DropReason.SinkBusy, Retry: true);
    private static readonly SendRefusal Down = new(DropReason.LinkDown, Retry: false);
    private static readonly MonotonicClock Clock = new(TimeProvider.System);

    // 192.0.2.1:30030 to 192.0.2.100:30030, mirror 0x300, session 0x90
    private static readonly StreamIdentity Stream = new(
        0xc0000201_c0000264,
        0x754e_754e,
        0x00000300_00000090
    );

    private readonly RunCounters _counters = new();

    [Fact]
    public void Send_MirroredPackets_RecordsStreamDigestAndLengthOfEach()
    {
        var sent = Record(new ScriptedSink(), Sample.Mirror, Sample.Ping, Sample.Ping);
        var ping = new SentCopy(Stream, PacketDigest.Of(Sample.Ping), 36);
        Assert.Equal([ping, ping], sent);
    }

    [Fact]
    public void Send_VersionBitsKept_AreInTheStream()
    {
        var mirror = Sample.Mirror with { Header = new MirrorHeader(1, 0x10, 0x0010000a) };
        var copy = Assert.Single(Record(new ScriptedSink(), mirror, Sample.Ping));
        Assert.Equal(new MirrorHeader(1, 0x10, 0x0010000a), copy.Stream.Header);
        Assert.Equal(Sample.Outer.Source, copy.Stream.Source);
        Assert.Equal(Sample.Outer.Destination, copy.Stream.Destination);
        Assert.Equal((30030, 30030), (copy.Stream.SourcePort, copy.Stream.DestinationPort));
    }

    [Fact]
    public void Send_BareCopies_AreRecordedWhole()
    {
        var udp = Sample.Udp(100);
        var sent = Record(new ScriptedSink(), Sample.Mirror with { Header = null }, Sample.Ping, udp);
        Assert.Equal(
            [
                new SentCopy(StreamIdentity.Bare, PacketDigest.Of(Sample.Ping), 36),
                new SentCopy(StreamIdentity.Bare, PacketDigest.Of(udp), 100),
            ],
            sent
        );
    }

    [Fact]
    public void Send_BareCopyThatLooksLikeACopyWithHeaders_IsRecordedAsBare()
    {
        // UDP without checksum whose length is right: what a mirror with headers sends begins the same way.
        var packet = Sample.Udp(100);
        Hex.Bytes("7532 7532 0050 0000").CopyTo(packet, 20);
        var sent = Record(new ScriptedSink(), Sample.Mirror with { Header = null }, packet);
        Assert.Equal([new SentCopy(StreamIdentity.Bare, PacketDigest.Of(packet), 100)], sent);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1)] // every piece in a batch of its own
    public void Send_CopyInPieces_IsRecordedOnceAsItWasBefore(int slots)
    {
        var large = Sample.Udp(1200);
        var sink = new ScriptedSink(slots);
        var sent = Record(sink, Sample.Mirror with { Mtu = 500 }, large, Sample.Ping);
        Assert.Equal(4, sink.Taken.Count);
        Assert.Equal(
            [
                new SentCopy(Stream, PacketDigest.Of(large), 1200),
                new SentCopy(Stream, PacketDigest.Of(Sample.Ping), 36),
            ],
            sent
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Send_OnePieceOfACopyRefused_RecordsOnlyTheOtherCopies(int refused)
    {
        var sink = new ScriptedSink { Refuse = offer => offer == refused ? Down : null };
        var sent = Record(
            sink,
            Sample.Mirror with
            {
                Mtu = 500,
            },
            Sample.Udp(1200),
            Sample.Ping,
            Sample.Udp(1201)
        );
        Assert.Equal([36, 1201], sent.Select(copy => (int)copy.Length));
        Assert.Equal(2, _counters.Sent);
    }

    [Fact]
    public void Send_BusySink_RecordsEachCopyOnceAndInOrder()
    {
        var packets = Enumerable.Range(40, 20).Select(length => Sample.Udp(length)).ToArray();
        var sink = new ScriptedSink { Refuse = offer => offer % 3 == 1 ? Busy : null };
        var sent = Record(sink, Sample.Mirror, packets);
        Assert.Equal(packets.Select(p => p.Length), sent.Select(copy => (int)copy.Length));
    }

    [Fact]
    public void Send_SinkRefuses_RecordsNothingOfIt()
    {
        var sink = new ScriptedSink { Refuse = offer => offer is 1 or 3 ? Down : null };
        var sent = Record(sink, Sample.Mirror, [.. Enumerable.Range(40, 6).Select(n => Sample.Udp(n))]);
        Assert.Equal([40, 42, 44, 45], sent.Select(copy => (int)copy.Length));
    }

    [Fact]
    public void Send_MoreThanFitIntoOneGo_RecordsAll()
    {
        var sink = new ScriptedSink(slots: 1000);
        var sent = Record(sink, Sample.Mirror, [.. Enumerable.Range(40, 900).Select(n => Sample.Udp(n))]);
        Assert.Equal(Enumerable.Range(40, 900), sent.Select(copy => (int)copy.Length));
    }

    private List<SentCopy> Record(ScriptedSink sink, MirrorDefinition mirror, params byte[][] packets)
    {
        using var file = new MemoryStream();
        using (var ledger = new LedgerWriter(file, TimeProvider.System))
        {
            using var recorded = new LedgerSink(sink, ledger, TimeProvider.System);
            var wayOut = new WayOut(
                recorded,
                new WayOutOptions(Patience: 10_000_000_000),
                _counters,
                new RateMeter(Clock),
                Clock
            );
            var encapsulator = new Encapsulator(_counters);
            var hit = new MirrorHit(new Mirror(mirror), FromInner: false, AsPpp: false);
            foreach (var packet in packets)
                encapsulator.Copy(hit, packet, Sample.PayloadOf(packet), timestamp: 0, wayOut);
            wayOut.Drain(DropReason.Interrupted);
        }
        return ReadBack(file.ToArray());
    }

    private static List<SentCopy> ReadBack(ReadOnlySpan<byte> ledger)
    {
        Assert.Null(LedgerFormat.CheckFileHeader(ledger));
        var (streams, copies) = (new List<StreamIdentity>(), new List<SentCopy>());
        for (var at = LedgerFormat.FileHeaderLength; at < ledger.Length; )
        {
            var header = LedgerFormat.ReadBlockHeader(ledger[at..]);
            Assert.True(LedgerFormat.IsSound(ledger.Slice(at, header.Length)));
            var record = at + LedgerFormat.BlockHeaderLength;
            for (var i = 0; i < header.Streams; i++, record += LedgerFormat.RecordLength)
                streams.Add(LedgerFormat.ReadStream(ledger[record..]));
            for (var i = 0; i < header.Packets; i++, record += LedgerFormat.RecordLength)
            {
                var packet = LedgerFormat.ReadPacket(ledger[record..], header.Time);
                Assert.InRange(
                    DateTime.UnixEpoch.AddTicks(packet.Time / 100),
                    DateTime.UtcNow.AddMinutes(-1),
                    DateTime.UtcNow
                );
                copies.Add(new SentCopy(streams[packet.Stream], packet.Digest, packet.Length));
            }
            at += header.Length;
        }
        return copies;
    }
}
