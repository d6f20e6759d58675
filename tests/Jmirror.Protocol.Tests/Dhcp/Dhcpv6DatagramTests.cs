using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dhcp;

public sealed class Dhcpv6DatagramTests
{
    private const string Link = "20010db8000000000000000000000001";
    private const string NoLink = "00000000000000000000000000000000";
    private const string Client = "fe800000000000000000000000000009";
    private const string Relay = "20010db80000000000000000000000aa";
    private const string Solicit = "01abcdef";

    // dhcpv6.pcap, frame 8: a Reply with a delegated prefix, client and server identifiers.
    [Fact]
    public void TryRead_Reply_GivesAssociationAndLease()
    {
        var reply = Hex.Bytes(
            """
            0749174e
            0019 0029 27fe8f95 00000000 00000000
              001a 0019 00001194 00001c20 40 2001000000 00fe00 0000000000000000
            0001 000e 000100011c39cf88080027fe8f95
            0002 000e 000100011c3825e8080027d410bb
            """
        );

        Assert.True(Dhcpv6Datagram.TryRead(reply, out var opened));
        Assert.False(opened.IsRelayed);
        Assert.Equal(
            (Dhcpv6MessageType.Reply, 0x49174eU),
            (opened.Message.Type, opened.Message.TransactionId)
        );
        Assert.Equal(
            Hex.Bytes("000100011c39cf88080027fe8f95"),
            opened.Message.Options.Find((ushort)Dhcpv6Option.ClientId)
        );
        var value = opened.Message.Options.Find((ushort)Dhcpv6Option.PrefixAssociation);
        Assert.True(Dhcpv6Association.TryRead(25, value, out var association));
        Assert.Equal(
            (Dhcpv6Option.PrefixAssociation, 0x27fe8f95U),
            (association.Kind, association.Identifier)
        );
        Assert.True(Dhcpv6Lease.TryRead(26, association.Options.Find(26), out var lease));
        Assert.True(IpPrefix.TryParse("2001:0:0:fe00::/64", out var prefix));
        Assert.Equal(new Dhcpv6Lease(prefix, 7200), lease);
    }

    [Fact]
    public void TryRead_NestedEnvelopes_GivesTheClientsEnd()
    {
        var inner = Envelope(Client, NoLink, Option(18, "6e6561 72") + Option(9, Solicit));
        var outer = Envelope(
            Relay,
            Link,
            Option(37, "00000de9 666172") + Option(18, "666172") + Option(9, inner)
        );

        Assert.True(Dhcpv6Datagram.TryRead(Hex.Bytes(outer), out var opened));
        Assert.True(opened.IsRelayed);
        Assert.False(opened.IsFromAccessNode);
        Assert.Equal(Dhcpv6MessageType.Solicit, opened.Message.Type);
        Assert.Equal(IpPrefix.ReadIpv6(Hex.Bytes(Client)), opened.ClientAddress);
        Assert.Equal("near"u8, opened.InterfaceId);
        Assert.Equal("far"u8, opened.RemoteId);
    }

    [Theory]
    [InlineData(NoLink, true)]
    [InlineData(Link, false)]
    public void IsFromAccessNode_IsTheEnvelopeWithoutLink(string link, bool expected)
    {
        Assert.True(
            Dhcpv6Datagram.TryRead(Hex.Bytes(Envelope(Client, link, Option(9, Solicit))), out var opened)
        );
        Assert.Equal(expected, opened.IsFromAccessNode);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void TryRead_ManyEnvelopes_StopsAtTheHopLimit(int depth, bool isRead)
    {
        var message = Solicit;
        for (var i = 0; i < depth; i++)
            message = Envelope(Client, Link, Option(9, message));

        Assert.Equal(isRead, Dhcpv6Datagram.TryRead(Hex.Bytes(message), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01abcd")]
    [InlineData("0c00")]
    public void TryRead_TooShort_IsRefused(string hex) =>
        Assert.False(Dhcpv6Datagram.TryRead(Hex.Bytes(hex), out _));

    [Fact]
    public void RemoteId_EnterpriseNumberOnly_IsEmpty()
    {
        var envelope = Hex.Bytes(Envelope(Client, Link, Option(37, "00000de9") + Option(9, Solicit)));

        Assert.True(Dhcpv6RelayView.TryRead(envelope, out var view));
        Assert.True(view.RemoteId.IsEmpty);
    }

    private static string Envelope(string peer, string link, string options) => $"0c00{link}{peer}{options}";

    private static string Option(int code, string value) => $"{code:x4}{Hex.Bytes(value).Length:x4}{value}";
}
