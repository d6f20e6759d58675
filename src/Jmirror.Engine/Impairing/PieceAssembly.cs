using System.Buffers.Binary;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Mirroring;

namespace Jmirror.Engine.Impairing;

/// <summary>Puts the outer fragments in which a copy arrives together again: faults concern whole copies.</summary>
internal sealed class PieceAssembly
{
    private const int FragmentOffset = 6;
    private const int OffsetMask = 0x1fff;

    private readonly byte[] _bytes = new byte[ushort.MaxValue];
    private int _length;

    /// <summary>Longest piece so far, bytes: into such pieces the copy is cut again.</summary>
    public int LongestPiece { get; private set; }

    /// <summary>The whole copy, once its last piece was added.</summary>
    public ReadOnlySpan<byte> Copy => _bytes.AsSpan(0, _length);

    /// <summary>
    /// Adds the next piece. True when it completes the copy. A first piece begins anew: what came before it was given up.
    /// </summary>
    /// <exception cref="InvalidOperationException">A piece between was never handed in.</exception>
    public bool Add(ReadOnlySpan<byte> piece, CopyPart part)
    {
        var offset =
            (BinaryPrimitives.ReadUInt16BigEndian(piece[FragmentOffset..]) & OffsetMask)
            * Ipv4Fragment.OffsetUnit;
        if (offset == 0)
        {
            piece.CopyTo(_bytes);
            (_length, LongestPiece) = (piece.Length, piece.Length);
            return false;
        }
        if (offset != _length - Ipv4Fragment.HeaderLength)
            throw new InvalidOperationException("a piece does not go on where the one before it ended");
        piece[Ipv4Fragment.HeaderLength..].CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length - Ipv4Fragment.HeaderLength;
        LongestPiece = Math.Max(LongestPiece, piece.Length);
        if (part != CopyPart.LastPiece)
            return false;
        var whole = _bytes.AsSpan(0, _length);
        whole.Slice(FragmentOffset, sizeof(ushort)).Clear();
        // The fragments' lengths and checksums were their own; the UDP length is that of the whole.
        CopyLayout.SetLengths(whole);
        return true;
    }
}
