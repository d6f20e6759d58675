using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Any number of numbered subscribers of five kinds, no packet of one looking like another's.</summary>
internal static class Population
{
    private const int KindsOfSubscriber = 5;

    private static readonly UInt128 Elsewhere = Packets.Address("192.0.2.1");

    public static Trigger TriggerOf(int number) =>
        (number % KindsOfSubscriber) switch
        {
            0 => new Trigger { Address = new IpPrefix(Ipv4Of(number), 128) },
            1 => new Trigger { Address = new IpPrefix(Ipv6Of(number), 64) },
            2 => new Trigger { Mac = MacOf(number) },
            3 => new Trigger { OuterVlan = VlanOf(number), PppoeSession = PppoeSessionOf(number) },
            _ => new Trigger { L2tp = new L2tpTrigger(null, TunnelOf(number), (ushort)number) },
        };

    public static PacketKey PacketOf(int number, bool upstream)
    {
        var key = new PacketKey();
        key.Outer.Kind = PayloadKind.Ipv4;
        key.Outer.Source = Elsewhere;
        key.Outer.Destination = Elsewhere;
        switch (number % KindsOfSubscriber)
        {
            case 0:
                SubscriberIn(ref key.Outer, upstream) = Ipv4Of(number);
                break;
            case 1:
                key.Outer.Kind = PayloadKind.Ipv6;
                SubscriberIn(ref key.Outer, upstream) = Ipv6Of(number) + 1;
                break;
            case 2 when upstream:
                key.SourceMac = MacOf(number);
                break;
            case 2:
                key.DestinationMac = MacOf(number);
                break;
            case 3:
                key.OuterVlan = VlanOf(number);
                key.HasPppoe = true;
                key.PppoeSession = PppoeSessionOf(number);
                break;
            default:
                key.HasL2tp = true;
                key.L2tpTunnel = TunnelOf(number);
                key.L2tpSession = (ushort)number;
                key.Inner = key.Outer;
                break;
        }
        return key;
    }

    private static ref UInt128 SubscriberIn(ref Payload payload, bool upstream) =>
        ref upstream ? ref payload.Source : ref payload.Destination;

    private static UInt128 Ipv4Of(int number) => IpPrefix.FromIpv4(0x0a00_0000 + (uint)number);

    private static UInt128 Ipv6Of(int number) => new(0x2001_0db8_0000_0000 + (ulong)number, 0);

    private static MacAddress MacOf(int number) => new(0x0200_0000_0000 + (ulong)number);

    private static ushort VlanOf(int number) => (ushort)(1 + (number % 4000));

    private static ushort PppoeSessionOf(int number) => (ushort)(1 + (number / 4000));

    private static ushort TunnelOf(int number) => (ushort)(1 + (number >> 16));
}
