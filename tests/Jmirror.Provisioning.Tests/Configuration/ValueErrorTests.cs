using static Jmirror.Provisioning.Tests.Mistakes;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>Values that a key cannot have. Each text is a whole file.</summary>
public class ValueErrorTests
{
    public static TheoryData<string, string> Values =>
        new()
        {
            { "router: { series: m }\n", "1:19: series 'm' is not one of e, mx; did you mean 'e'?" },
            { "router: { ttl: 0 }\n", "1:16: ttl '0' is out of range: a TTL is 1 to 255" },
            { "router: { ttl: 256 }\n", "1:16: ttl '256' is out of range: a TTL is 1 to 255" },
            { "router: { ttl: -1 }\n", "1:16: ttl '-1' is not a whole number: a TTL is 1 to 255" },
            { "router: { ttl: [1] }\n", "1:16: ttl must be a TTL, 1 to 255, not a list" },
            {
                "router: { udp-source-port: 0x10000 }\n",
                "1:28: udp-source-port '0x10000' is out of range: a UDP port is 1 to 65535"
            },
            {
                "router: { source-address: 192.0.2 }\n",
                "1:27: source-address '192.0.2' is not an IPv4 address, for example 192.0.2.100"
            },
            {
                "router: { source-address: no }\n",
                "1:27: source-address 'no' is not an IPv4 address, for example 192.0.2.100"
            },
            {
                "analyzers: { a: { address: 0.0.0.0 } }\n",
                "1:28: address '0.0.0.0' is no host's address: give the one that is meant"
            },
            {
                "analyzers: { a: { address: 1.2.3.4, mtu: 67 } }\n",
                "1:42: mtu '67' is out of range: an MTU is 68 to 65535"
            },
            {
                "analyzers: { a: { address: 1.2.3.4, oversize: frag } }\n",
                "1:47: oversize 'frag' is not one of fragment, drop, send"
            },
            {
                "analyzers: { a: { address: 1.2.3.4, via: route } }\n",
                "1:42: via must be routed, or a mapping { port: INTERFACE, static-arp: MAC }, not the text 'route'"
            },
            {
                "analyzers: { a: { address: 1.2.3.4, via: { port: eth2, static-arp: 02:00 } } }\n",
                "1:68: static-arp '02:00' is not an Ethernet address: six two-digit groups, for example 02:00:00:00:00:09"
            },
            {
                "analyzers: { a: { address: 1.2.3.4, via: { port: a-name-that-is-too-long } } }\n",
                "1:50: port 'a-name-that-is-too-long' cannot be the name of a network interface: 1 to 15 characters, no '/', ':' or blanks"
            },
            {
                Classifier("protocol: tpc"),
                "2:43: protocol 'tpc' is not an IP protocol: did you mean 'tcp'?"
            },
            {
                Classifier("protocol: 256"),
                "2:43: protocol '256' is out of range: an IP protocol is a number 0 to 255 or a name such as l2tp, sctp, udplite"
            },
            {
                Classifier("dscp: 64"),
                "2:39: dscp '64' is out of range: a DSCP is a number 0 to 63 or a name such as ef, cs6, cs7"
            },
            {
                Classifier("source-port: 5080-5060"),
                "2:46: source-port '5080-5060' runs backwards: write 5060-5080"
            },
            {
                Classifier("source-port: 65536"),
                "2:46: source-port '65536' is out of range: a port is 0 to 65535"
            },
            {
                Classifier("destination-port: sip"),
                "2:51: destination-port 'sip' is not a port or a range such as 5060-5080"
            },
            {
                Classifier("source: 10.0.0.9/24"),
                "2:41: source '10.0.0.9/24' has bits set beyond its length: did you mean 10.0.0.0/24?"
            },
            {
                Classifier("source: 10.0.0.0/33"),
                "2:41: source '10.0.0.0/33' has no prefix length behind the '/': it is 0 to 32"
            },
            {
                Classifier(""),
                "2:31: a classifier entry compares nothing: give it a key such as protocol: udp"
            },
            {
                Analyzer + "policies: { p: { drop: [{}], analyzer: md1 } }\n",
                "2:25: a drop entry compares nothing: give it a key such as protocol: udp"
            },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text);
}
