using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>Whatever a copy looks like, what was sent is known again: in pieces, without header, around PPP.</summary>
public class CopyFormTests
{
    [Fact]
    public void Compare_OuterFragments_AreComparedWhole()
    {
        using var sent = SentTraffic.OfOneMirror(300, "--mtu", "600");
        Assert.True(sent.Datagrams.Count > 500);

        var summary = sent.Compare(0, sent.Arrived(pieces => pieces));

        Assert.Equal(300, summary.GetProperty("comparison").Number("received"));
        Assert.True(summary.Packets("fragments") > 400);
    }

    [Fact]
    public void Compare_AMissingFragment_LosesItsCopy()
    {
        using var sent = SentTraffic.OfOneMirror(300, "--mtu", "600");
        var last = sent
            .Datagrams.Select((piece, number) => (piece, number))
            .Last(one => IsLaterPiece(one.piece.Bytes))
            .number;

        var summary = sent.Compare(1, sent.Arrived(pieces => pieces.Where((_, number) => number != last)));

        summary.GetProperty("comparison").AssertFaults(("lost", 1));
        Assert.Equal(1, summary.Packets("incomplete"));
    }

    [Fact]
    public void Compare_BareCopies_AreKnownByTheLedger()
    {
        using var sent = SentTraffic.OfOneMirror(300, "--series", "e", "--no-header");

        var clean = sent.Compare(0, sent.Arrived(packets => packets));
        var lossy = sent.Compare(1, sent.Arrived(packets => packets.Skip(1)));

        Assert.Equal(300, clean.GetProperty("comparison").Number("received"));
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            clean.GetProperty("streams")[0].GetProperty("mirrorId").ValueKind
        );
        lossy.GetProperty("comparison").AssertFaults(("lost", 1));
    }

    [Fact]
    public void Compare_PppFrames_AreComparedWithTheirPppHeader()
    {
        using var sent = SentTraffic.OfPpp(400);

        var clean = sent.Compare(0, sent.Arrived(frames => frames));
        var damaged = sent.Compare(
            1,
            sent.Arrived(frames =>
                frames.Select(
                    (frame, number) => number == 40 ? DatagramEdits.Corrupted(frame, offset: 0) : frame
                )
            )
        );

        Assert.Equal(400, clean.GetProperty("streams")[0].GetProperty("kinds").Number("ppp"));
        damaged.GetProperty("comparison").AssertFaults(("corrupted", 1));
    }

    [Fact]
    public void Receive_TwoRoutersWithTheSameIds_AreKeptApartAndTogether()
    {
        using var first = SentTraffic.OfOneMirror(200, "--source", "192.0.2.1");
        using var second = SentTraffic.OfOneMirror(300, "--source", "192.0.2.2");
        var (one, other) = (first.Arrived(packets => packets), second.Arrived(packets => packets));

        var both = JmirrorProgram.RunJson(0, "receive", "--read", one, "--read", other);
        var compared = JmirrorProgram.RunJson(1, "compare", first.Ledger, one, other);

        Assert.Equal(
            [("192.0.2.1", 200L), ("192.0.2.2", 300L)],
            both.StreamsOf(1)
                .Select(stream => (stream.GetProperty("source").GetString()!, stream.Number("packets")))
        );
        var mirror = Assert.Single(both.GetProperty("mirrors").EnumerateArray());
        Assert.Equal((2L, 500L), (mirror.Number("streams"), mirror.Number("packets")));
        // The other router's packets are the same, byte for byte, and yet nobody's who sent this ledger.
        compared.GetProperty("comparison").AssertFaults(("foreign", 300));
    }

    private static bool IsLaterPiece(byte[] datagram) => (((datagram[6] & 0x1f) << 8) | datagram[7]) > 0;
}
