using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Jmirror.Protocol.Ip;

namespace Jmirror.Verification.Reassembling;

/// <summary>
/// Reassembles outer IPv4 datagrams that were fragmented on their way to the analyzer (RFC 791, RFC 815), within
/// limits. Time is that of the packets' timestamps. One caller at a time.
/// </summary>
public sealed class OuterReassembler(ReassemblyLimits limits)
{
    private const int MinHeaderLength = 20;
    private const int TotalLengthOffset = 2;
    private const int IdentificationOffset = 4;
    private const int FragmentOffset = 6;
    private const int ProtocolOffset = 9;
    private const int ChecksumOffset = 10;
    private const int SourceOffset = 12;
    private const int DestinationOffset = 16;
    private const byte Udp = 17;
    private const int MoreFragments = 0x2000;
    private const int OffsetMask = 0x1fff;
    private const int OffsetUnit = 8;

    private readonly Dictionary<DatagramKey, LinkedListNode<PartialDatagram>> _byKey = [];
    private readonly LinkedList<PartialDatagram> _byAge = [];
    private readonly Queue<IncompleteDatagram> _incomplete = [];
    private readonly long[] _counts = new long[Enum.GetValues<FragmentOutcome>().Length];
    private readonly byte[] _whole = new byte[ushort.MaxValue];
    private readonly long _maxAge = limits.MaxAge.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Datagrams in progress.</summary>
    public int DatagramsHeld => _byKey.Count;

    /// <summary>Bytes of buffers for datagrams in progress.</summary>
    public long BytesHeld { get; private set; }

    /// <summary>How many packets had this outcome.</summary>
    public long CountOf(FragmentOutcome outcome) => _counts[(int)outcome];

    /// <summary>Takes one outer IPv4 packet.</summary>
    /// <param name="packet">From the first byte of its header on; link padding behind it is ignored.</param>
    /// <param name="timestamp">Nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="datagram">
    /// The datagram when the outcome is <see cref="FragmentOutcome.Completed"/>: header of the first piece with
    /// total length, fragment field and checksum of the whole. Valid until the next call.
    /// </param>
    public FragmentOutcome Add(ReadOnlySpan<byte> packet, long timestamp, out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        GiveUpExpired(timestamp);
        var outcome = Classify(packet, out var headerLength, out var totalLength);
        if (outcome == FragmentOutcome.Held)
            outcome = Place(
                packet[..headerLength],
                packet[headerLength..totalLength],
                timestamp,
                out datagram
            );
        _counts[(int)outcome]++;
        return outcome;
    }

    /// <summary>
    /// Takes the next datagram that was given up. Ask after each packet and after <see cref="Finish"/>
    /// until there are no more.
    /// </summary>
    public bool TryTakeIncomplete([MaybeNullWhen(false)] out IncompleteDatagram incomplete) =>
        _incomplete.TryDequeue(out incomplete);

    /// <summary>Gives up all datagrams in progress: there will be no more packets.</summary>
    public void Finish()
    {
        while (_byAge.First is { } oldest)
            GiveUp(oldest, IncompleteReason.Ended);
    }

    // Held means: a sound fragment of a UDP datagram.
    private static FragmentOutcome Classify(
        ReadOnlySpan<byte> packet,
        out int headerLength,
        out int totalLength
    )
    {
        (headerLength, totalLength) = (0, 0);
        if (packet.Length < MinHeaderLength || packet[0] >> 4 != 4)
            return FragmentOutcome.Whole;
        headerLength = (packet[0] & 0xf) * sizeof(uint);
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[FragmentOffset..]);
        if (
            headerLength < MinHeaderLength
            || headerLength > packet.Length
            || (fragment & (MoreFragments | OffsetMask)) == 0
        )
            return FragmentOutcome.Whole;
        if (packet[ProtocolOffset] != Udp)
            return FragmentOutcome.NotUdp;
        totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[TotalLengthOffset..]);
        if (totalLength < headerLength || InternetChecksum.Compute(packet[..headerLength]) != 0)
            return FragmentOutcome.BadHeader;
        if (totalLength > packet.Length)
            return FragmentOutcome.CutShort;
        if (totalLength == headerLength)
            return FragmentOutcome.Empty;
        if ((fragment & MoreFragments) != 0 && (totalLength - headerLength) % OffsetUnit != 0)
            return FragmentOutcome.Unaligned;
        return (fragment & OffsetMask) * OffsetUnit + totalLength > ushort.MaxValue
            ? FragmentOutcome.TooLong
            : FragmentOutcome.Held;
    }

    private FragmentOutcome Place(
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> data,
        long timestamp,
        out ReadOnlySpan<byte> datagram
    )
    {
        datagram = default;
        var key = new DatagramKey(
            Ipv4Address.Read(header[SourceOffset..]),
            Ipv4Address.Read(header[DestinationOffset..]),
            BinaryPrimitives.ReadUInt16BigEndian(header[IdentificationOffset..])
        );
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(header[FragmentOffset..]);
        var start = (fragment & OffsetMask) * OffsetUnit;
        var isLast = (fragment & MoreFragments) == 0;

        var node = _byKey.GetValueOrDefault(key) ?? Begin(key, timestamp);
        var fit = AddTo(node.Value, header, start, data, isLast);
        if (fit == PieceFit.Conflict)
        {
            // Other bytes in the same place: a new datagram under an old identification.
            GiveUp(node, IncompleteReason.IdentificationReused);
            node = Begin(key, timestamp);
            fit = AddTo(node.Value, header, start, data, isLast);
        }
        switch (fit)
        {
            case PieceFit.Completed:
                datagram = Complete(node);
                return FragmentOutcome.Completed;
            case PieceFit.Duplicate:
                return FragmentOutcome.Duplicate;
            case PieceFit.Overlap:
                GiveUp(node, IncompleteReason.Overlap);
                return FragmentOutcome.Overlap;
            case PieceFit.LengthContradiction:
                GiveUp(node, IncompleteReason.LengthContradiction);
                return FragmentOutcome.LengthContradiction;
            default:
                MakeRoom();
                return FragmentOutcome.Held;
        }
    }

    private PieceFit AddTo(
        PartialDatagram partial,
        ReadOnlySpan<byte> header,
        int start,
        ReadOnlySpan<byte> data,
        bool isLast
    )
    {
        var before = partial.BufferLength;
        var fit = partial.Add(header, start, data, isLast);
        BytesHeld += partial.BufferLength - before;
        return fit;
    }

    private LinkedListNode<PartialDatagram> Begin(DatagramKey key, long timestamp)
    {
        var node = _byAge.AddLast(new PartialDatagram(key, timestamp));
        _byKey.Add(key, node);
        return node;
    }

    private ReadOnlySpan<byte> Complete(LinkedListNode<PartialDatagram> node)
    {
        var whole = _whole.AsSpan(0, node.Value.CopyTo(_whole));
        var header = whole[..((whole[0] & 0xf) * sizeof(uint))];
        BinaryPrimitives.WriteUInt16BigEndian(header[TotalLengthOffset..], (ushort)whole.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[FragmentOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumOffset..], InternetChecksum.Compute(header));
        Remove(node);
        return whole;
    }

    private void MakeRoom()
    {
        while (_byKey.Count > limits.MaxDatagrams)
            GiveUp(_byAge.First!, IncompleteReason.TooMany);
        while (BytesHeld > limits.MaxBytes)
            GiveUp(_byAge.First!, IncompleteReason.TooManyBytes);
    }

    private void GiveUpExpired(long timestamp)
    {
        while (_byAge.First is { } oldest && timestamp - oldest.Value.FirstTimestamp > _maxAge)
            GiveUp(oldest, IncompleteReason.Expired);
    }

    private void GiveUp(LinkedListNode<PartialDatagram> node, IncompleteReason reason)
    {
        _incomplete.Enqueue(node.Value.GivenUp(reason));
        Remove(node);
    }

    private void Remove(LinkedListNode<PartialDatagram> node)
    {
        BytesHeld -= node.Value.BufferLength;
        _byKey.Remove(node.Value.Key);
        _byAge.Remove(node);
    }
}
