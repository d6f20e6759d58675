using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Provisioning.Tests.Radius;

public sealed class DisconnectRequestTests
{
    private readonly DynamicRequestSetup _radius = new();

    [Fact]
    public void Disconnect_BySessionId_EndsSessionAndMirror()
    {
        _radius.Coa(
            (ref writer) =>
            {
                DynamicRequestSetup.AddSession(ref writer);
                DynamicRequestSetup.AddOrder(ref writer);
            }
        );
        Assert.Equal("ack", _radius.Disconnect(DynamicRequestSetup.AddSession));
        Assert.Equal((1, SessionEnd.AdminReset), Assert.Single(_radius.Control.LoggedOut));
        Assert.Empty(_radius.Control.Requests);
        Assert.Equal("nak 503", _radius.Disconnect(DynamicRequestSetup.AddSession));
        Assert.Equal(1, _radius.Counters[DynamicRequestOutcome.DisconnectAck]);
        Assert.Equal(1, _radius.Counters[DynamicRequestOutcome.DisconnectNak]);
    }

    [Theory]
    [InlineData("alice@isp.example", "ack")]
    [InlineData("bob@isp.example", "nak 503")]
    public void Disconnect_WithUserName_MustFitToo(string user, string answer) =>
        Assert.Equal(
            answer,
            _radius.Disconnect(
                (ref writer) =>
                {
                    writer.AddText(RadiusAttributeType.UserName, user);
                    DynamicRequestSetup.AddSession(ref writer);
                }
            )
        );

    [Fact]
    public void Disconnect_ByUserNameAlone_IsMissingTheSessionId() =>
        Assert.Equal(
            "nak 402",
            _radius.Disconnect(
                (ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example")
            )
        );

    [Fact]
    public void Disconnect_ByMultiSessionId_FindsNone() =>
        Assert.Equal(
            "nak 503",
            _radius.Disconnect(
                (ref writer) => writer.AddText(RadiusAttributeType.AcctMultiSessionId, "0a34331200001249")
            )
        );

    [Fact]
    public void Disconnect_OfAnEntryOfTheConfiguration_IsNotRemovable()
    {
        Sessions.Static(_radius.Control.Subscribers[0]);
        Assert.Equal("nak 504", _radius.Disconnect(DynamicRequestSetup.AddSession));
        Assert.Empty(_radius.Control.LoggedOut);
    }

    [Fact]
    public void Disconnect_OfAnL2tpSession_IsNotRemovable()
    {
        Sessions.At(
            _radius.Control.Subscribers[0],
            new SubscriberInterface { L2tp = new L2tpAttachment(new(1, 2, 3), new(4, 5, 6)) }
        );
        Assert.Equal("nak 504", _radius.Disconnect(DynamicRequestSetup.AddSession));
    }

    [Fact]
    public void Disconnect_WithMirroringAttributes_IsUnsupported() =>
        Assert.Equal(
            "nak 401",
            _radius.Disconnect(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    DynamicRequestSetup.AddOrder(ref writer);
                }
            )
        );
}
