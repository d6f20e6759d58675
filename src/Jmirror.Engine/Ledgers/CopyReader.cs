using System.Buffers.Binary;
using System.IO.Hashing;
using Jmirror.Engine.Datagrams;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Ledgers;

/// <summary>
/// Reads back from a sink's memory what was sent: the stream and the digest. A copy in pieces is read once, with its
/// last piece, and not at all when a piece in between was not taken.
/// </summary>
/// <remarks>
/// A copy is known by the headers that <see cref="OuterTemplate"/> writes: IPv4 without options, UDP without
/// checksum. All others are bare copies. Those have no outer header, so their pieces are IP datagrams as good as
/// any, each recorded as it was sent.
/// </remarks>
internal sealed class CopyReader
{
    private const byte VersionAndHeaderLength = 0x45;
    private const byte Udp = 17;
    private const int IpHeaderLength = 20;
    private const int IdentificationOffset = 4;
    private const int FragmentOffset = 6;
    private const int OffsetMask = 0x1fff;
    private const int OffsetUnit = 8;
    private const int ProtocolOffset = 9;
    private const int UdpLengthOffset = 24;
    private const int UdpChecksumOffset = 26;

    // No piece can continue from there.
    private const int Broken = int.MaxValue;

    // The copy whose pieces are coming in, and how many bytes behind the IP header have come; 0 between copies.
    private readonly XxHash3 _digest = new();
    private StreamIdentity _stream;
    private ushort _identification;
    private int _ipPayload;

    /// <summary>True when <paramref name="datagram"/> is, or completes, the copy in <paramref name="copy"/>.</summary>
    public bool TryRead(ReadOnlySpan<byte> datagram, CopyPart part, out SentCopy copy)
    {
        if (part == CopyPart.Whole)
        {
            copy = HasOuterHeaders(datagram, hasAll: true)
                ? new SentCopy(
                    StreamIdentity.Read(datagram),
                    PacketDigest.Of(datagram[OuterTemplate.Length..]),
                    (ushort)(datagram.Length - OuterTemplate.Length)
                )
                : BareCopy(datagram);
            return true;
        }
        return TryReadPiece(datagram, part == CopyPart.LastPiece, out copy);
    }

    /// <summary>Notes that a datagram was not taken: without it no receiver can complete its copy.</summary>
    public void Skip(CopyPart part) => _ipPayload = part == CopyPart.Piece ? Broken : 0;

    private bool TryReadPiece(ReadOnlySpan<byte> piece, bool isLast, out SentCopy copy)
    {
        copy = default;
        if (HasOuterHeaders(piece, hasAll: false) && OffsetOf(piece) == 0)
        {
            _stream = StreamIdentity.Read(piece);
            _identification = IdentificationOf(piece);
            _ipPayload = piece.Length - IpHeaderLength;
            _digest.Reset();
            _digest.Append(piece[OuterTemplate.Length..]);
            return false;
        }
        if (_ipPayload == 0)
        {
            copy = BareCopy(piece);
            return true;
        }
        if (IdentificationOf(piece) != _identification || OffsetOf(piece) != _ipPayload)
        {
            _ipPayload = isLast ? 0 : Broken;
            return false;
        }
        _digest.Append(piece[IpHeaderLength..]);
        _ipPayload += piece.Length - IpHeaderLength;
        if (!isLast)
            return false;
        var length = _ipPayload - (OuterTemplate.Length - IpHeaderLength);
        copy = new SentCopy(_stream, _digest.GetCurrentHashAsUInt64(), (ushort)length);
        _ipPayload = 0;
        return true;
    }

    private static SentCopy BareCopy(ReadOnlySpan<byte> datagram) =>
        new(StreamIdentity.Bare, PacketDigest.Of(datagram), (ushort)datagram.Length);

    private static bool HasOuterHeaders(ReadOnlySpan<byte> datagram, bool hasAll)
    {
        if (
            datagram.Length < OuterTemplate.Length
            || datagram[0] != VersionAndHeaderLength
            || datagram[ProtocolOffset] != Udp
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[UdpChecksumOffset..]) != 0
        )
            return false;
        var end = IpHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(datagram[UdpLengthOffset..]);
        return hasAll ? end == datagram.Length : end > datagram.Length;
    }

    private static ushort IdentificationOf(ReadOnlySpan<byte> piece) =>
        BinaryPrimitives.ReadUInt16BigEndian(piece[IdentificationOffset..]);

    private static int OffsetOf(ReadOnlySpan<byte> piece) =>
        (BinaryPrimitives.ReadUInt16BigEndian(piece[FragmentOffset..]) & OffsetMask) * OffsetUnit;
}
