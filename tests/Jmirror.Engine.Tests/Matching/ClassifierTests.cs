using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class ClassifierTests
{
    private const byte ExpeditedForwarding = 46;

    private static readonly Classifier Sip = new()
    {
        Protocol = 17,
        DestinationPort = new PortRange(5060, 5061),
    };

    [Theory]
    [InlineData(5059, false)]
    [InlineData(5060, true)]
    [InlineData(5061, true)]
    [InlineData(5062, false)]
    public void DestinationPort_RangeIncludesItsEnds(ushort port, bool copied) =>
        AssertCopied(copied, Packets.Udp("10.0.0.1", 40000, "192.0.2.1", port), Sip);

    [Fact]
    public void SourcePort_IsNotTheDestinationPort()
    {
        var classifier = new Classifier { SourcePort = new PortRange(5060, 5060) };

        AssertCopied(true, Packets.Udp("10.0.0.1", 5060, "192.0.2.1", 1), classifier);
        AssertCopied(false, Packets.Udp("10.0.0.1", 1, "192.0.2.1", 5060), classifier);
    }

    [Fact]
    public void Ports_PacketThatShowsNone_DoesNotFit()
    {
        var laterFragment = Packets.Udp("10.0.0.1", 5060, "192.0.2.1", 5060);
        laterFragment.Outer.IsFragment = true;
        laterFragment.Outer.HasPorts = false;

        AssertCopied(false, laterFragment, Sip);
        AssertCopied(false, laterFragment, new Classifier { SourcePort = new PortRange(0, ushort.MaxValue) });
    }

    [Fact]
    public void Properties_AllMustFit()
    {
        var tcp = Packets.Udp("10.0.0.1", 40000, "192.0.2.1", 5060);
        tcp.Outer.Protocol = 6;

        AssertCopied(false, tcp, Sip);
    }

    [Fact]
    public void Classifiers_AnyMayFit()
    {
        var other = new Classifier { Protocol = 6 };
        var packet = Packets.Udp("10.0.0.1", 40000, "192.0.2.1", 5060);

        AssertCopied(true, packet, other, Sip);
        AssertCopied(false, packet, other, other);
    }

    [Fact]
    public void Dscp_IsTheUpperSixBits()
    {
        var packet = Packets.Ip("10.0.0.1", "192.0.2.1");
        packet.Outer.TrafficClass = (ExpeditedForwarding << 2) | 0b11;

        AssertCopied(true, packet, new Classifier { Dscp = ExpeditedForwarding });
        AssertCopied(false, packet, new Classifier { Dscp = ExpeditedForwarding + 1 });
    }

    [Theory]
    [InlineData("10.0.0.0/8", "192.0.2.0/24", true)]
    [InlineData("192.0.2.0/24", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "192.0.3.0/24", false)]
    [InlineData("::/0", "::/0", false)]
    public void Prefixes_FitTheirOwnEndAndFamily(string source, string destination, bool copied) =>
        AssertCopied(
            copied,
            Packets.Ip("10.0.0.1", "192.0.2.1"),
            new Classifier { Source = Packets.Prefix(source), Destination = Packets.Prefix(destination) }
        );

    [Fact]
    public void EmptyClassifier_FitsEveryIpPacketButNoPppControl()
    {
        AssertCopied(true, Packets.Ip("2001:db8::1", "2001:db8::2"), new Classifier());
        AssertCopied(true, Packets.NativePpp(), new Classifier());
        AssertCopied(false, Packets.NativeLcp(), new Classifier());
    }

    [Fact]
    public void L2tpSession_TheInnerPacketIsClassified()
    {
        var trigger = new Trigger { L2tp = new L2tpTrigger(null, 7, 9) };
        var policy = new SecurePolicy { Classifiers = [Sip] };
        var key = Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1");
        key.Outer = Packets.Udp(Packets.Lac, 1701, Packets.Lns, 1701).Outer;

        Assert.Equal(MissReason.Classifier, Mirrors.Ask(trigger, policy, key).Miss);

        key.Inner.Protocol = 17;
        key.Inner.HasPorts = true;
        key.Inner.DestinationPort = 5060;
        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(trigger, policy, key).Copies);
    }

    private static void AssertCopied(bool copied, PacketKey key, params Classifier[] classifiers) =>
        Assert.Equal(
            copied ? MissReason.None : MissReason.Classifier,
            Mirrors.Ask(Trigger.All, new SecurePolicy { Classifiers = classifiers }, key).Miss
        );
}
