using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class CopyFormTests
{
    private static readonly Trigger ByInterface = new() { Interface = 0 };
    private static readonly Trigger BySession = new() { L2tp = new L2tpTrigger(null, 7, 9) };
    private static readonly Trigger ByAddress = new() { Address = Packets.Prefix("10.0.0.1") };
    private static readonly SecurePolicy Auto = new() { Form = CopyForm.Auto };
    private static readonly SecurePolicy Ip = new() { Form = CopyForm.Ip };
    private static readonly SecurePolicy Ppp = new() { Form = CopyForm.Ppp };

    [Fact]
    public void Auto_EthernetOrPppoe_CopiesTheIpPacket()
    {
        Assert.Equal([Answer.OuterIp], Mirrors.Ask(ByInterface, Auto, Packets.Vlan(7)).Copies);
        Assert.Equal([Answer.OuterIp], Mirrors.Ask(ByInterface, Auto, Packets.Pppoe(5)).Copies);
    }

    [Fact]
    public void Auto_PppControlInPppoe_IsNotCopied() =>
        Assert.Equal(MissReason.NotIp, Mirrors.Ask(ByInterface, Auto, Packets.PppoeLcp(5)).Miss);

    [Fact]
    public void Auto_NativePppLink_CopiesThePppFrame()
    {
        Assert.Equal([Answer.OuterPpp], Mirrors.Ask(ByInterface, Auto, Packets.NativePpp()).Copies);
        Assert.Equal([Answer.OuterPpp], Mirrors.Ask(ByInterface, Auto, Packets.NativeLcp()).Copies);
    }

    [Fact]
    public void Auto_L2tpSession_CopiesThePppFrameInside()
    {
        var data = Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1");

        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(BySession, Auto, data).Copies);
        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(ByAddress, Auto, data).Copies);
        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(Trigger.All, Auto, data).Copies);
        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(BySession, Auto, Packets.L2tpLcp(7, 9)).Copies);
    }

    [Fact]
    public void Auto_L2tpMessageSelectedByItsLink_CopiesTheTunnelsPacket() =>
        Assert.Equal(
            [Answer.OuterIp],
            Mirrors.Ask(ByInterface, Auto, Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1")).Copies
        );

    [Fact]
    public void Ip_AnyLink_CopiesTheIpPacket()
    {
        Assert.Equal([Answer.OuterIp], Mirrors.Ask(ByInterface, Ip, Packets.NativePpp()).Copies);
        Assert.Equal([Answer.OuterIp], Mirrors.Ask(ByInterface, Ip, Packets.Pppoe(5)).Copies);
    }

    [Fact]
    public void Ip_L2tpSession_CopiesTheIpPacketInside()
    {
        var data = Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1");

        Assert.Equal([Answer.InnerIp], Mirrors.Ask(BySession, Ip, data).Copies);
        Assert.Equal([Answer.InnerIp], Mirrors.Ask(ByAddress, Ip, data).Copies);
    }

    [Fact]
    public void Ip_AllOverL2tp_CopiesTheTunnelsPacket() =>
        Assert.Equal(
            [Answer.OuterIp],
            Mirrors.Ask(Trigger.All, Ip, Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1")).Copies
        );

    [Fact]
    public void Ip_PppControl_IsNotCopied()
    {
        Assert.Equal(MissReason.NotIp, Mirrors.Ask(ByInterface, Ip, Packets.NativeLcp()).Miss);
        Assert.Equal(MissReason.NotIp, Mirrors.Ask(BySession, Ip, Packets.L2tpLcp(7, 9)).Miss);
    }

    [Fact]
    public void Ppp_AnyPayload_IsCopiedAsPpp()
    {
        Assert.Equal([Answer.OuterPpp], Mirrors.Ask(ByInterface, Ppp, Packets.Vlan(7)).Copies);
        Assert.Equal([Answer.OuterPpp], Mirrors.Ask(ByInterface, Ppp, Packets.PppoeLcp(5)).Copies);
        Assert.Equal([Answer.InnerPpp], Mirrors.Ask(Trigger.All, Ppp, Packets.L2tpLcp(7, 9)).Copies);
    }

    [Fact]
    public void AnyForm_NothingInsideTheL2tpMessage_IsNotCopied()
    {
        var empty = Packets.L2tp(7, 9, "10.0.0.1", "192.0.2.1") with { Inner = default };

        Assert.Equal(MissReason.NotIp, Mirrors.Ask(BySession, Auto, empty).Miss);
        Assert.Equal(MissReason.NotIp, Mirrors.Ask(BySession, Ppp, empty).Miss);
    }
}
