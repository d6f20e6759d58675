using System.Buffers.Binary;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Reassembling;
using Jmirror.Verification.Streams;
using Jmirror.Verification.Tests.Reassembling;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>How a receiver gets datagrams.</summary>
public enum Ear
{
    /// <summary>From a capture: as they are on the wire.</summary>
    Capture,

    /// <summary>From a UDP socket of Linux, which drops wrong checksums and lengths that are too long, and cuts to shorter ones.</summary>
    Socket,
}

/// <summary>
/// A sender that puts faults into its copies, what it says of them in its ledger, and a receiver that judges by that.
/// </summary>
internal sealed class FaultyPath(Ear ear)
{
    private const long Interval = 1_000;
    private const ulong WrongUdpChecksum = 0x1234;

    private readonly List<SentPacket> _ledger = [];
    private readonly List<StreamKey> _streams = [];
    private readonly List<byte[]> _wire = [];

    // Copies that are held back, and behind how many more of their stream they come.
    private readonly List<(int Stream, int Behind, byte[] Copy)> _held = [];
    private ushort _identification;

    /// <summary>What arrived.</summary>
    public StreamTable Received { get; } = new();

    /// <summary>An IPv4 packet that no other equals, for a mirror to copy.</summary>
    public static byte[] Packet(int number, int length = 120)
    {
        var packet = new byte[length];
        packet.AsSpan().Fill(0xa5);
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)length);
        packet.AsSpan(4, 6).Clear();
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(20), number);
        return packet;
    }

    /// <summary>Sends a copy with a fault.</summary>
    /// <param name="packet">What is mirrored.</param>
    /// <param name="fault">What is done to the copy.</param>
    /// <param name="marked">What the ledger says was done; null for the truth.</param>
    /// <param name="header">Of the mirror; null for the usual one.</param>
    /// <param name="size">How much is done.</param>
    public void Send(
        byte[] packet,
        FaultKind fault = FaultKind.None,
        FaultKind? marked = null,
        MirrorHeader? header = null,
        int size = 0
    )
    {
        var copy = MirrorDatagrams.Encode(
            MirrorDatagrams.Outer,
            header ?? MirrorDatagrams.Header,
            packet,
            _identification++
        );
        var stream = NumberOf(StreamKey.Of(MirrorDatagrams.Decode(copy)));
        _ledger.Add(
            new SentPacket(
                stream,
                PacketDigest.Of(packet),
                (ushort)packet.Length,
                Path.Start + _ledger.Count * Interval,
                marked ?? fault
            )
        );
        if (fault == FaultKind.Reorder)
            _held.Add((stream, 1 + size % 8, copy));
        else
            _wire.AddRange(FaultyCopy.Of(fault, copy, size));
        if (fault != FaultKind.Reorder)
            Release(stream);
    }

    /// <summary>Sends a packet as its path would have cut it: in two fragments, each with its line in the ledger.</summary>
    public void SendInFragments(byte[] packet, FaultKind second, FaultKind? marked = null)
    {
        var overlap = second == FaultKind.InnerOverlap ? 8 : 0;
        Send(Fragments.Piece(packet, 0, 48), FaultKind.InnerFragment);
        Send(FaultyCopy.EndOf(packet, 48 - overlap), second, marked);
    }

    /// <summary>Receives all that was sent, and compares.</summary>
    public LedgerComparison Compare()
    {
        foreach (var (_, _, copy) in _held)
            _wire.Add(copy);
        _held.Clear();
        var comparison = new LedgerComparison(new ComparisonOptions());
        foreach (var key in _streams)
            comparison.NumberOf(key);
        foreach (var packet in _ledger)
            comparison.Add(packet);
        var reassembler = new OuterReassembler(new ReassemblyLimits());
        foreach (var packet in _wire)
        {
            var outcome = reassembler.Add(packet, Path.Start, out var whole);
            if (outcome == FragmentOutcome.Completed)
                Receive(whole.ToArray(), comparison);
            else if (outcome == FragmentOutcome.Whole)
                Receive(packet, comparison);
        }
        comparison.Finish();
        Assert.Null(comparison.Total().Imbalance());
        foreach (var stream in comparison.Streams)
            Assert.Null(stream.Figures.Imbalance());
        foreach (var account in comparison.Faults.ByKind())
            Assert.Equal(account.Injected, account.AsExpected + account.Otherwise.Sum(other => other.Count));
        return comparison;
    }

    /// <summary>Judges as a test that allows nothing which was not done on purpose.</summary>
    public Verdict Judge() => Judge(Compare());

    /// <inheritdoc cref="Judge()"/>
    public Verdict Judge(LedgerComparison comparison) =>
        new Judge(Received, new InnerDirections(), comparison).Decide(
            new Expectation
            {
                NothingElse = true,
                ByteExact = true,
                MaxLoss = Limit.None,
                MaxReordered = Limit.None,
                MaxDuplicates = Limit.None,
                MaxCorrupted = Limit.None,
                MaxMisdirected = Limit.None,
                MaxForeign = Limit.None,
            }
        );

    private void Release(int stream)
    {
        for (var i = 0; i < _held.Count; i++)
        {
            if (_held[i].Stream != stream)
                continue;
            _held[i] = _held[i] with { Behind = _held[i].Behind - 1 };
            if (_held[i].Behind > 0)
                continue;
            _wire.Add(_held[i].Copy);
            _held.RemoveAt(i--);
        }
    }

    private int NumberOf(StreamKey key)
    {
        if (!_streams.Contains(key))
            _streams.Add(key);
        return _streams.IndexOf(key);
    }

    private void Receive(byte[] bytes, LedgerComparison comparison)
    {
        MirrorDatagram.TryDecode(bytes, out var datagram);
        if (ear == Ear.Socket && !TryHear(ref bytes, ref datagram))
            return;
        Received.Add(datagram, bytes.Length, Path.Start);
        if (datagram.IsUsable)
            comparison.Add(Arrival.Of(datagram, bytes, Path.Start));
    }

    // udp_rcv and ip_rcv of Linux.
    private static bool TryHear(ref byte[] bytes, ref MirrorDatagram datagram)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(24));
        if (
            datagram.Faults.HasFlag(MirrorFaults.BadOuterChecksum)
            || BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(26)) == WrongUdpChecksum
            || length > bytes.Length - 20
        )
            return false;
        bytes = bytes[28..(20 + length)];
        MirrorDatagram.TryDecodeUdpPayload(MirrorDatagrams.Outer, bytes, out datagram);
        return true;
    }
}
