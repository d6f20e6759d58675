using System.Buffers.Binary;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>Puts IPv4 fragments together, as a host would (RFC 791 section 3.2).</summary>
internal static class OuterPieces
{
    public static int StartOf(byte[] piece) =>
        (BinaryPrimitives.ReadUInt16BigEndian(piece.AsSpan(6)) & 0x1fff) * 8;

    public static int EndOf(byte[] piece) => StartOf(piece) + piece.Length - 20;

    public static byte[] Assemble(List<byte[]> pieces)
    {
        var whole = new byte[20 + pieces.Max(EndOf)];
        var known = new bool[whole.Length - 20];
        pieces[0].AsSpan(0, 20).CopyTo(whole);
        foreach (var piece in pieces)
        {
            piece.AsSpan(20).CopyTo(whole.AsSpan(20 + StartOf(piece)));
            Array.Fill(known, true, StartOf(piece), piece.Length - 20);
        }
        Assert.DoesNotContain(false, known);
        return whole;
    }
}
