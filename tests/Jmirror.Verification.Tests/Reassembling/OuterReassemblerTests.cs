using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Reassembling;

namespace Jmirror.Verification.Tests.Reassembling;

public sealed class OuterReassemblerTests
{
    private readonly OuterReassembler _reassembler = new(new ReassemblyLimits());

    [Fact]
    public void Add_AllPiecesInOrder_GivesTheDatagramByteForByte()
    {
        var datagram = Datagram(3000);
        var pieces = Fragments.Of(datagram, 1480);
        Assert.Equal(3, pieces.Count);
        Assert.Equal(FragmentOutcome.Held, Add(pieces[0]));
        Assert.Equal(FragmentOutcome.Held, Add(pieces[1]));
        Assert.Equal(FragmentOutcome.Completed, _reassembler.Add(pieces[2], 0, out var whole));
        Hex.AssertEqual(datagram, whole);
        Assert.True(MirrorDatagram.TryDecode(whole, out var decoded));
        Assert.Equal(MirrorDatagrams.Header, decoded.Header);
        Assert.Equal(0, _reassembler.DatagramsHeld);
        Assert.Equal(0, _reassembler.BytesHeld);
    }

    [Fact]
    public void Add_PiecesOfManyDatagramsShuffledAndRepeated_GivesEveryDatagram() =>
        Gen.Select(Gen.Int[1, 3000].Array[1, 8], Gen.Int[1, 60], Gen.Int[0, int.MaxValue])
            .Sample(
                (payloadLengths, units, seed) =>
                {
                    var datagrams = payloadLengths.Select((n, i) => Datagram(n, (ushort)i)).ToList();
                    var pieces = datagrams
                        .SelectMany(d => Fragments.Of(d, 8 * units))
                        .SelectMany(piece => Enumerable.Repeat(piece, 1 + piece.Length % 2))
                        .ToArray();
                    new Random(seed).Shuffle(pieces);
                    var reassembler = new OuterReassembler(new ReassemblyLimits());
                    var wholes = new HashSet<string>(StringComparer.Ordinal);
                    foreach (var piece in pieces)
                    {
                        var outcome = reassembler.Add(piece, 0, out var whole);
                        if (outcome is FragmentOutcome.Completed)
                            wholes.Add(Convert.ToHexString(whole));
                        if (outcome is FragmentOutcome.Whole)
                            wholes.Add(Convert.ToHexString(piece));
                    }
                    Assert.Superset(
                        datagrams.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal),
                        wholes
                    );
                    Assert.Equal(datagrams.Count, wholes.Count);
                },
                iter: 300
            );

    [Fact]
    public void Add_OnePieceMissing_NamesTheDatagramAtTheEnd() =>
        Gen.Select(Gen.Int[200, 3000], Gen.Int[0, 1000], Gen.Int[0, int.MaxValue])
            .Sample(
                (payloadLength, missing, seed) =>
                {
                    var pieces = Fragments.Of(Datagram(payloadLength, 77), 64).ToList();
                    pieces.RemoveAt(missing % pieces.Count);
                    var shuffled = pieces.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var reassembler = new OuterReassembler(new ReassemblyLimits());
                    foreach (var piece in shuffled)
                        Assert.Equal(FragmentOutcome.Held, reassembler.Add(piece, 5, out _));
                    Assert.False(reassembler.TryTakeIncomplete(out _));
                    reassembler.Finish();
                    Assert.True(reassembler.TryTakeIncomplete(out var incomplete));
                    var isLastMissing = missing % (pieces.Count + 1) == pieces.Count;
                    Assert.Equal(
                        new IncompleteDatagram(
                            MirrorDatagrams.Outer.Source,
                            MirrorDatagrams.Outer.Destination,
                            77,
                            IncompleteReason.Ended,
                            pieces.Count,
                            pieces.Sum(p => p.Length - Fragments.HeaderLength),
                            isLastMissing ? null : payloadLength + 16,
                            5
                        ),
                        incomplete
                    );
                    Assert.False(reassembler.TryTakeIncomplete(out _));
                    Assert.Equal(0, reassembler.BytesHeld);
                },
                iter: 500
            );

    [Fact]
    public void Add_AnyFragmentsOfOneDatagram_GivesTheDatagramOrNothing() =>
        Gen.Select(Gen.Int[0, 24], Gen.Int[1, 24])
            .Array[1, 40]
            .Sample(
                ranges =>
                {
                    // Overlaps, repetitions and gaps of every kind, all with the same bytes.
                    var datagram = Datagram(8 * 24 - 16 - 3);
                    var length = datagram.Length - Fragments.HeaderLength;
                    var reassembler = new OuterReassembler(new ReassemblyLimits());
                    foreach (var (first, count) in ranges)
                    {
                        var (start, end) = (8 * first, Math.Min(8 * (first + count), length));
                        if (start >= end)
                            continue;
                        if (
                            reassembler.Add(Fragments.Piece(datagram, start, end), 0, out var whole)
                            is FragmentOutcome.Completed
                        )
                            Hex.AssertEqual(datagram, whole);
                        Assert.InRange(reassembler.DatagramsHeld, 0, 1);
                    }
                },
                iter: 2000
            );

    [Fact]
    public void Add_AnyBytes_Returns() =>
        Gen
            .Byte.Array[0, 60]
            .Array[1, 20]
            .Sample(
                packets =>
                {
                    var reassembler = new OuterReassembler(new ReassemblyLimits { MaxBytes = 10_000 });
                    foreach (var packet in packets)
                    {
                        if (packet.Length >= 20)
                        {
                            // Sound headers with few addresses and ids, so that the pieces meet.
                            packet[0] = 0x45;
                            packet[2] = 0;
                            packet[3] = (byte)packet.Length;
                            packet[6] &= 0x3f;
                            packet[9] = 17;
                            packet.AsSpan(12, 8).Clear();
                            packet.AsSpan(4, 2).Clear();
                            Fragments.Sealed(packet);
                        }
                        reassembler.Add(packet, packet.Length, out _);
                        Assert.InRange(reassembler.BytesHeld, 0, 10_000);
                    }
                },
                iter: 20_000
            );

    [Fact]
    public void Add_LargestDatagram_GivesAllOfIt()
    {
        var datagram = Datagram(OuterTemplate.MaxPayloadLength);
        var pieces = Fragments.Of(datagram, 1480);
        foreach (var piece in pieces.Take(pieces.Count - 1))
            Add(piece);
        Assert.Equal(FragmentOutcome.Completed, _reassembler.Add(pieces[^1], 0, out var whole));
        Hex.AssertEqual(datagram, whole);
    }

    [Fact]
    public void Add_PaddedLastPiece_LeavesThePaddingOut()
    {
        var datagram = Datagram(100);
        var pieces = Fragments.Of(datagram, 104);
        Add(pieces[0]);
        Assert.Equal(
            FragmentOutcome.Completed,
            _reassembler.Add([.. pieces[1], .. new byte[14]], 0, out var whole)
        );
        Hex.AssertEqual(datagram, whole);
    }

    [Fact]
    public void Add_SamePieceTwice_IsADuplicateAndChangesNothing()
    {
        var datagram = Datagram(3000);
        var pieces = Fragments.Of(datagram, 1480);
        Add(pieces[0]);
        Add(pieces[1]);
        Assert.Equal(FragmentOutcome.Duplicate, Add(pieces[0]));
        Assert.Equal(FragmentOutcome.Duplicate, Add(Fragments.Piece(datagram, 800, 2000)));
        Assert.Equal(FragmentOutcome.Completed, Add(pieces[2]));
    }

    [Fact]
    public void Add_OverlappingPiece_GivesUpTheDatagram()
    {
        var datagram = Datagram(3000);
        Add(Fragments.Piece(datagram, 0, 1480));
        Assert.Equal(FragmentOutcome.Overlap, Add(Fragments.Piece(datagram, 1472, 2000)));
        Assert.Equal(IncompleteReason.Overlap, TakeIncomplete().Reason);
        Assert.Equal(0, _reassembler.DatagramsHeld);
    }

    [Fact]
    public void Add_PieceAroundAnother_GivesUpTheDatagram()
    {
        var datagram = Datagram(3000);
        Add(Fragments.Piece(datagram, 80, 160));
        Assert.Equal(FragmentOutcome.Overlap, Add(Fragments.Piece(datagram, 0, 800)));
    }

    [Fact]
    public void Add_PieceBehindTheEnd_GivesUpTheDatagram()
    {
        var datagram = Datagram(3000);
        Add(Fragments.Make(datagram, 80, new byte[8], isLast: true));
        Assert.Equal(FragmentOutcome.LengthContradiction, Add(Fragments.Piece(datagram, 160, 240)));
        Assert.Equal(IncompleteReason.LengthContradiction, TakeIncomplete().Reason);
    }

    [Fact]
    public void Add_EndWithinWhatIsThere_GivesUpTheDatagram()
    {
        var datagram = Datagram(3000);
        Add(Fragments.Piece(datagram, 160, 240));
        Assert.Equal(
            FragmentOutcome.LengthContradiction,
            Add(Fragments.Make(datagram, 80, new byte[8], isLast: true))
        );
    }

    [Fact]
    public void Add_TwoEnds_GivesUpTheDatagram()
    {
        var datagram = Datagram(3000);
        Add(Fragments.Make(datagram, 80, new byte[8], isLast: true));
        Assert.Equal(
            FragmentOutcome.LengthContradiction,
            Add(Fragments.Make(datagram, 80, new byte[9], isLast: true))
        );
    }

    [Fact]
    public void Add_OptionsThatMakeTheWholeTooLong_GivesUpTheDatagram()
    {
        var datagram = Datagram(OuterTemplate.MaxPayloadLength);
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
        var old = Fragments.Of(Datagram(3000), 1480);
        var fresh = Datagram(3000);
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
        var datagram = Datagram(100, 1);
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
        var datagram = Datagram(100);
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
        var pieces = Fragments.Of(Datagram(3000), 1480);
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
            reassembler.Add(Fragments.Piece(Datagram(100, i), 0, 80), i, out _);
        Assert.True(reassembler.TryTakeIncomplete(out var incomplete));
        Assert.Equal((IncompleteReason.TooMany, (ushort)1), (incomplete.Reason, incomplete.Identification));
        Assert.Equal(2, reassembler.DatagramsHeld);
    }

    [Fact]
    public void Add_MoreBytesThanAllowed_GivesUpTheOldest()
    {
        var reassembler = new OuterReassembler(new ReassemblyLimits { MaxBytes = 70_000 });
        reassembler.Add(Fragments.Piece(Datagram(100, 1), 0, 80), 1, out _);
        reassembler.Add(Fragments.Make(Datagram(100, 2), 65000, new byte[8], isLast: true), 2, out _);
        reassembler.Add(Fragments.Piece(Datagram(100, 3), 0, 80), 3, out _);
        reassembler.Add(Fragments.Piece(Datagram(100, 4), 0, 80), 4, out _);
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

    internal static byte[] Datagram(int payloadLength, ushort identification = 1)
    {
        var payload = new byte[payloadLength];
        for (var i = 0; i < payload.Length; i++)
            payload[i] = (byte)(i * 31 + i / 256 + identification);
        return MirrorDatagrams.Encode(payload, identification);
    }
}
