using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Decoding;

/// <summary>Mirrored packets in one line each, for people.</summary>
public static class InnerPacketText
{
    /// <summary>
    /// The whole line: number, time, outer addresses and ports, ids, mirrored packet, names of the faults. Example:
    /// <c>1 2026-11-23T20:00:00.000000000Z 192.0.2.1:30030 &gt; 192.0.2.100:30030 mirror 768 session 144: IPv4
    /// 100.64.1.10 &gt; 198.51.100.7 ICMP, 36 bytes</c>.
    /// </summary>
    public static string LineOf(in DecodedPacket packet)
    {
        var outer = packet.Datagram.Outer;
        var header = packet.Datagram.Header;
        var line = new StringBuilder(
            $"{packet.Number} {TimestampText.Format(packet.Timestamp)} {outer.Source}:{outer.SourcePort} > "
                + $"{outer.Destination}:{outer.DestinationPort} mirror {header.MirrorId} session {header.SessionId}: "
        );
        line.Append(Describe(packet.Datagram.Packet, packet.Inner, packet.Datagram.PayloadLength));
        foreach (var fault in MirrorFaultTexts.All)
        {
            if ((packet.Datagram.Faults & fault) != MirrorFaults.None)
                line.Append($" [{MirrorFaultTexts.NameOf(fault)}]");
        }
        return line.ToString();
    }

    /// <summary>
    /// The mirrored packet alone, as in <c>PPP IPv4 10.0.0.1:5060 &gt; 10.0.0.2:5060 UDP, 504 bytes</c> or
    /// <c>PPP LCP, 12 bytes</c>. The length is that of the whole copy.
    /// </summary>
    public static string Describe(in MirroredPacket packet, in InnerPacket inner, int length)
    {
        var bytes = length == 1 ? "1 byte" : $"{length} bytes";
        var kind = packet.Kind switch
        {
            MirroredKind.Ipv4 => "IPv4",
            MirroredKind.Ipv6 => "IPv6",
            MirroredKind.Ppp => $"PPP {PppProtocols.NameOf(packet.PppProtocol)}",
            _ => "unknown payload",
        };
        if (inner.Version == 0)
            return $"{kind}, {bytes}";
        var fragment = inner.FragmentOffset is { } offset ? $" fragment at {offset}" : "";
        return $"{kind} {Endpoint(inner.Source, inner.Ports?.Source)} > "
            + $"{Endpoint(inner.Destination, inner.Ports?.Destination)} "
            + $"{IpProtocols.NameOf(inner.Protocol)}{fragment}, {bytes}";
    }

    private static string Endpoint(UInt128 address, ushort? port)
    {
        var text = IpPrefix.FormatAddress(address);
        if (port is null)
            return text;
        return text.Contains(':', StringComparison.Ordinal) ? $"[{text}]:{port}" : $"{text}:{port}";
    }
}
