using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>Which messages a login and the logout after it have, as tshark reads them.</summary>
public sealed class MessageOrderTests
{
    [Fact]
    public void IpoeLogin_HasItsMessagesInOrder()
    {
        var logins = new Logins(Plans.Of(AccessKind.Ipoe), new SignallingOptions { Radius = Plans.Radius });

        using var dissected = new Dissected([.. logins.In(1), .. logins.Out(1)]);

        // Message type; of DHCPv6 that of the access node's envelope, too.
        Assert.Equal(
            [
                "DHCP 1",
                "RADIUS 1",
                "RADIUS 2",
                "DHCP 2",
                "DHCP 3",
                "DHCP 5",
                "ICMPv6 133",
                "ICMPv6 134",
                "DHCPv6 12,1",
                "DHCPv6 13,2",
                "DHCPv6 12,3",
                "DHCPv6 13,7",
                "RADIUS 4",
                "RADIUS 5",
                "DHCPv6 12,8",
                "DHCPv6 13,7",
                "DHCP 7",
                "RADIUS 4",
                "RADIUS 5",
            ],
            dissected.Fields(
                "_ws.col.Protocol",
                "dhcp.option.dhcp",
                "icmpv6.type",
                "dhcpv6.msgtype",
                "radius.code"
            )
        );
    }

    [Fact]
    public void PppoeLogin_HasItsMessagesInOrder()
    {
        var logins = new Logins(
            Plans.Of(AccessKind.Pppoe),
            new SignallingOptions { Authentication = PppAuthentication.Chap }
        );

        using var dissected = new Dissected([.. logins.In(1), .. logins.Out(1)]);

        // PPPoE code and session id; PPP protocol and code.
        Assert.Equal(
            [
                "0x09 0x0000",
                "0x07 0x0000",
                "0x19 0x0000",
                "0x65 0x0001",
                "0x00 0x0001 0xc021 1",
                "0x00 0x0001 0xc021 1",
                "0x00 0x0001 0xc021 2",
                "0x00 0x0001 0xc021 2",
                "0x00 0x0001 0xc223 1",
                "0x00 0x0001 0xc223 2",
                "0x00 0x0001 0xc223 3",
                "0x00 0x0001 0x8021 1",
                "0x00 0x0001 0x8021 1",
                "0x00 0x0001 0x8021 2",
                "0x00 0x0001 0x8021 3",
                "0x00 0x0001 0x8021 1",
                "0x00 0x0001 0x8021 2",
                "0x00 0x0001 0x8057 1",
                "0x00 0x0001 0x8057 1",
                "0x00 0x0001 0x8057 2",
                "0x00 0x0001 0x8057 2",
                "0x00 0x0001 0x0057 133",
                "0x00 0x0001 0x0057 134",
                "0x00 0x0001 0xc021 5",
                "0x00 0x0001 0xc021 6",
                "0xa7 0x0001",
            ],
            dissected.Fields(
                "pppoe.code",
                "pppoe.session_id",
                "ppp.protocol",
                "ppp.code",
                "chap.code",
                "icmpv6.type"
            )
        );
    }

    [Fact]
    public void L2tpLogin_HasItsMessagesInOrder()
    {
        var logins = new Logins(Plans.Of(AccessKind.L2tp));

        using var dissected = new Dissected([.. logins.In(1), .. logins.Out(1)]);

        // Tunnel and session id; of control messages Ns, Nr and type, of PPP frames protocol and code.
        Assert.Equal(
            [
                "0 0 0 0 1",
                "1 0 0 1 2",
                "65534 0 1 1 3",
                "1 0 1 2",
                "65534 0 2 1 10",
                "1 1 1 3 11",
                "65534 65534 3 2 12",
                "1 0 2 4",
                "1 1 0xc021 1",
                "65534 65534 0xc021 1",
                "65534 65534 0xc021 2",
                "1 1 0xc021 2",
                "65534 65534 0xc023 1",
                "1 1 0xc023 2",
                "1 1 0x8021 1",
                "65534 65534 0x8021 1",
                "65534 65534 0x8021 2",
                "1 1 0x8021 3",
                "65534 65534 0x8021 1",
                "1 1 0x8021 2",
                "1 1 0x8057 1",
                "65534 65534 0x8057 1",
                "65534 65534 0x8057 2",
                "1 1 0x8057 2",
                "65534 65534 0x0057 133",
                "1 1 0x0057 134",
                "65534 65534 0xc021 5",
                "1 1 0xc021 6",
                "65534 65534 4 2 14",
                "1 0 2 5",
            ],
            dissected.Fields(
                "l2tp.tunnel",
                "l2tp.session",
                "l2tp.Ns",
                "l2tp.Nr",
                "l2tp.avp.message_type",
                "ppp.protocol",
                "ppp.code",
                "pap.code",
                "icmpv6.type"
            )
        );
    }
}
