using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>Drop policies (Junos 12.3): packets that are not sent to the mediation device.</summary>
public sealed class DropPolicyTests
{
    private static readonly Classifier Video = new() { Protocol = 17, SourcePort = new PortRange(443, 443) };

    private static readonly PacketKey VideoPacket = Packets.Udp("192.0.2.1", 443, "10.0.0.1", 40000);
    private static readonly PacketKey OtherPacket = Packets.Udp("192.0.2.1", 53, "10.0.0.1", 40000);

    [Fact]
    public void Packet_ThatFits_IsNotCopied() =>
        AssertMiss(MissReason.DropPolicy, VideoPacket, new SecurePolicy { Drop = [Video] });

    [Fact]
    public void Packet_ThatDoesNotFit_IsCopied() =>
        AssertMiss(MissReason.None, OtherPacket, new SecurePolicy { Drop = [Video] });

    [Fact]
    public void Packet_ThatFitsAnyOfSeveral_IsNotCopied() =>
        AssertMiss(
            MissReason.DropPolicy,
            VideoPacket,
            new SecurePolicy { Drop = [new Classifier { Protocol = 6 }, Video] }
        );

    [Fact]
    public void Packet_ThatFitsTheClassifierToo_IsNotCopied() =>
        AssertMiss(
            MissReason.DropPolicy,
            VideoPacket,
            new SecurePolicy { Classifiers = [new Classifier { Protocol = 17 }], Drop = [Video] }
        );

    [Fact]
    public void Packet_ThatNoClassifierFits_IsTheClassifiersMiss() =>
        AssertMiss(
            MissReason.Classifier,
            VideoPacket,
            new SecurePolicy { Classifiers = [new Classifier { Protocol = 6 }], Drop = [Video] }
        );

    [Fact]
    public void PppControl_IsNeverDropped() =>
        AssertMiss(
            MissReason.None,
            Packets.NativeLcp(),
            new SecurePolicy { Form = CopyForm.Ppp, Drop = [new Classifier()] }
        );

    [Fact]
    public void Reason_HasItsWord() => Assert.Equal("drop-policy", MissReasons.NameOf(MissReason.DropPolicy));

    private static void AssertMiss(MissReason expected, PacketKey key, SecurePolicy policy) =>
        Assert.Equal(expected, Mirrors.Ask(Trigger.All, policy, key).Miss);
}
