using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Engine.Tests.Learning;

public sealed class RadiusListenerTests
{
    private readonly SniffedRadius _radius = new();

    [Fact]
    public void AccessAccept_WithItsRequest_TellsIdentitiesAndAddresses()
    {
        _radius.Ask(
            7,
            (ref writer) =>
            {
                writer.AddText(RadiusAttributeType.UserName, "alice@isp.example");
                writer.AddText(RadiusAttributeType.NasPortId, "ge-1/0/0.7:7-100");
                writer.AddText(RadiusAttributeType.AcctSessionId, "0010000a");
                writer.AddIpv4(RadiusAttributeType.NasIpAddress, new Ipv4Address(0xc0000201));
            }
        );
        Assert.Empty(_radius.Sightings);
        _radius.Answer(
            RadiusCode.AccessAccept,
            7,
            (ref writer) =>
            {
                writer.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address(0x0a000009));
                writer.AddIpv6Prefix(RadiusAttributeType.DelegatedIpv6Prefix, Prefix("2001:db8:100::/56"));
                writer.AddText(RadiusAttributeType.FramedRoute, "198.51.100.0/28 0.0.0.0 1");
                writer.AddNumber(RadiusAttributeType.SessionTimeout, 3600);
            }
        );
        var sighting = Assert.Single(_radius.Sightings);
        Assert.Equal(
            "RadiusAccess Up 192.0.2.1 "
                + "[Username=alice@isp.example NasPortId=ge-1/0/0.7:7-100 AcctSessionId=0010000a] "
                + "[10.0.0.9 2001:db8:100::/56 198.51.100.0/28]",
            SniffedRadius.Line(sighting)
        );
        Assert.Equal(2 * SniffedRadius.Second, sighting.Timestamp);
        Assert.Equal(3602 * SniffedRadius.Second, sighting.Expiry);
        Assert.Equal(
            (SniffedRadius.Server, Convert.ToHexStringLower(SniffedRadius.Authenticator)),
            Assert.Single(_radius.Accepts)
        );
    }

    [Fact]
    public void AccessAccept_WithNameOfItsOwn_TellsThatName()
    {
        _radius.Ask(7, (ref writer) => writer.AddText(RadiusAttributeType.UserName, "anonymous"));
        _radius.Answer(
            RadiusCode.AccessAccept,
            7,
            (ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example")
        );
        Assert.Equal(
            "RadiusAccess Up 10.0.0.1 [Username=alice@isp.example] [-]",
            SniffedRadius.Line(Assert.Single(_radius.Sightings))
        );
    }

    [Theory]
    [InlineData(8, 40001, 2)] // another identifier
    [InlineData(7, 40002, 2)] // another port
    [InlineData(7, 40001, 62)] // too late
    public void AccessAccept_WithoutItsRequest_TellsNothing(byte identifier, ushort port, int second)
    {
        _radius.Ask(7, (ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example"));
        _radius.Answer(
            RadiusCode.AccessAccept,
            identifier,
            static (ref _) => { },
            second * SniffedRadius.Second,
            port
        );
        Assert.Empty(_radius.Sightings);
        Assert.Empty(_radius.Accepts);
    }

    [Fact]
    public void AccessReject_ForgetsTheRequest()
    {
        _radius.Ask(7, (ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example"));
        _radius.Answer(RadiusCode.AccessReject, 7, static (ref _) => { });
        _radius.Answer(RadiusCode.AccessAccept, 7, static (ref _) => { });
        Assert.Empty(_radius.Sightings);
    }

    [Theory]
    [InlineData(0xffffffffu)] // the user chooses
    [InlineData(0xfffffffeu)] // the router chooses
    [InlineData(0u)]
    public void FramedIpAddress_ThatIsNone_TellsNoAddress(uint address)
    {
        _radius.Account(
            1,
            (ref writer) =>
            {
                writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)AcctStatusType.Start);
                writer.AddText(RadiusAttributeType.AcctSessionId, "1");
                writer.AddIpv4(RadiusAttributeType.FramedIpAddress, new Ipv4Address(address));
            }
        );
        Assert.Null(Assert.Single(_radius.Sightings).Addresses);
    }

    [Theory]
    [InlineData(AcctStatusType.Start, SightingKind.Up)]
    [InlineData(AcctStatusType.InterimUpdate, SightingKind.Up)]
    [InlineData(AcctStatusType.Stop, SightingKind.Down)]
    public void Accounting_OfASession_IsUpOrDown(AcctStatusType status, SightingKind kind)
    {
        Account(1, status, "1");
        Assert.Equal(
            $"RadiusAccounting {kind} 10.0.0.1 [AcctSessionId=1] [-]",
            SniffedRadius.Line(Assert.Single(_radius.Sightings))
        );
    }

    [Theory]
    [InlineData(AcctStatusType.AccountingOn)]
    [InlineData(AcctStatusType.AccountingOff)]
    public void Accounting_OnAndOff_EndAllOfTheRouter(AcctStatusType status)
    {
        _radius.Account(
            1,
            (ref writer) =>
            {
                writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)status);
                writer.AddText(RadiusAttributeType.NasIdentifier, "lab-mx1");
            }
        );
        var sighting = Assert.Single(_radius.Sightings);
        Assert.Equal("RadiusAccounting AllDown lab-mx1 [] [-]", SniffedRadius.Line(sighting));
        Assert.Equal(SessionEnd.NasReboot, sighting.End);
    }

    [Theory]
    [InlineData(1u, SessionEnd.UserRequest)]
    [InlineData(4u, SessionEnd.IdleTimeout)]
    [InlineData(5u, SessionEnd.SessionTimeout)]
    [InlineData(6u, SessionEnd.AdminReset)]
    [InlineData(11u, SessionEnd.NasReboot)]
    public void AccountingStop_TerminateCause_IsTheReason(uint cause, SessionEnd reason)
    {
        _radius.Account(
            1,
            (ref writer) =>
            {
                writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)AcctStatusType.Stop);
                writer.AddText(RadiusAttributeType.AcctSessionId, "1");
                writer.AddNumber(RadiusAttributeType.AcctTerminateCause, cause);
            }
        );
        Assert.Equal(reason, Assert.Single(_radius.Sightings).End);
    }

    [Fact]
    public void Accounting_Retransmitted_CountsOnce()
    {
        Account(1, AcctStatusType.Stop, "1");
        Account(1, AcctStatusType.Stop, "1");
        Account(1, AcctStatusType.Start, "2");
        Account(1, AcctStatusType.Stop, "1"); // the identifier has come round
        Assert.Equal(
            [SightingKind.Down, SightingKind.Up, SightingKind.Down],
            _radius.Sightings.Select(sighting => sighting.Kind)
        );
    }

    [Fact]
    public void Accounting_WithoutIdentity_TellsNothing()
    {
        _radius.Account(
            1,
            (ref writer) => writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)AcctStatusType.Start)
        );
        Assert.Empty(_radius.Sightings);
    }

    [Fact]
    public void OtherPorts_AreNoRadius()
    {
        _radius.Ask(7, (ref writer) => writer.AddText(RadiusAttributeType.UserName, "alice@isp.example"));
        Assert.False(RadiusListener.IsServerPort(3799));
        Assert.True(RadiusListener.IsServerPort(1645));
        _radius.Listener.See(
            [2, 7, 0, 20, .. new byte[16]],
            SniffedRadius.Server,
            53,
            SniffedRadius.Router,
            40001,
            0
        );
        Assert.Empty(_radius.Sightings);
    }

    [Fact]
    public void ManyRequests_AreForgottenFromTheOldestOn()
    {
        for (var i = 0; i <= RadiusListener.MaxRequests; i++)
        {
            byte[] request = [1, 7, 0, 23, .. SniffedRadius.Authenticator, 1, 3, (byte)'a'];
            var router = IpPrefix.FromIpv4((uint)i);
            _radius.Listener.See(request, router, 40001, SniffedRadius.Server, 1812, 0);
        }
        byte[] accept = [2, 7, 0, 20, .. new byte[16]];
        _radius.Listener.See(accept, SniffedRadius.Server, 1812, IpPrefix.FromIpv4(0), 40001, 0);
        Assert.Empty(_radius.Sightings);
        _radius.Listener.See(accept, SniffedRadius.Server, 1812, IpPrefix.FromIpv4(1), 40001, 0);
        Assert.Single(_radius.Sightings);
    }

    [Fact]
    public void MutatedPackets_DoNotThrow()
    {
        byte[][] packets =
        [
            [
                1,
                7,
                0,
                29,
                .. SniffedRadius.Authenticator,
                1,
                3,
                (byte)'a',
                87,
                6,
                (byte)'g',
                (byte)'e',
                45,
                49,
            ],
            [2, 7, 0, 36, .. new byte[16], 8, 6, 10, 0, 0, 9, 97, 10, 0, 48, 0x20, 1, 0x0d, 0xb8, 0, 1],
            [4, 7, 0, 34, .. new byte[16], 40, 6, 0, 0, 0, 1, 44, 3, 49, 87, 5, (byte)'g', (byte)'e', 49],
        ];
        var random = new Random(20260806);
        var bytes = new byte[64];
        for (var i = 0; i < 600_000; i++)
        {
            var packet = packets[i % packets.Length];
            packet.CopyTo(bytes, 0);
            for (var changes = random.Next(3); changes > 0; changes--)
                bytes[random.Next(packet.Length)] = (byte)random.Next(256);
            var isAnswer = packet[0] == 2;
            _radius.Listener.See(
                bytes.AsSpan(0, packet.Length),
                isAnswer ? 2u : 1u,
                1812,
                isAnswer ? 1u : 2u,
                1812,
                i
            );
        }
        Assert.Contains(_radius.Sightings, sighting => sighting.Source == SightingSource.RadiusAccess);
        Assert.Contains(_radius.Sightings, sighting => sighting.Source == SightingSource.RadiusAccounting);
    }

    private void Account(byte identifier, AcctStatusType status, string session) =>
        _radius.Account(
            identifier,
            (ref writer) =>
            {
                writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)status);
                writer.AddText(RadiusAttributeType.AcctSessionId, session);
            }
        );

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        return prefix;
    }
}
