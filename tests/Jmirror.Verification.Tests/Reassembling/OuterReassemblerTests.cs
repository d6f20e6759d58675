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
        var datagram = Fragments.Datagram(3000);
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
                    var datagrams = payloadLengths
                        .Select((n, i) => Fragments.Datagram(n, (ushort)i))
                        .ToList();
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
                    var pieces = Fragments.Of(Fragments.Datagram(payloadLength, 77), 64).ToList();
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
                    var datagram = Fragments.Datagram(8 * 24 - 16 - 3);
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
        var datagram = Fragments.Datagram(OuterTemplate.MaxPayloadLength);
        var pieces = Fragments.Of(datagram, 1480);
        foreach (var piece in pieces.Take(pieces.Count - 1))
            Add(piece);
        Assert.Equal(FragmentOutcome.Completed, _reassembler.Add(pieces[^1], 0, out var whole));
        Hex.AssertEqual(datagram, whole);
    }

    [Fact]
    public void Add_PaddedLastPiece_LeavesThePaddingOut()
    {
        var datagram = Fragments.Datagram(100);
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
        var datagram = Fragments.Datagram(3000);
        var pieces = Fragments.Of(datagram, 1480);
        Add(pieces[0]);
        Add(pieces[1]);
        Assert.Equal(FragmentOutcome.Duplicate, Add(pieces[0]));
        Assert.Equal(FragmentOutcome.Duplicate, Add(Fragments.Piece(datagram, 800, 2000)));
        Assert.Equal(FragmentOutcome.Completed, Add(pieces[2]));
    }

    private FragmentOutcome Add(byte[] packet) => _reassembler.Add(packet, 0, out _);
}
