using CsCheck;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>
/// Random mirrors and random packets from few values, so that hits, overlaps and near misses are common. Fields of
/// a packet that its flags declare unset hold values nevertheless.
/// </summary>
internal static class AnyTable
{
    private static readonly UInt128[] Ipv4Addresses =
    [
        .. new[] { "10.0.0.1", "10.0.0.2", "10.0.1.1", "192.0.2.1" }.Select(Packets.Address),
    ];

    private static readonly UInt128[] Ipv6Addresses =
    [
        .. new[] { "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "::1" }.Select(Packets.Address),
    ];

    private static readonly Gen<UInt128> Addresses = Gen.OneOf([.. Ipv4Addresses, .. Ipv6Addresses]);

    private static readonly Gen<IpPrefix> Prefixes = Gen.OneOf<IpPrefix>(
        Gen.Select(Gen.OneOf(Ipv4Addresses), Gen.OneOf(96, 104, 120, 126, 128), Truncated),
        Gen.Select(Gen.OneOf(Ipv6Addresses), Gen.OneOf(0, 1, 48, 64, 126, 128), Truncated)
    );

    private static readonly Gen<ushort> Small = Gen.UShort[1, 2];

    private static readonly Gen<MacAddress> Macs = Gen.ULong[1, 2].Select(value => new MacAddress(value));

    private static readonly Gen<L2tpTrigger?> L2tpTriggers = Gen.Frequency<L2tpTrigger?>(
        (3, Gen.Const((L2tpTrigger?)null)),
        (
            1,
            Gen.Select(
                Maybe(Addresses),
                Maybe(Small),
                Maybe(Small),
                (peer, tunnel, session) => (L2tpTrigger?)new L2tpTrigger(peer, tunnel, session)
            )
        )
    );

    private static readonly Gen<Trigger> OneTrigger =
        from address in Maybe(Prefixes)
        from captureInterface in Maybe(Gen.UShort[0, 2])
        from outerVlan in Maybe(Small)
        from innerVlan in Maybe(Small)
        from mac in Maybe(Macs)
        from pppoeSession in Maybe(Small)
        from l2tp in L2tpTriggers
        from rank in Gen.Byte[0, 3]
        select new Trigger
        {
            Address = address,
            Interface = captureInterface,
            OuterVlan = outerVlan,
            InnerVlan = innerVlan,
            Mac = mac,
            PppoeSession = pppoeSession,
            L2tp = l2tp,
            Rank = (TriggerRank)rank,
        };

    /// <summary>Mostly one; now and then none, or one twice.</summary>
    public static readonly Gen<Trigger[]> Triggers = Gen.Frequency(
        (6, OneTrigger.Array[1]),
        (3, OneTrigger.Array[0, 4]),
        (1, OneTrigger.Select(trigger => new[] { trigger, trigger with { Rank = TriggerRank.Username } }))
    );

    private static readonly Gen<PortRange> PortRanges = Gen.OneOf(
        new PortRange(1, 1),
        new PortRange(1, 2),
        new PortRange(2, 2)
    );

    private static readonly Gen<Classifier> Classifiers =
        from source in Maybe(Prefixes)
        from destination in Maybe(Prefixes)
        from sourcePort in Maybe(PortRanges)
        from destinationPort in Maybe(PortRanges)
        from protocol in Maybe(Gen.OneOf<byte>(6, 17))
        from dscp in Maybe(Gen.Byte[0, 1])
        select new Classifier
        {
            Source = source,
            Destination = destination,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            Protocol = protocol,
            Dscp = dscp,
        };

    private static readonly Gen<SecurePolicy> Policies = Gen.Select(
        Gen.OneOf(MirrorDirection.Both, MirrorDirection.Upstream, MirrorDirection.Downstream),
        Gen.Frequency<Classifier[]>((2, Gen.Const(Array.Empty<Classifier>())), (1, Classifiers.Array[1, 2])),
        Gen.Frequency<Classifier[]>((4, Gen.Const(Array.Empty<Classifier>())), (1, Classifiers.Array[1, 2])),
        Gen.Enum<CopyForm>(),
        (direction, classifiers, drop, form) =>
            new SecurePolicy
            {
                Direction = direction,
                Classifiers = classifiers,
                Drop = drop,
                Form = form,
            }
    );

    private static readonly Gen<Payload> Payloads =
        from kind in Gen.Enum<PayloadKind>()
        from source in AddressesOf(kind)
        from destination in AddressesOf(kind)
        from protocol in Gen.OneOf<byte>(6, 17)
        from trafficClass in Gen.Byte[0, 7]
        from hasPorts in Gen.Bool
        from sourcePort in Small
        from destinationPort in Small
        from pppProtocol in Gen.OneOf<ushort>(0, 0x0021)
        select new Payload
        {
            Kind = kind,
            Source = source,
            Destination = destination,
            Protocol = protocol,
            TrafficClass = trafficClass,
            HasPorts = hasPorts,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            PppProtocol = pppProtocol,
        };

    public static readonly Gen<PacketKey> Keys =
        from direction in Gen.Enum<FrameDirection>()
        from captureInterface in Gen.UShort[0, 2]
        from macs in Gen.Select(Gen.ULong[0, 2], Gen.ULong[0, 2])
        from vlans in Gen.Select(Gen.UShort[0, 2], Gen.UShort[0, 2])
        from pppoe in Gen.Select(Gen.Bool, Small)
        from l2tp in Gen.Select(Gen.Bool, Gen.UShort[0, 2], Small)
        from outer in Payloads
        from inner in Payloads
        select new PacketKey
        {
            Direction = direction,
            Interface = captureInterface,
            SourceMac = new MacAddress(macs.Item1),
            DestinationMac = new MacAddress(macs.Item2),
            OuterVlan = vlans.Item1,
            InnerVlan = vlans.Item2,
            HasPppoe = pppoe.Item1,
            PppoeSession = pppoe.Item2,
            HasL2tp = l2tp.Item1,
            L2tpTunnel = l2tp.Item2,
            L2tpSession = l2tp.Item3,
            Outer = outer,
            Inner = inner,
        };

    public static readonly Gen<MirrorDefinition> Definitions = Gen.Select(
        Triggers,
        Policies,
        (triggers, policy) => Mirrors.Definition(triggers, policy)
    );

    public static readonly Gen<InterfaceSide[]> Sides = Gen.Enum<InterfaceSide>().Array[0, 2];

    private static IpPrefix Truncated(UInt128 address, int length)
    {
        var mask = new IpPrefix(0, length).Mask;
        return new IpPrefix(address & mask, length);
    }

    private static Gen<UInt128> AddressesOf(PayloadKind kind) =>
        kind switch
        {
            PayloadKind.Ipv4 => Gen.OneOf(Ipv4Addresses),
            PayloadKind.Ipv6 => Gen.OneOf(Ipv6Addresses),
            _ => Addresses,
        };

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.Frequency<T?>((3, Gen.Const((T?)null)), (1, gen.Select(value => (T?)value)));
}
