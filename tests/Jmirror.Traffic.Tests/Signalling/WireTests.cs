using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>What tshark, which has never heard of us, reads in the frames.</summary>
public sealed class WireTests
{
    private static readonly SignallingOptions WithRadius = new() { Radius = Plans.Radius };
    private static readonly SignallingOptions WithChap = new() { Authentication = PppAuthentication.Chap };

    [Theory]
    [InlineData(AccessKind.Ipoe, PppAuthentication.Pap)]
    [InlineData(AccessKind.Pppoe, PppAuthentication.Pap)]
    [InlineData(AccessKind.Pppoe, PppAuthentication.Chap)]
    [InlineData(AccessKind.L2tp, PppAuthentication.Pap)]
    [InlineData(AccessKind.L2tp, PppAuthentication.Chap)]
    public void Frames_HaveNoFaults(AccessKind access, PppAuthentication authentication)
    {
        var logins = new Logins(
            Plans.Of(access, 20, sessionsPerTunnel: 8),
            WithRadius with
            {
                Authentication = authentication,
            }
        );

        using var dissected = new Dissected([.. logins.AllIn(), .. logins.AllOut()]);

        Assert.Empty(dissected.Faults);
    }

    [Fact]
    public void Faults_OfADamagedFrame_AreSeen()
    {
        var frames = new Logins(Plans.Of(AccessKind.Ipoe)).In(1);
        frames[0].Bytes[^1] ^= 1;

        using var dissected = new Dissected(frames);

        Assert.Contains("checksum", Assert.Single(dissected.Faults), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Dhcp_NamesTheLine()
    {
        var (circuitId, remoteId) = (Hexadecimal("olt1 eth 1/1:100.1"), Hexadecimal("line1"));

        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.Ipoe)).In(1));

        Assert.Equal(
            [
                $"{circuitId} {remoteId}",
                $"{circuitId} {remoteId}",
                $"{circuitId} {remoteId}",
                $"{circuitId} {remoteId}",
            ],
            dissected.Fields(
                "dhcp.option.agent_information_option.agent_circuit_id",
                "dhcp.option.agent_information_option.agent_remote_id"
            )
        );
        Assert.Equal(
            [$"{circuitId} {remoteId}", circuitId, $"{circuitId} {remoteId}", circuitId],
            dissected.Fields("dhcpv6.interface_id", "dhcpv6.remoteid_enterprise_id")
        );
    }

    [Fact]
    public void PppoeDiscovery_NamesTheLine()
    {
        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.Pppoe)).In(1));

        Assert.Equal(
            ["olt1 eth 1/1:100.1 line1", "olt1 eth 1/1:100.1 line1"],
            dissected.Fields("pppoed.tags.circuit_id", "pppoed.tags.remote_id")
        );
    }

    [Fact]
    public void IpoeAddresses_AreThoseOfThePlan()
    {
        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.Ipoe), WithRadius).In(1));

        Assert.Equal(["0.0.0.0", "100.64.0.1", "0.0.0.0", "100.64.0.1"], dissected.Fields("dhcp.ip.your"));
        Assert.Equal(
            ["2001:db8:0:1::", "2001:db8:0:1::", "2001:db8:0:1::"],
            dissected.Fields("dhcpv6.iaprefix.pref_addr")
        );
        Assert.Equal(
            ["100.64.0.1 004020010db800000001", "100.64.0.1 004020010db800000001"],
            dissected.Fields("radius.Framed-IP-Address", "radius.Delegated_IPv6_Prefix")
        );
    }

    [Fact]
    public void PppAddresses_AreThoseOfThePlan()
    {
        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.Pppoe), WithRadius).In(1));

        Assert.Equal(
            ["192.0.2.1", "0.0.0.0", "192.0.2.1", "100.64.0.1", "100.64.0.1", "100.64.0.1"],
            dissected.Fields("ipcp.opt.ip_address")
        );
        Assert.Equal(["2001:db8:0:1::"], dissected.Fields("icmpv6.opt.prefix"));
        Assert.Equal(
            ["100.64.0.1 004020010db800000001", "100.64.0.1 004020010db800000001"],
            dissected.Fields("radius.Framed-IP-Address", "radius.Framed_IPv6_Prefix")
        );
    }

    [Fact]
    public void CallConnected_PassesOnWhatTheCallerSaid()
    {
        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.L2tp)).In(1));

        Assert.Equal(
            ["line1", $"3 user1@isp.example 1 {Hexadecimal("secret1")}"],
            dissected.Fields(
                "l2tp.avp.calling_number",
                "l2tp.avp.proxy_authen_type",
                "l2tp.avp.proxy_authen_name",
                "l2tp.avp.proxy_authen_id",
                "l2tp.avp.proxy_authen_response"
            )
        );
    }

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "RFC 1994 prescribes MD5.")]
    public void ChapResponse_IsTheDigest()
    {
        using var dissected = new Dissected(new Logins(Plans.Of(AccessKind.Pppoe), WithChap).In(1));

        var lines = dissected.Fields("chap.identifier", "chap.value", "chap.name");
        var (challenge, response) = (lines[0].Split(' '), lines[1].Split(' '));
        byte[] input =
        [
            Convert.ToByte(challenge[0]),
            .. Encoding.ASCII.GetBytes("secret1"),
            .. Convert.FromHexString(challenge[1]),
        ];
        Assert.Equal("bng1", challenge[2]);
        Assert.Equal(
            [challenge[0], Convert.ToHexStringLower(MD5.HashData(input)), "user1@isp.example"],
            response
        );
    }

    [Fact]
    public void RadiusMessages_NameTheSubscriber()
    {
        var logins = new Logins(Plans.Of(AccessKind.Pppoe), WithRadius);
        const string Who = "user1@isp.example 1000 ge-1/0/0.1:100-1 02:00:00:00:00:01";

        using var dissected = new Dissected([.. logins.In(1), .. logins.Out(1)]);

        // Code; who; Acct-Status-Type; of answers 1, because tshark has found their authenticators right.
        Assert.Equal(
            [$"1 {Who}", "2 1", $"4 {Who} 1", "5 1", $"4 {Who} 2", "5 1"],
            dissected.Fields(
                "radius.code",
                "radius.User_Name",
                "radius.Acct_Session_Id",
                "radius.NAS_Port_Id",
                "radius.Calling_Station_Id",
                "radius.Acct_Status_Type",
                "radius.authenticator.valid"
            )
        );
    }

    private static string Hexadecimal(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
