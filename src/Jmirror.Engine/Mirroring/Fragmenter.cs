using Jmirror.Engine.Datagrams;

namespace Jmirror.Engine.Mirroring;

/// <summary>Cuts an IPv4 datagram that exceeds the MTU into fragments (RFC 791 section 3.2).</summary>
internal static class Fragmenter
{
    /// <summary>
    /// Puts the fragments of <paramref name="whole"/> into the way out. False when it must not or cannot be cut: not
    /// IPv4, "don't fragment" set, or with options (only bare copies can be any of these). A fragment for which there
    /// is no room ends the copy; the way out has then counted it.
    /// </summary>
    public static bool TrySend(ReadOnlySpan<byte> whole, int mtu, long timestamp, bool isBare, WayOut wayOut)
    {
        if (whole[0] != Ipv4Fragment.VersionAndHeaderLength)
            return false;
        if ((Ipv4Fragment.FlagsOf(whole) & Ipv4Fragment.DontFragment) != 0)
            return false;
        var step = Ipv4Fragment.StepFor(mtu);
        // The last piece may be longer than a step: it need not be a multiple of the unit.
        var isLast = false;
        for (var at = 0; !isLast; at += step)
        {
            var rest = whole.Length - Ipv4Fragment.HeaderLength - at;
            isLast = rest <= mtu - Ipv4Fragment.HeaderLength;
            var length = Ipv4Fragment.HeaderLength + (isLast ? rest : step);
            var part = isLast ? CopyPart.LastPiece : CopyPart.Piece;
            if (!wayOut.TryReserve(length, timestamp, part, isBare, out var fragment))
                return true;
            Ipv4Fragment.Write(whole, at, isLast, fragment);
        }
        return true;
    }
}
