using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Tests.Reporting;

public sealed class ReportStreamsTests
{
    [Fact]
    public void Of_NoStreams_IsAbsent() => Assert.Null(ReportStreams.Of([]));

    [Fact]
    public void Of_MoreStreamsThanTop_ShowsFaultyThenBusyAndSumsUpTheRest()
    {
        var streams = ReportStreams.Of(
            [
                Row("a", 1, packets: 10),
                Row("a", 2, packets: 30),
                Row("a", 3, packets: 5, lost: 1),
                Row("a", 4, packets: 20),
            ],
            top: 2
        )!;
        Assert.Equal([3u, 2u], streams.Top.Select(stream => stream.MirrorId!.Value));
        Assert.Equal(("2 other streams", 30), (streams.Rest!.Source, streams.Rest.Packets));
        Assert.Equal((65, 1, 4), (streams.Total.Packets, streams.Total.Lost, streams.Count));
        Assert.Empty(streams.Unions);
    }

    [Fact]
    public void Of_TwoRoutersMirrorTheSameIds_KeepsThemApartAndAddsTheUnion()
    {
        var streams = ReportStreams.Of([
            Row("a", 1, packets: 10),
            Row("b", 1, packets: 20),
            Row("b", 2, packets: 5),
        ])!;
        Assert.Equal(3, streams.Top.Count);
        Assert.Null(streams.Rest);
        var union = Assert.Single(streams.Unions);
        Assert.Equal(("2 routers", 1u, 30), (union.Source, union.MirrorId!.Value, union.Packets));
    }

    [Fact]
    public void Of_FigureThatNobodyMeasured_StaysAbsentInTheSum()
    {
        var total = ReportStreams.Of([Row("a", 1, packets: 10), Row("b", 1, packets: 20)])!.Total;
        Assert.Null(total.Lost);
        Assert.Null(total.Pps);
    }

    [Fact]
    public void StreamFiguresOf_StreamOfAReceiver_HasItsRateFromFirstToLastPacket()
    {
        var table = new StreamTable();
        for (var i = 0; i < 11; i++)
        {
            MirrorDatagram.TryDecode(
                MirrorDatagrams.Encode(Hex.Bytes(MirrorDatagrams.Echo)),
                out var datagram
            );
            table.Add(datagram, 72, i * 100_000_000L);
        }
        var figures = StreamFigures.Of(table.ToSortedList()[0]);
        Assert.Equal(("192.0.2.1:30030", "192.0.2.100:30030"), (figures.Source, figures.Destination));
        Assert.Equal((11, 11 * 36, 10.0), (figures.Packets, figures.Bytes, figures.Pps));
    }

    private static StreamFigures Row(string source, uint mirrorId, long packets, long? lost = null) =>
        new()
        {
            Source = source,
            Destination = "md1",
            MirrorId = mirrorId,
            SessionId = 9,
            Packets = packets,
            Lost = lost,
        };
}
