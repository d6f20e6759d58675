using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Matching;

public sealed class MirrorTableScaleTests
{
    private const int Million = 1_000_000;
    private const int KindsOfSubscriber = 5;

    private static readonly UInt128 Elsewhere = Packets.Address("192.0.2.1");

    [Fact]
    public void Match_AMillionMirrors_EachPacketHitsExactlyItsOwn()
    {
        var table = TableOf(Million);
        var hits = new MirrorHits();

        for (var number = 0; number < Million; number++)
        {
            var key = PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            if (hits.Hits.Length != 1 || hits.Hits[0].Mirror.Number != number)
                Assert.Fail($"packet of subscriber {number}: {hits.Hits.Length} hits");
        }
    }

    [Fact]
    public void Match_PacketsOfStrangers_HitNothing()
    {
        const int mirrors = 100_000;
        var table = TableOf(mirrors);
        var hits = new MirrorHits();

        for (var number = mirrors; number < 5 * mirrors; number++)
        {
            var key = PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            if (hits.Miss != MissReason.NoTrigger)
                Assert.Fail($"packet of stranger {number}: {hits.Miss}");
        }
    }

    [Theory]
    [InlineData(TriggerPrecedence.EveryHit)]
    [InlineData(TriggerPrecedence.HighestOnly)]
    public void Match_AnyPacket_AllocatesNothing(TriggerPrecedence precedence)
    {
        const int subscribers = 1000;
        var sip = new SecurePolicy
        {
            Direction = MirrorDirection.Upstream,
            Classifiers = [new Classifier { DestinationPort = new PortRange(5060, 5060) }],
        };
        var definitions = Enumerable
            .Range(0, subscribers)
            .Select(number => Mirrors.Definition(TriggerOf(number)))
            .Append(Mirrors.Definition(Trigger.All, sip))
            .ToList();
        var table = MirrorTable.Build(definitions, precedence);
        var hits = new MirrorHits();
        long copies = 0;

        var before = Allocations.Now;
        for (var number = 0; number < 2 * subscribers; number++)
        {
            var key = PacketOf(number, upstream: number % 2 == 0);
            table.Match(in key, hits);
            copies += hits.Hits.Length;
        }
        Allocations.AssertNonePerOperation(before, 2 * subscribers);
        Assert.True(copies > 0);
    }

    private static MirrorTable TableOf(int mirrors) =>
        MirrorTable.Build([
            .. Enumerable.Range(0, mirrors).Select(number => Mirrors.Definition(TriggerOf(number))),
        ]);

    private static Trigger TriggerOf(int number) =>
        (number % KindsOfSubscriber) switch
        {
            0 => new Trigger { Address = new IpPrefix(Ipv4Of(number), 128) },
            1 => new Trigger { Address = new IpPrefix(Ipv6Of(number), 64) },
            2 => new Trigger { Mac = MacOf(number) },
            3 => new Trigger { OuterVlan = VlanOf(number), PppoeSession = PppoeSessionOf(number) },
            _ => new Trigger { L2tp = new L2tpTrigger(null, TunnelOf(number), (ushort)number) },
        };

    private static PacketKey PacketOf(int number, bool upstream)
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
