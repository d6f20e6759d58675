using System.Runtime.CompilerServices;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.L2tp;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Learning;

/// <summary>Tells signalling from subscribers' traffic.</summary>
public static class Signalling
{
    /// <summary>
    /// True for every frame that <see cref="SignallingLearner"/> learns from, and for few others: all PPP frames
    /// without IP, PPPoE discovery, ARP, ICMPv6, and UDP on the ports of DHCP, DHCPv6, L2TP control and RADIUS. Asked for
    /// every frame: a few comparisons.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayTeach(in PacketKey key, DissectOutcome outcome)
    {
        if (outcome != DissectOutcome.Found)
            return key.SignallingType != EtherType.None;
        return key.HasL2tp ? MayTeach(key.Inner) : MayTeach(key.Outer);
    }

    /// <summary>True for DHCPv4 over UDP.</summary>
    internal static bool IsDhcp(in Payload packet) =>
        packet.Kind == PayloadKind.Ipv4 && (IsDhcp(packet.SourcePort) || IsDhcp(packet.DestinationPort));

    /// <summary>True for DHCPv6 over UDP.</summary>
    internal static bool IsDhcpv6(in Payload packet) =>
        packet.Kind == PayloadKind.Ipv6 && (IsDhcpv6(packet.SourcePort) || IsDhcpv6(packet.DestinationPort));

    /// <summary>True for UDP from or to a RADIUS server.</summary>
    internal static bool IsRadius(in Payload packet) =>
        RadiusListener.IsServerPort(packet.SourcePort) || RadiusListener.IsServerPort(packet.DestinationPort);

    private static bool MayTeach(in Payload payload) =>
        payload.Kind == PayloadKind.PppOther
        || payload.Protocol switch
        {
            (byte)IpProtocol.Udp => payload.HasPorts
                && (IsSignalling(payload.SourcePort) || IsSignalling(payload.DestinationPort)),
            (byte)IpProtocol.Icmpv6 => payload.Kind == PayloadKind.Ipv6,
            _ => false,
        };

    private static bool IsSignalling(ushort port) =>
        port == L2tpDataView.UdpPort || IsDhcp(port) || IsDhcpv6(port) || RadiusListener.IsServerPort(port);

    private static bool IsDhcp(ushort port) => port is DhcpView.ServerPort or DhcpView.ClientPort;

    private static bool IsDhcpv6(ushort port) => port is Dhcpv6View.ClientPort or Dhcpv6View.ServerPort;
}
