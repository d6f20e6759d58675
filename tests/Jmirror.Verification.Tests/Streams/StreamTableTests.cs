using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Streams;

public sealed class StreamTableTests
{
    private static readonly byte[] Echo = Hex.Bytes(MirrorDatagrams.Echo);

    [Fact]
    public void Add_TwoPacketsOfOneMirror_CountsBothInOneStream()
    {
        var table = new StreamTable();
        Add(table, MirrorDatagrams.Encode(Echo), timestamp: 500);
        Add(table, MirrorDatagrams.Encode(Hex.Bytes("ff03c021 09200008b4c6c8ac")), timestamp: 300);

        var stream = Assert.Single(table.ToSortedList());
        Assert.Equal(2, stream.Packets);
        Assert.Equal(36 + 12, stream.InnerBytes);
        Assert.Equal(72 + 48, stream.OuterBytes);
        Assert.Equal(300, stream.FirstTimestamp);
        Assert.Equal(500, stream.LastTimestamp);
        Assert.Equal(1, stream.CountOf(MirroredKind.Ipv4));
        Assert.Equal(1, stream.CountOf(MirroredKind.Ppp));
        Assert.Equal(0, stream.CountOf(MirroredKind.Ipv6));
        Assert.Equal(new StreamKey(new(0xc0000201), new(0xc0000264), 30030, 30030, 768, 144), stream.Key);
    }

    [Fact]
    public void Add_OneFieldOfTheKeyDiffers_IsAnotherStream()
    {
        var table = new StreamTable();
        var (outer, header) = (MirrorDatagrams.Outer, MirrorDatagrams.Header);
        Add(table, MirrorDatagrams.Encode(outer, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer with { Source = new(1) }, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer with { Destination = new(1) }, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer with { SourcePort = 1 }, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer with { DestinationPort = 1 }, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer, header with { MirrorId = 1 }, Echo));
        Add(table, MirrorDatagrams.Encode(outer, header with { SessionId = 1 }, Echo));
        Assert.Equal(7, table.Count);
    }

    [Theory]
    [InlineData(0, new uint[0])]
    [InlineData(2, new uint[] { 4, 3 })]
    [InlineData(9, new uint[] { 4, 3, 2, 1 })]
    public void Busiest_AreThoseWithTheMostPackets_BusiestFirst(int count, uint[] mirrors)
    {
        var table = new StreamTable();
        foreach (var mirrorId in (uint[])[3, 4, 1, 4, 2, 3, 4, 2, 3, 4])
            Add(
                table,
                MirrorDatagrams.Encode(
                    MirrorDatagrams.Outer,
                    MirrorDatagrams.Header with
                    {
                        MirrorId = mirrorId,
                    },
                    Echo
                )
            );
        Assert.Equal(mirrors, table.Busiest(count).Select(stream => stream.Key.MirrorId));
    }

    [Fact]
    public void Add_VersionBitsOrTtlDiffer_IsTheSameStream()
    {
        var table = new StreamTable();
        var (outer, header) = (MirrorDatagrams.Outer, MirrorDatagrams.Header);
        Add(table, MirrorDatagrams.Encode(outer, header, Echo));
        Add(table, MirrorDatagrams.Encode(outer, header with { Version = 1 }, Echo));
        Add(table, MirrorDatagrams.Encode(outer with { TimeToLive = 1 }, header, Echo));
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void Add_FaultyPackets_CountsEachFaultByName()
    {
        var table = new StreamTable();
        var badChecksum = MirrorDatagrams.EchoDatagram;
        badChecksum[8]--;
        Add(table, badChecksum);
        Add(table, [.. badChecksum, 0]);
        Add(table, MirrorDatagrams.EchoDatagram);

        var stream = Assert.Single(table.ToSortedList());
        Assert.Equal(3, stream.Packets);
        Assert.Equal(2, stream.CountOf(MirrorFaults.BadOuterChecksum));
        Assert.Equal(1, stream.CountOf(MirrorFaults.TrailingBytes));
        Assert.Equal(0, stream.CountOf(MirrorFaults.CutShort));
    }

    [Fact]
    public void Add_UndecodableDatagram_IsCountedByItsFirstReason()
    {
        var table = new StreamTable();
        Add(table, []);
        var fragmentOfTcp = MirrorDatagrams.EchoDatagram;
        fragmentOfTcp[6] = 0x20;
        fragmentOfTcp[9] = 6;
        Add(table, fragmentOfTcp);

        Assert.Equal(2, table.Unusable);
        Assert.Equal(1, table.UnusableBy(MirrorFaults.ShortOuterHeader));
        Assert.Equal(1, table.UnusableBy(MirrorFaults.NotUdp));
        Assert.Equal(0, table.UnusableBy(MirrorFaults.OuterFragment));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Add_MoreStreamsThanThereIsRoomFor_CountsThemAsUnlisted()
    {
        var table = new StreamTable(maxStreams: 2);
        for (uint session = 0; session < 3; session++)
        {
            var header = MirrorDatagrams.Header with { SessionId = session };
            Add(table, MirrorDatagrams.Encode(MirrorDatagrams.Outer, header, Echo));
            Add(table, MirrorDatagrams.Encode(MirrorDatagrams.Outer, header, Echo));
        }
        Assert.Equal(4, table.Packets);
        Assert.Equal(2, table.Unlisted);
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void ToSortedList_AnyOrderOfArrival_IsTheSameOrder() =>
        AnyKeys.Sample(keys =>
        {
            var expected = Fill(keys.OrderBy(k => k.SessionId)).ToSortedList().Select(s => s.Key);
            var actual = Fill(keys).ToSortedList().Select(s => s.Key).ToList();
            Assert.Equal(expected, actual);
            Assert.Equal(actual.OrderBy(k => k.MirrorId).ThenBy(k => k.SessionId), actual);
        });

    [Fact]
    public void Table_AnyPackets_AgreesWithANaiveCount() =>
        AnyKeys.Sample(keys =>
        {
            var naive = keys.CountBy(k => k).ToDictionary();
            var table = Fill(keys);
            Assert.Equal(keys.Length, table.Packets);
            Assert.Equal(naive, table.ToSortedList().ToDictionary(s => s.Key, s => (int)s.Packets));
        });

    [Fact]
    public void Add_KnownStreams_AllocatesNothing()
    {
        var table = new StreamTable();
        var first = MirrorDatagrams.Decode(MirrorDatagrams.EchoDatagram);
        var second = first with { Header = first.Header with { SessionId = 1 } };
        table.Add(first, 72, 1);
        table.Add(second, 72, 1);
        var before = Allocations.Now;
        for (var i = 0; i < 1000; i++)
        {
            table.Add(first, 72, i);
            table.Add(second, 72, i);
        }
        Allocations.AssertNonePerOperation(before, 2000);
    }

    [Theory]
    [InlineData("jmirror/jmirror_ip.pcap", 1, 38)]
    [InlineData("jmirror/jmirror_l2tp.pcap", 1, 6)]
    [InlineData("jmirror/jmirror_ipv6.pcap", 2, 100)] // two routers mirror the same ids
    public void Table_CaptureOfRealRouters_ListsTheirStreams(string file, int streams, int packets)
    {
        var table = new StreamTable();
        foreach (var packet in PcapFile.Read(Captures.Shared(file)))
            Add(table, packet.Bytes.AsSpan(14), packet.Timestamp);
        Assert.Equal(streams, table.Count);
        Assert.Equal(packets, table.Packets);
    }

    // Few values, so that keys meet again.
    private static readonly Gen<StreamKey[]> AnyKeys = Gen.Select(
        Gen.UInt[0, 1],
        Gen.UInt[0, 1],
        Gen.UShort[0, 1],
        Gen.UShort[0, 1],
        Gen.UInt[0, 2],
        Gen.UInt[0, 2],
        (source, destination, sourcePort, destinationPort, mirrorId, sessionId) =>
            new StreamKey(new(source), new(destination), sourcePort, destinationPort, mirrorId, sessionId)
    ).Array[0, 50];

    private static StreamTable Fill(IEnumerable<StreamKey> keys)
    {
        var table = new StreamTable();
        foreach (var key in keys)
        {
            var outer = new OuterHeader(key.Source, key.Destination, key.SourcePort, key.DestinationPort);
            Add(table, MirrorDatagrams.Encode(outer, new(0, key.MirrorId, key.SessionId), Echo));
        }
        return table;
    }

    private static void Add(StreamTable table, ReadOnlySpan<byte> bytes, long timestamp = 0)
    {
        MirrorDatagram.TryDecode(bytes, out var datagram);
        table.Add(datagram, bytes.Length, timestamp);
    }
}
