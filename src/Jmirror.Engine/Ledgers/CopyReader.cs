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
/// Copies with headers begin as <see cref="OuterTemplate"/> writes them: IPv4 without options, then UDP. Bare copies
/// have no outer header, so their pieces are IP datagrams as good as any, each recorded as it was sent.
/// </remarks>
internal sealed class CopyReader
{
    private const int IpHeaderLength = 20;
    private const int IdentificationOffset = 4;
    private const int FragmentOffset = 6;
    private const int OffsetMask = 0x1fff;
    private const int OffsetUnit = 8;

    // No piece can continue from there.
    private const int Broken = int.MaxValue;

    // The copy whose pieces are coming in, and how many bytes behind the IP header have come; 0 between copies.
    private readonly XxHash3 _digest = new();
    private StreamIdentity _stream;
    private ushort _identification;
    private int _ipPayload;

    /// <summary>True when a datagram is, or completes, the copy in <paramref name="copy"/>.</summary>
    /// <param name="bytes">Those of the datagram.</param>
    /// <param name="datagram">What the batch says of it.</param>
    /// <param name="copy">What was sent.</param>
    public bool TryRead(ReadOnlySpan<byte> bytes, in Datagram datagram, out SentCopy copy)
    {
        if (datagram.IsBare)
        {
            copy = new SentCopy(StreamIdentity.Bare, PacketDigest.Of(bytes), (ushort)bytes.Length);
            return true;
        }
        if (datagram.Part != CopyPart.Whole)
            return TryReadPiece(bytes, datagram.Part == CopyPart.LastPiece, out copy);
        copy = new SentCopy(
            StreamIdentity.Read(bytes),
            PacketDigest.Of(bytes[OuterTemplate.Length..]),
            (ushort)(bytes.Length - OuterTemplate.Length)
        );
        return true;
    }

    /// <summary>Notes that a datagram was not taken: without it no receiver can complete its copy.</summary>
    public void Skip(CopyPart part) => _ipPayload = part == CopyPart.Piece ? Broken : 0;

    private bool TryReadPiece(ReadOnlySpan<byte> piece, bool isLast, out SentCopy copy)
    {
        copy = default;
        if (OffsetOf(piece) == 0)
        {
            _stream = StreamIdentity.Read(piece);
            _identification = IdentificationOf(piece);
            _ipPayload = piece.Length - IpHeaderLength;
            _digest.Reset();
            _digest.Append(piece[OuterTemplate.Length..]);
            return false;
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

    private static ushort IdentificationOf(ReadOnlySpan<byte> piece) =>
        BinaryPrimitives.ReadUInt16BigEndian(piece[IdentificationOffset..]);

    private static int OffsetOf(ReadOnlySpan<byte> piece) =>
        (BinaryPrimitives.ReadUInt16BigEndian(piece[FragmentOffset..]) & OffsetMask) * OffsetUnit;
}
