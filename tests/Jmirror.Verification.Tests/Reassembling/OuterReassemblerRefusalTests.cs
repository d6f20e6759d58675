using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Reassembling;

namespace Jmirror.Verification.Tests.Reassembling;

/// <summary>Pieces that do not fit, and limits that were reached.</summary>
public sealed class OuterReassemblerRefusalTests
{
    private readonly OuterReassembler _reassembler = new(new ReassemblyLimits());

    [Fact]
    public void Add_OverlappingPiece_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(3000);
        Add(Fragments.Piece(datagram, 0, 1480));
        Assert.Equal(FragmentOutcome.Overlap, Add(Fragments.Piece(datagram, 1472, 2000)));
        Assert.Equal(IncompleteReason.Overlap, TakeIncomplete().Reason);
        Assert.Equal(0, _reassembler.DatagramsHeld);
    }

    [Fact]
    public void Add_PieceAroundAnother_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(3000);
        Add(Fragments.Piece(datagram, 80, 160));
        Assert.Equal(FragmentOutcome.Overlap, Add(Fragments.Piece(datagram, 0, 800)));
    }

    [Fact]
    public void Add_PieceBehindTheEnd_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(3000);
        Add(Fragments.Make(datagram, 80, new byte[8], isLast: true));
        Assert.Equal(FragmentOutcome.LengthContradiction, Add(Fragments.Piece(datagram, 160, 240)));
        Assert.Equal(IncompleteReason.LengthContradiction, TakeIncomplete().Reason);
    }

    [Fact]
    public void Add_EndWithinWhatIsThere_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(3000);
        Add(Fragments.Piece(datagram, 160, 240));
        Assert.Equal(
            FragmentOutcome.LengthContradiction,
            Add(Fragments.Make(datagram, 80, new byte[8], isLast: true))
        );
    }

    [Fact]
    public void Add_TwoEnds_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(3000);
        Add(Fragments.Make(datagram, 80, new byte[8], isLast: true));
        Assert.Equal(
            FragmentOutcome.LengthContradiction,
            Add(Fragments.Make(datagram, 80, new byte[9], isLast: true))
        );
    }

    [Fact]
    public void Add_OptionsThatMakeTheWholeTooLong_GivesUpTheDatagram()
    {
        var datagram = Fragments.Datagram(OuterTemplate.MaxPayloadLength);
        var pieces = Fragments.Of(datagram, 1480).ToList();
        var (data, start) = (pieces[^1].AsSpan(20).ToArray(), 1480 * (pieces.Count - 1));
        Add(Fragments.Make(datagram, start, data, isLast: true));
        var first = pieces[0].ToList();
        first.InsertRange(20, [1, 1, 1, 1]);
        first[0] = 0x46;
        first[3] += 4;
        Assert.Equal(FragmentOutcome.LengthContradiction, Add(Fragments.Sealed([.. first])));
    }

    [Fact]
    public void Add_IdentificationUsedAgain_GivesUpTheOldAndCompletesTheNew()
    {
        var old = Fragments.Of(Fragments.Datagram(3000), 1480);
        var fresh = Fragments.Datagram(3000);
        fresh.AsSpan(36).Fill(0x77);
        Add(old[0]);
        Add(old[1]);
        var pieces = Fragments.Of(fresh, 1480);
        Assert.Equal(FragmentOutcome.Held, Add(pieces[1]));
        Assert.Equal(IncompleteReason.IdentificationReused, TakeIncomplete().Reason);
        Add(pieces[0]);
        Assert.Equal(FragmentOutcome.Completed, _reassembler.Add(pieces[2], 0, out var whole));
        Hex.AssertEqual(fresh, whole);
    }

    [Fact]
    public void Add_OtherAddressOrIdentification_IsAnotherDatagram()
    {
        var datagram = Fragments.Datagram(100, 1);
        Add(Fragments.Piece(datagram, 0, 80));
        foreach (var offset in (int[])[5, 12, 16])
        {
            var other = Fragments.Piece(datagram, 80, 116);
            other[offset]++;
            Assert.Equal(FragmentOutcome.Held, Add(Fragments.Sealed(other)));
        }
        Assert.Equal(4, _reassembler.DatagramsHeld);
    }

    [Fact]
    public void Add_UnsoundFragment_IsRefusedByName()
    {
        var datagram = Fragments.Datagram(100);
        var piece = Fragments.Piece(datagram, 0, 80);
        Assert.Equal(FragmentOutcome.CutShort, Add(piece[..99]));
        Assert.Equal(FragmentOutcome.Unaligned, Add(Fragments.Piece(datagram, 0, 81)));
        Assert.Equal(FragmentOutcome.Empty, Add(Fragments.Make(datagram, 80, [], isLast: true)));
        Assert.Equal(
            FragmentOutcome.TooLong,
            Add(Fragments.Make(datagram, 65512, new byte[8], isLast: true))
        );
        piece[8]--;
        Assert.Equal(FragmentOutcome.BadHeader, Add(piece));
        piece[9] = 6;
        Assert.Equal(FragmentOutcome.NotUdp, Add(Fragments.Sealed(piece)));
        Assert.Equal(0, _reassembler.DatagramsHeld);
        Assert.Equal(1, _reassembler.CountOf(FragmentOutcome.Unaligned));
    }

    [Theory]
    [InlineData("")]
    [InlineData("45000024")]
    [InlineData("44000024 12342000 4011d920 6440010a c6336407")] // header length 16
    [InlineData("60000000 00001140 20010db8 00000000 00000000")] // IPv6
    [InlineData("45000014 12344000 4011d920 6440010a c6336407")] // don't fragment
    public void Add_NoFragment_IsForTheDecoder(string hex) =>
        Assert.Equal(FragmentOutcome.Whole, Add(Hex.Bytes(hex)));

    [Fact]
    public void Add_PieceAfterTheWaitingTime_FindsTheRestGone()
    {
        var reassembler = new OuterReassembler(new ReassemblyLimits { MaxAge = TimeSpan.FromSeconds(2) });
        var pieces = Fragments.Of(Fragments.Datagram(3000), 1480);
        reassembler.Add(pieces[0], 0, out _);
        reassembler.Add(pieces[1], 2_000_000_000, out _);
        Assert.Equal(FragmentOutcome.Held, reassembler.Add(pieces[2], 2_000_000_001, out _));
        Assert.True(reassembler.TryTakeIncomplete(out var incomplete));
        Assert.Equal((IncompleteReason.Expired, 2), (incomplete.Reason, incomplete.Pieces));
    }

    [Fact]
    public void Add_MoreDatagramsThanAllowed_GivesUpTheOldest()
    {
        var reassembler = new OuterReassembler(new ReassemblyLimits { MaxDatagrams = 2 });
        for (ushort i = 1; i <= 3; i++)
            reassembler.Add(Fragments.Piece(Fragments.Datagram(100, i), 0, 80), i, out _);
        Assert.True(reassembler.TryTakeIncomplete(out var incomplete));
        Assert.Equal((IncompleteReason.TooMany, (ushort)1), (incomplete.Reason, incomplete.Identification));
        Assert.Equal(2, reassembler.DatagramsHeld);
    }

    [Fact]
    public void Add_MoreBytesThanAllowed_GivesUpTheOldest()
    {
        var reassembler = new OuterReassembler(new ReassemblyLimits { MaxBytes = 70_000 });
        reassembler.Add(Fragments.Piece(Fragments.Datagram(100, 1), 0, 80), 1, out _);
        reassembler.Add(
            Fragments.Make(Fragments.Datagram(100, 2), 65000, new byte[8], isLast: true),
            2,
            out _
        );
        reassembler.Add(Fragments.Piece(Fragments.Datagram(100, 3), 0, 80), 3, out _);
        reassembler.Add(Fragments.Piece(Fragments.Datagram(100, 4), 0, 80), 4, out _);
        Assert.True(reassembler.TryTakeIncomplete(out var incomplete));
        Assert.Equal(
            (IncompleteReason.TooManyBytes, (ushort)1),
            (incomplete.Reason, incomplete.Identification)
        );
        Assert.InRange(reassembler.BytesHeld, 1, 70_000);
    }

    private FragmentOutcome Add(byte[] packet) => _reassembler.Add(packet, 0, out _);

    private IncompleteDatagram TakeIncomplete()
    {
        Assert.True(_reassembler.TryTakeIncomplete(out var incomplete));
        return incomplete;
    }
}
