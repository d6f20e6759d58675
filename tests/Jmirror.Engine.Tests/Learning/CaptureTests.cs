using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>What real captures teach; the values are tshark's.</summary>
public sealed class CaptureTests
{
    private const int Subscribers = 20;

    [Fact]
    public void Pppoe_OneWayTap_TellsLineNameAndAddressOfEachSubscriber()
    {
        var path = Captures.Own("dev-pppoe-qinq-pap.pcap");
        var lines = Fields(path, "pppoe.code==0x19", "pppoed.tags.circuit_id", "pppoed.tags.remote_id");
        var names = Fields(path, "pap.code==1", "pppoe.session_id", "pap.peer_id");
        var addresses = Fields(
            path,
            "ipcp.opt.ip_address && ppp.code==1 && ipcp.opt.ip_address!=0.0.0.0",
            "ipcp.opt.ip_address"
        );
        var learned = Learned.From(path);

        Assert.Equal(Subscribers, lines.Count);
        Assert.All(
            lines.Keys,
            station =>
            {
                var session = Convert.ToInt32(names[station][0], 16);
                var at = $"Ppp if=0 {station} session={session}";
                Assert.Equal(
                    [
                        $"Up {at} AgentCircuitId={lines[station][0]} AgentRemoteId={lines[station][1]}",
                        $"Up {at} Username={names[station][1]}",
                        $"Up {at} [{addresses[station][0]}]",
                        $"Down {at} UserRequest",
                    ],
                    learned.TextsOf(station)
                );
            }
        );
        Assert.Equal(4 * Subscribers, learned.Sightings.Count);
        Assert.All(names.Values, name => Assert.EndsWith("@isp.example", name[1], StringComparison.Ordinal));
    }

    [Fact]
    public void Dhcp_OneWayTap_TellsLineAndAddressOfEachSubscriber()
    {
        var path = Captures.Own("dev-ipoe-dhcp82.pcap");
        const string agent = "dhcp.option.agent_information_option";
        var leases = Fields(
            path,
            "dhcp.option.dhcp==3",
            "dhcp.option.requested_ip_address",
            $"{agent}.agent_circuit_id",
            $"{agent}.agent_remote_id"
        );
        var learned = Learned.From(path);

        Assert.Equal(Subscribers, leases.Count);
        Assert.All(
            leases.Keys,
            station =>
            {
                var (address, circuit, remote) = (leases[station][0], leases[station][1], leases[station][2]);
                var option = $"01{circuit.Length / 2:x2}{circuit}02{remote.Length / 2:x2}{remote}";
                var line =
                    $"AgentCircuitId={Text(circuit)} AgentRemoteId={Text(remote)} DhcpOption82={option}";
                Assert.Equal(
                    [
                        $"Up Dhcp if=0 {station} session=0 {line} [{address}]",
                        $"Up Dhcpv6 if=0 {station} session=0 []",
                        $"Down Dhcp if=0 {station} session=0 {line} [{address}] UserRequest",
                    ],
                    learned.TextsOf(station)
                );
            }
        );
        Assert.Equal(3 * Subscribers, learned.Sightings.Count);
    }

    [Fact]
    public void PppoePapIpcp_TellsSessionNameAndAddress()
    {
        const string session = "Up Ppp if=0 0.0 20:28:18:a0:a9:d2 session=6322";

        Assert.Equal(
            [session, $"{session} Username=aliceadsl", $"{session} [79.51.70.114]"],
            Learned.From(Captures.Shared("subscriber/pppoe-pap-ipcp.pcap")).Texts
        );
    }

    [Fact]
    public void PppoeIpv6cpDhcpv6_TellsDelegatedPrefixOfTheSession()
    {
        const string session = "if=0 0.0 cc:05:0e:88:00:00 session=17";

        Assert.Equal(
            [
                $"Up Ppp {session}",
                $"Up Ppp {session} Username=cisco",
                $"Up Ppp {session} [10.0.2.16]",
                $"Up Dhcpv6 {session} [fc00:0:2:100::/56]",
                $"Up Ppp {session}",
            ],
            Learned.From(Captures.Shared("subscriber/pppoe-ipv6cp-dhcpv6.pcap")).Texts
        );
    }

    // The box logs in, hangs up by LCP, logs in again under another name, and opens an L2TP tunnel inside; the
    // capture's clock is set between.
    [Fact]
    public void Nb6Startup_TellsBothLoginsTheLeaseAndTheTunnel()
    {
        const string first = "Ppp if=0 0.0 e0:a1:d7:18:c2:73 session=6973";
        const string second = "Up Ppp if=0 0.0 e0:a1:d7:18:c2:73 session=15130";
        const string tunnel = "lac=95.136.242.99/18994/54110 lns=109.6.1.72/1527/8298";
        var texts = Learned.From(Captures.Shared("subscriber/nb6-startup.pcap")).Texts;

        Assert.Equal(
            [
                $"Up {first} AgentCircuitId=0 AgentRemoteId=0",
                $"Up {first} Username=E0A1D718C270@neufpnp",
                $"Up {first} [95.136.242.54]",
                "Up Dhcp if=0 0.0 e0:a1:d7:18:c2:72 session=0 [10.251.23.139] +14400s",
                $"Down {first} UserRequest",
                $"{second} AgentCircuitId=0 AgentRemoteId=0",
                $"{second} Username=ipv6/E0A1D718C270@neufpnp",
                $"{second} [95.136.242.99]",
                $"Up L2tp {tunnel}",
                $"Up Ppp {tunnel} Username=ppp/95.136.242.99@E0A1D718C273",
                $"Up Dhcpv6 {tunnel} [2a00:5e80:101:2100::/56]",
            ],
            texts[..11]
        );
        // From here on only signs of life, each at most once in half a minute.
        Assert.All(texts[11..], text => Assert.Matches($"^({second}|Up Ppp {tunnel})$", text));
        Assert.Equal(10, texts[11..].Length);
    }

    [Fact]
    public void L2tpChap_TellsSessionNameAndAddress()
    {
        const string session = "lac=202.1.1.1/1/13 lns=202.1.2.1/1/7";

        Assert.Equal(
            [$"Up L2tp {session}", $"Up Ppp {session} Username=aa", $"Up Ppp {session} [172.16.1.1]"],
            Learned.From(Captures.Shared("subscriber/l2tp-lac-lns-chap.pcap")).Texts
        );
    }

    // Without directions neither of the two addresses, both asked for and both acknowledged, is the subscriber's.
    [Fact]
    public void PppChap_TellsNameAndNoAddress()
    {
        const string line = "Up Ppp if=0 0.0 00:00:00:00:00:00 session=0";

        Assert.Equal(
            [line, $"{line} Username=hcnp", line],
            Learned.From(Captures.Shared("subscriber/ppp-chap.pcap")).Texts
        );
    }

    [Fact]
    public void PppWithDirections_TellsTheAddressThatWasGivenOut()
    {
        const string line = "Up Ppp if=0 0.0 00:00:00:00:00:00 session=0";

        Assert.Equal(
            [line, $"{line} [10.160.219.2]"],
            Learned.From(Captures.Shared("subscriber/ppp_lcp_ipcp.pcap")).Texts
        );
    }

    [Theory]
    [InlineData("subscriber/dhcp.pcap", "Up Dhcp if=0 0.0 00:0b:82:01:fc:42 session=0 [192.168.0.10] +3600s")]
    [InlineData(
        "subscriber/dhcp-ack-option82.pcap",
        "Up Dhcp if=0 0.0 00:0a:28:00:fa:42 session=0 AgentCircuitId=this is only a test... AgentRemoteId=0x13 "
            + "DhcpOption82=011674686973206973206f6e6c79206120746573742e2e2e02011306072d73756249442d "
            + "[192.168.0.10] +3600s"
    )]
    [InlineData(
        "subscriber/dhcpv6.pcap",
        "Up Dhcpv6 if=0 0.0 08:00:27:fe:8f:95 session=0 [2001:0:0:fe00::/64] +7200s",
        "Down Dhcpv6 if=0 0.0 08:00:27:fe:8f:95 session=0 [2001:0:0:fe00::/64] UserRequest"
    )]
    public void Lease_TellsAddressesAndEnd(string capture, params string[] expected) =>
        Assert.Equal(expected, Learned.From(Captures.Shared(capture)).Texts);

    [Theory]
    [InlineData("subscriber/bulk-10k-packets.pcap")]
    [InlineData("subscriber/lan-mixed-radius-acct.pcap")]
    [InlineData("subscriber/http-ipv6.pcap")]
    [InlineData("subscriber/sip-rtp-g711.pcap")]
    [InlineData("jmirror/jmirror_ipv6.pcap")]
    public void OrdinaryTraffic_TellsNothing(string capture) =>
        Assert.Empty(Learned.From(Captures.Shared(capture)).Texts);

    // By station, as a sighting's text names it: VLANs and Ethernet address.
    private static Dictionary<string, string[]> Fields(string path, string filter, params string[] fields) =>
        Tool.Run(
                "tshark",
                [
                    .. (string[])["-r", path, "-Y", filter, "-T", "fields", "-E", "separator=|"],
                    .. ((string[])["vlan.id", "eth.src", .. fields]).SelectMany(field =>
                        (string[])["-e", field]
                    ),
                ]
            )
            .Lines.Select(line => line.Split('|'))
            .GroupBy(words => $"{words[0].Replace(',', '.')} {words[1]}", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[2..], StringComparer.Ordinal);

    private static string Text(string hex) => System.Text.Encoding.UTF8.GetString(Hex.Bytes(hex));
}
