using System.Globalization;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Packet keys as the dissector would leave them, for tests that need no frames.</summary>
internal static class Packets
{
    public const string Lac = "192.0.2.11";
    public const string Lns = "192.0.2.22";

    private const ushort PppIpv4 = 0x0021;
    private const ushort PppIpv6 = 0x0057;
    private const ushort PppLcp = 0xc021;

    public static PacketKey Ip(string source, string destination) =>
        new() { Outer = Payload(source, destination) };

    public static PacketKey Udp(string source, ushort sourcePort, string destination, ushort destinationPort)
    {
        var key = Ip(source, destination);
        key.Outer.Protocol = 17;
        key.Outer.HasPorts = true;
        key.Outer.SourcePort = sourcePort;
        key.Outer.DestinationPort = destinationPort;
        return key;
    }

    public static PacketKey Ethernet(string source, string destination) =>
        Ip("10.0.0.1", "192.0.2.1") with
        {
            HasEthernet = true,
            SourceMac = Mac(source),
            DestinationMac = Mac(destination),
        };

    public static PacketKey Vlan(ushort outer, ushort inner = 0) =>
        Ip("10.0.0.1", "192.0.2.1") with
        {
            VlanCount = (byte)(inner == 0 ? 1 : 2),
            OuterVlan = outer,
            InnerVlan = inner,
        };

    public static PacketKey Pppoe(ushort session)
    {
        var key = Ip("10.0.0.1", "192.0.2.1") with { HasPppoe = true, PppoeSession = session };
        key.Outer.PppProtocol = PppIpv4;
        return key;
    }

    public static PacketKey PppoeLcp(ushort session) =>
        Pppoe(session) with
        {
            Outer = new Payload { Kind = PayloadKind.PppOther, PppProtocol = PppLcp },
        };

    public static PacketKey NativePpp() => new() { Outer = InPpp(Payload("10.0.0.1", "192.0.2.1")) };

    public static PacketKey NativeLcp() =>
        new()
        {
            Outer = new Payload { Kind = PayloadKind.PppOther, PppProtocol = PppLcp },
        };

    /// <summary>An L2TP data message from LAC to LNS with an IP packet in it.</summary>
    public static PacketKey L2tp(ushort tunnel, ushort session, string source, string destination) =>
        Ip(Lac, Lns) with
        {
            HasL2tp = true,
            L2tpTunnel = tunnel,
            L2tpSession = session,
            Inner = InPpp(Payload(source, destination)),
        };

    /// <summary>An L2TP data message from LAC to LNS with an LCP packet in it.</summary>
    public static PacketKey L2tpLcp(ushort tunnel, ushort session) =>
        L2tp(tunnel, session, "10.0.0.1", "192.0.2.1") with
        {
            Inner = new Payload { Kind = PayloadKind.PppOther, PppProtocol = PppLcp },
        };

    public static IpPrefix Prefix(string text) =>
        IpPrefix.TryParse(text, out var prefix) ? prefix : throw new FormatException(text);

    public static UInt128 Address(string text) => Prefix(text).Address;

    public static MacAddress Mac(string text) =>
        new(ulong.Parse(text.Replace(":", "", StringComparison.Ordinal), NumberStyles.HexNumber));

    private static Payload Payload(string source, string destination) =>
        new()
        {
            Kind = source.Contains(':') ? PayloadKind.Ipv6 : PayloadKind.Ipv4,
            Source = Address(source),
            Destination = Address(destination),
        };

    private static Payload InPpp(Payload payload)
    {
        payload.PppProtocol = payload.Kind == PayloadKind.Ipv6 ? PppIpv6 : PppIpv4;
        return payload;
    }
}
