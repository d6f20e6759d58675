using System.Buffers.Binary;
using Jmirror.Engine.Mirroring;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// Cuts the IPv4 packet in a copy as a router on the subscriber's own path would. Each fragment becomes a copy with
/// the same headers in front, PPP's included. "Don't fragment" is cleared, as routers can be told to.
/// </summary>
/// <remarks>Other packets than IPv4 without options have no such fragments: the fault does not fit them.</remarks>
internal readonly struct InnerPacketCut
{
    private const int PppHeaderLength = 4;
    private const uint PppIpv4 = ((uint)MirroredPacket.PppAddressAndControl << 16) | MirroredPacket.PppIpv4;

    // Bytes in front of the inner IPv4 header.
    private readonly int _headers;

    private InnerPacketCut(int headers, FragmentSizes sizes)
    {
        _headers = headers;
        Sizes = sizes;
    }

    /// <summary>How the inner packet is cut.</summary>
    public FragmentSizes Sizes { get; }

    /// <summary>False when the copy holds no packet that can be cut into two or more.</summary>
    /// <param name="copy">A whole copy with outer headers.</param>
    /// <param name="largest">Largest fragment, bytes of its IP packet; null: halves.</param>
    /// <param name="overlap">How much each fragment repeats of the one before, bytes.</param>
    /// <param name="cut">The way to cut it.</param>
    public static bool TryFind(ReadOnlySpan<byte> copy, int? largest, int overlap, out InnerPacketCut cut)
    {
        cut = default;
        var headers = CopyLayout.PacketOffset;
        var packet = copy[headers..];
        if (packet.Length > PppHeaderLength && BinaryPrimitives.ReadUInt32BigEndian(packet) == PppIpv4)
        {
            headers += PppHeaderLength;
            packet = packet[PppHeaderLength..];
        }
        if (
            !Ipv4View.TryRead(packet, out var ip)
            || packet[0] != Ipv4Fragment.VersionAndHeaderLength
            || ip.TotalLength != packet.Length
            || !FragmentSizes.TryCut(packet.Length, largest, overlap, out var sizes)
        )
            return false;
        cut = new InnerPacketCut(headers, sizes);
        return true;
    }

    /// <summary>Length of one fragment's copy, bytes.</summary>
    public int LengthOf(int number) => _headers + Sizes.LengthOf(number);

    /// <summary>Writes the copy of one fragment.</summary>
    public void Write(ReadOnlySpan<byte> copy, int number, Span<byte> destination)
    {
        copy[.._headers].CopyTo(destination);
        Ipv4Fragment.Write(
            copy[_headers..],
            Sizes.StartOf(number),
            Sizes.IsLast(number),
            destination[_headers..]
        );
        CopyLayout.SetLengths(destination);
    }
}
