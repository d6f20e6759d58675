using Jmirror.Engine.Learning;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>A real router's login is overheard: listener, tap, and the real control plane.</summary>
public sealed class AccessAcceptTapTests
{
    private const ushort RouterPort = 40001;
    private static readonly UInt128 Router = IpPrefix.FromIpv4(0x0a000001);
    private static readonly UInt128 Server = IpPrefix.FromIpv4(0x0a000002);
    private static readonly RadiusSecret Secret = new("testing123");
    private static readonly byte[] Authenticator = Hex.Bytes("000102030405060708090a0b0c0d0e0f");

    private readonly LiveRouter _router = new();
    private readonly SettableTime _time = new();
    private readonly AccessAcceptTap _tap;
    private bool _tellsSightings = true;

    public AccessAcceptTapTests() =>
        _tap = new AccessAcceptTap(
            [new SniffedServerConfig { Server = Server, Secret = new SecretConfig(Secret, null) }],
            RouterSeries.Mx,
            _router.Control,
            _router.Mirrors,
            _time
        );

    [Fact]
    public void Accept_WithTheVectorsOfTheReference_MirrorsTheLogin()
    {
        LogIn(Secret);
        Assert.Equal(new MirrorHeader(0, 0x300, 0x90), _router.OnlyMirror.Definition.Header);
        Assert.Equal(
            (new Ipv4Address(0xc0000264), (ushort)30030),
            (
                _router.OnlyMirror.Definition.Outer.Destination,
                _router.OnlyMirror.Definition.Outer.DestinationPort
            )
        );
        Assert.Equal(MirrorOrigin.RadiusLogin, Assert.Single(_router.Events).Origin);
    }

    [Fact]
    public void Logout_EndsTheMirror_AndTheNextAcceptStartsItAgain()
    {
        LogIn(Secret);
        var session = Assert.Single(_router.Control.ListSubscribers(0, 10));
        _router.Control.LogOut(session.Number, SessionEnd.UserRequest);
        Assert.Equal(0, _router.Table.Count);
        LogIn(Secret);
        Assert.Equal(1, _router.Table.Count);
    }

    [Fact]
    public void Accept_SignedWithAnotherSecret_IsNotObeyed()
    {
        LogIn(new RadiusSecret("testing124"));
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal(1, _tap.Unverified);
    }

    [Fact]
    public void Accept_OfAServerThatIsNotListed_IsNotLookedAt()
    {
        LogIn(Secret, server: IpPrefix.FromIpv4(0x0a000003));
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal(0, _tap.Unverified);
    }

    [Fact]
    public void Accept_BeforeItsSession_WaitsForIt()
    {
        _tellsSightings = false;
        LogIn(Secret);
        Assert.Equal(0, _router.Table.Count);
        _tap.Tick();
        _router.LogIn(7, "0010000a", "alice@isp.example");
        _time.Now += TimeSpan.FromSeconds(29);
        _tap.Tick();
        Assert.Equal(1, _router.Table.Count);
    }

    [Fact]
    public void Accept_WhoseSessionDoesNotAppear_IsGivenUp()
    {
        _tellsSightings = false;
        LogIn(Secret);
        _time.Now += TimeSpan.FromSeconds(30);
        _tap.Tick();
        _router.LogIn(7, "0010000a", "alice@isp.example");
        _tap.Tick();
        Assert.Equal(0, _router.Table.Count);
        Assert.Equal("the session of an Access-Accept did not appear", Assert.Single(_router.Events).Reason);
    }

    private void LogIn(RadiusSecret secret, UInt128? server = null)
    {
        var listener = new RadiusListener(
            sighting =>
            {
                if (_tellsSightings)
                    _router.Control.See(sighting);
            },
            _tap
        );
        var buffer = new byte[RadiusPacketView.MaxLength];
        var request = new RadiusPacketWriter(buffer, RadiusCode.AccessRequest, 7);
        request.AddText(RadiusAttributeType.UserName, "alice@isp.example");
        request.AddText(RadiusAttributeType.AcctSessionId, "0010000a");
        var length = request.FinishAccessRequest(Authenticator, secret);
        listener.See(buffer.AsSpan(0, length), Router, RouterPort, server ?? Server, 1812, 1);

        var accept = new RadiusPacketWriter(buffer, RadiusCode.AccessAccept, 7);
        accept.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address(0x0a000009));
        accept.Add(RadiusAttributeType.LiAction, Hex.Bytes("800136a4044d0b1a2538cf27b06bb2ba15f3"));
        accept.Add(RadiusAttributeType.MedDevHandle, Hex.Bytes("80021f4b3e3dec1b9cb2a2e0f3bbf0f33204"));
        accept.Add(RadiusAttributeType.MedIpAddress, Hex.Bytes("8003973b8529bf742c72f869c13cbfba1d7f"));
        accept.Add(RadiusAttributeType.MedPortNumber, Hex.Bytes("8004f172836675a0bb3d8fd0715061d55606"));
        length = accept.FinishAnswer(Authenticator, secret);
        listener.See(buffer.AsSpan(0, length), server ?? Server, 1812, Router, RouterPort, 2);
    }
}
