using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>Literal frames and their parts, written by hand after the RFCs.</summary>
internal static class Frame
{
    /// <summary>Destination and source address.</summary>
    public const string Addresses = "020000000001 020000000002 ";

    /// <summary>UDP 5000 to 5060, four bytes of payload; 12 bytes.</summary>
    public const string Udp = "1388 13c4 000c 0000 61626364";

    /// <summary>IPv4 10.0.0.1 to 192.0.2.2, DSCP 46, with <see cref="Udp"/>; 32 bytes.</summary>
    public const string Ipv4 = "45b8 0020 0001 0000 40 11 0000 0a000001 c0000202 " + Udp;

    /// <summary>IPv6 2001:db8::1 to 2001:db8::2, DSCP 46, with <see cref="Udp"/>; 52 bytes.</summary>
    public const string Ipv6 =
        "6b800000 000c 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 " + Udp;

    /// <summary>Dissects a frame given in hexadecimal.</summary>
    /// <param name="hex">The captured bytes.</param>
    /// <param name="linkType">What the first byte is.</param>
    /// <param name="cut">How many bytes more the frame had on the wire.</param>
    public static Dissected Dissect(string hex, LinkType linkType = LinkType.Ethernet, int cut = 0)
    {
        var bytes = Hex.Bytes(hex);
        return Dissect(new CapturedFrame(bytes, bytes.Length + cut, linkType));
    }

    public static Dissected Dissect(CapturedFrame frame)
    {
        var outcome = Dissector.Dissect(frame.Bytes, frame.Info, out var key);
        return new Dissected(outcome, key);
    }

    public static string Text(UInt128 address) => IpPrefix.FormatAddress(address);
}

/// <summary>What the dissector answered.</summary>
internal sealed record Dissected(DissectOutcome Outcome, PacketKey Key)
{
    /// <summary>Every field of the key, for comparison and for people.</summary>
    public override string ToString() =>
        $"{Outcome} {Key.Direction} if={Key.Interface} eth={Key.HasEthernet} {Key.SourceMac}>{Key.DestinationMac} "
        + $"vlans={Key.VlanCount}:{Key.OuterVlan}.{Key.InnerVlan} pppoe={Key.HasPppoe}:{Key.PppoeSession} "
        + $"l2tp={Key.HasL2tp}:{Key.L2tpTunnel}.{Key.L2tpSession} outer=[{Describe(Key.Outer)}] inner=[{Describe(Key.Inner)}]";

    /// <summary>Every field of a payload.</summary>
    public static string Describe(in Payload payload) =>
        $"{payload.Kind} {Frame.Text(payload.Source)}>{Frame.Text(payload.Destination)} "
        + $"protocol={payload.Protocol} tc={payload.TrafficClass:x2} fragment={payload.IsFragment} "
        + $"ports={payload.HasPorts}:{payload.SourcePort}>{payload.DestinationPort} ppp={payload.PppProtocol:x4} "
        + $"at {payload.Offset}+{payload.Length}";
}
