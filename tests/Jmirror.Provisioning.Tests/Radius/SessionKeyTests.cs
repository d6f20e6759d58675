using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>Which attributes name the session of a CoA-Request, and what becomes of those that do not fit.</summary>
public sealed class SessionKeyTests
{
    private readonly DynamicRequestSetup _radius = new();

    [Theory]
    [InlineData(RadiusAttributeType.AcctSessionId, "0010000a", "ack")]
    [InlineData(RadiusAttributeType.AcctSessionId, "0010000b", "nak 503")]
    [InlineData(RadiusAttributeType.UserName, "alice@isp.example", "ack")]
    [InlineData(RadiusAttributeType.UserName, "Alice@isp.example", "nak 503")]
    [InlineData(RadiusAttributeType.NasPortId, "ge-1/0/0.7:7-100", "ack")]
    [InlineData(RadiusAttributeType.CallingStationId, "02:00:00:00:00:07", "nak 503")]
    [InlineData(RadiusAttributeType.AgentCircuitId, "eth 0:7", "nak 503")]
    public void OneAttribute_MustFit(RadiusAttributeType type, string value, string answer) =>
        Assert.Equal(answer, Start((ref writer) => writer.AddText(type, value)));

    [Theory]
    [InlineData("01026331", "ack")]
    [InlineData("520401026331", "ack")] // with the option's own code and length
    [InlineData("01026332", "nak 503")]
    public void Option82_MustFit(string value, string answer) =>
        Assert.Equal(
            answer,
            Start((ref writer) => writer.Add(RadiusAttributeType.DhcpOption82, Hex.Bytes(value)))
        );

    [Theory]
    [InlineData(0x0a000009u, "ack")]
    [InlineData(0x0a00000au, "nak 503")]
    public void FramedIpAddress_MustFit(uint address, string answer) =>
        Assert.Equal(
            answer,
            Start(
                (ref writer) =>
                {
                    writer.AddText(RadiusAttributeType.VirtualRouter, "default");
                    writer.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address(address));
                }
            )
        );

    [Theory]
    [InlineData("0010000a", "alice@isp.example", 0x0a000009u, "ack")]
    [InlineData("0010000a", "bob@isp.example", 0x0a000009u, "nak 503")]
    [InlineData("0010000a", "alice@isp.example", 0x0a00000au, "nak 503")]
    public void SeveralAttributes_MustAllFit(string session, string user, uint address, string answer) =>
        Assert.Equal(
            answer,
            Start(
                (ref writer) =>
                {
                    writer.AddText(RadiusAttributeType.UserName, user);
                    writer.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address(address));
                    writer.AddText(RadiusAttributeType.AcctSessionId, session);
                }
            )
        );

    [Fact]
    public void SeveralSessions_AreRefusedWithoutCause()
    {
        _radius.Control.Subscribers.Add(
            Sessions.Make(2, "10.0.0.10", (IdentityKind.Username, "alice@isp.example"))
        );
        Assert.Equal(
            "nak",
            Start((ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example"))
        );
        Assert.Empty(_radius.Control.Requests);
    }

    [Fact]
    public void NoAttribute_IsMissing() =>
        Assert.Equal(
            "nak 402",
            Start((ref writer) => writer.AddText(RadiusAttributeType.NasIdentifier, "lab-mx1"))
        );

    [Fact]
    public void MultiSessionId_FitsNoSession()
    {
        Assert.Equal("nak 503", Start(AddBundle));
        Assert.Equal(
            "nak 503",
            Start(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    AddBundle(ref writer);
                }
            )
        );
    }

    [Theory]
    [InlineData(RadiusAttributeType.UserName, "")]
    [InlineData(RadiusAttributeType.FramedIpAddress, "0a0000")]
    [InlineData(RadiusAttributeType.AgentCircuitId, "")]
    [InlineData(RadiusAttributeType.DhcpOptions, "350101")]
    public void BadlyFormedAttribute_IsInvalid(RadiusAttributeType type, string value) =>
        Assert.Equal(
            "nak 404",
            Start(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    writer.Add(type, Hex.Bytes(value));
                }
            )
        );

    [Theory]
    [InlineData(RadiusAttributeType.SessionTimeout, "00000e10")] // a change that nobody can carry out here
    [InlineData((RadiusAttributeType)((4874 << 8) | 65), "7470")] // Activate-Service
    [InlineData(RadiusAttributeType.VendorSpecific, "00000009 01 03 61")] // Cisco
    public void OtherAttribute_IsUnsupported(RadiusAttributeType type, string value) =>
        Assert.Equal(
            "nak 401",
            Start(
                (ref writer) =>
                {
                    DynamicRequestSetup.AddSession(ref writer);
                    writer.Add(type, Hex.Bytes(value));
                }
            )
        );

    [Fact]
    public void SecureLog_NamesTheSessionByPrecedence()
    {
        Start(
            (ref writer) =>
            {
                writer.AddText(RadiusAttributeType.NasPortId, "ge-9");
                writer.AddText(RadiusAttributeType.UserName, "bob");
                writer.AddText(RadiusAttributeType.CallingStationId, "02");
            }
        );
        var line = Assert.Single(_radius.Control.Events);
        Assert.Equal("calling-station-id 02, username bob, nas-port-id ge-9", line.Trigger);
        Assert.Equal("no such session", line.Reason);
    }

    private static void AddBundle(ref RadiusPacketWriter writer) =>
        writer.AddText(RadiusAttributeType.AcctMultiSessionId, "0a34331200001249");

    private string Start(DynamicRequestSetup.Attributes attributes) =>
        _radius.Coa(
            (ref writer) =>
            {
                attributes(ref writer);
                DynamicRequestSetup.AddOrder(ref writer);
            }
        );
}
