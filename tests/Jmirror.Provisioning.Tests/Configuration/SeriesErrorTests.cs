using static Jmirror.Provisioning.Tests.Mistakes;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>Rules of the E Series, and triggers that name subscribers. Each text is a whole file.</summary>
public class SeriesErrorTests
{
    public static TheoryData<string, string> ESeries =>
        new()
        {
            {
                "router: { series: e, udp-source-port: 5 }\n" + Analyzer,
                "1:22: an E Series router sends from the port it sends to: remove udp-source-port, or set router series: mx"
            },
            {
                "router: { series: e }\nanalyzers: { a: { address: 1.2.3.4, udp-source-port: 5 } }\n",
                "2:37: an E Series router sends from the port it sends to: remove udp-source-port, or set router series: mx"
            },
            {
                "router: { series: e }\n"
                    + Analyzer
                    + "policies: { p: { analyzer: md1, drop: [{ protocol: tcp }] } }\n",
                "3:33: E Series has no drop policies: remove drop, or set router series: mx"
            },
            {
                EPort + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1 }]\n",
                "3:11: an E Series IP mirror has a header when it has a handle and its analyzer a port, and none when both are missing; here the handle is missing: give the mirror a handle, or header: none"
            },
            {
                EBare
                    + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1, handle: 0x0000000100000001 }]\n",
                "3:65: an E Series IP mirror has a header when it has a handle and its analyzer a port, and none when both are missing; here the port is missing: give analyzer 'md1' a port, or remove the handle"
            },
            {
                EBare + "mirrors: [{ trigger: { l2tp: { session: 7 } }, analyzer: md1 }]\n",
                "3:11: L2TP mirrors and copies of PPP frames always have a header: give the mirror a handle, and analyzer 'md1' a port"
            },
            {
                EBare
                    + "policies: { p: { analyzer: md1, copy: ppp } }\nmirrors: [{ trigger: { ipv4: 10.0.0.1 }, policy: p }]\n",
                "4:11: L2TP mirrors and copies of PPP frames always have a header: give the mirror a handle, and analyzer 'md1' a port"
            },
            {
                EBare
                    + "subscribers: [{ username: a, l2tp: { session: 7 } }]\nmirrors: [{ trigger: { username: a }, analyzer: md1 }]\n",
                "4:11: L2TP mirrors and copies of PPP frames always have a header: give the mirror a handle, and analyzer 'md1' a port"
            },
            {
                "router: { series: e }\n"
                    + Analyzer
                    + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1 }, { trigger: { ipv4: 10.0.0.2 }, analyzer: md1 }]\n",
                "2:19: bare copies keep their own destination, so routing would take them there and not to analyzer 'md1': give it via: { port: INTERFACE, static-arp: MAC }"
            },
        };

    public static TheoryData<string, string> Subscribers =>
        new()
        {
            {
                "subscribers: [{ ipv4: 10.0.0.1 }]\n",
                "1:15: a subscriber without identity can be named by no trigger: give it a key such as username"
            },
            {
                "subscribers: [{ username: a, ipv4: [] }]\n",
                "1:36: ipv4 is an empty list: give an IPv4 address or prefix, or a list of them, or leave it out"
            },
            {
                "subscribers: [{ username: a, l2tp: [{ session: 1 }, { session: 2 }, { session: 3 }] }]\n",
                "1:36: an L2TP session has two directions: give one entry for each, the one towards the LAC first"
            },
            {
                Mirror("trigger: { username: a }", $"analyzer: md1, {Ids}")
                    + "subscribers: [{ username: a }]\n",
                "2:34: packets do not show that they belong to the subscriber in line 3: give it an address, or a key such as outer-vlan or mac"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, handle: 0x40000010"),
                "2:65: the session id comes from accounting, but a trigger on packets knows no acct-session-id: let the trigger name a subscriber, for example by username, or give the session id as a number"
            },
            {
                Mirror("trigger: { username: a }", "analyzer: md1, mirror-id: 1, session-id: from-accounting")
                    + "subscribers: [{ username: a, outer-vlan: 1 }]\n",
                "2:80: the session id comes from accounting, but the subscriber in line 3 has no acct-session-id: add it, or give the session id as a number"
            },
            {
                Mirror("trigger: { username: a }", "analyzer: md1, handle: 40000010")
                    + "subscribers: [{ username: a, outer-vlan: 1, acct-session-id: 'x:y' }]\n",
                "3:62: acct-session-id 'x:y' fills the session id of a mirror but ends in no number: behind the last colon stand decimal or hexadecimal digits"
            },
        };

    [Theory]
    [MemberData(nameof(ESeries))]
    [MemberData(nameof(Subscribers))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text);
}
