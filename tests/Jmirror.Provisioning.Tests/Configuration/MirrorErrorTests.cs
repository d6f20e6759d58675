using static Jmirror.Provisioning.Tests.Mistakes;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>Mirrors that contradict themselves or name what is not there. Each text is a whole file.</summary>
public class MirrorErrorTests
{
    public static TheoryData<string, string> Mirrors =>
        new()
        {
            {
                Mirror("trigger: {}", $"analyzer: md1, {Ids}"),
                "2:22: the trigger selects nothing: give it a key such as ipv4 or username"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1, ipv6: '2001:db8::1' }", $"analyzer: md1, {Ids}"),
                "2:46: no packet is both IPv4 and IPv6: make one mirror for ipv4 and another for ipv6"
            },
            {
                Mirror("trigger: { ipv4: '2001:db8::1' }", $"analyzer: md1, {Ids}"),
                "2:30: ipv4 '2001:db8::1' is IPv6: write it under the key ipv6"
            },
            {
                Mirror("trigger: { ipv6: 10.0.0.1 }", $"analyzer: md1, {Ids}"),
                "2:30: ipv6 '10.0.0.1' is IPv4: write it under the key ipv4"
            },
            {
                Mirror("trigger: { username: a, outer-vlan: 1 }", $"analyzer: md1, {Ids}"),
                "2:34: username names a subscriber and stands alone in a trigger: remove the other keys, or username"
            },
            {
                Mirror("trigger: { outer-vlan: 4095 }", $"analyzer: md1, {Ids}"),
                "2:36: outer-vlan '4095' is out of range: a VLAN id is 1 to 4094"
            },
            {
                Mirror("trigger: { pppoe-session: 65535 }", $"analyzer: md1, {Ids}"),
                "2:39: pppoe-session '65535' is out of range: a PPPoE session id is 1 to 65534"
            },
            {
                Mirror("trigger: { l2tp: {} }", $"analyzer: md1, {Ids}"),
                "2:30: l2tp names no session: give it peer, tunnel or session"
            },
            {
                Mirror("trigger: { l2tp: [] }", $"analyzer: md1, {Ids}"),
                "2:30: l2tp is an empty list: give a mapping with keys such as peer, tunnel, session, or a list of them, or leave it out"
            },
            {
                Mirror("trigger: { l2tp: { peer: 10.0.0.0/8 } }", $"analyzer: md1, {Ids}"),
                "2:38: peer '10.0.0.0/8' is a prefix: give one address"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", Ids),
                "2:11: the mirror leads nowhere: give it the key analyzer or policy"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", $"analyzer: md1, policy: p, {Ids}"),
                "2:52: a mirror has an analyzer or a policy, and a policy has its own analyzer: remove one of the two keys"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", $"analyzer: md2, {Ids}"),
                "2:52: the mirror names analyzer 'md2', which is not defined: did you mean 'md1'?"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", $"policy: voip, {Ids}"),
                "2:50: the mirror names policy 'voip', which is not defined: there are no policies in this file"
            },
            {
                Analyzer + "policies: { p: { analyzer: dm1 } }\n",
                "2:28: policy 'p' names analyzer 'dm1', which is not defined: did you mean 'md1'?"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, handle: 0x123"),
                "2:65: handle '0x123' is neither 8 nor 16 hexadecimal digits long"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, handle: 80000001"),
                "2:65: handle '80000001' begins with version bits 2 or 3, which no document defines: the first digit is 0 to 3 (16 digits) or 4 to 7 (8 digits)"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, handle: 00000001"),
                "2:65: handle '00000001' contradicts its version bits: 16 digits begin with 0 to 3, 8 digits with 4 to 7"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, handle: tap"),
                "2:65: handle 'tap' is not hexadecimal: a handle has 8 or 16 digits 0 to f"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, mirror-id: 0x40000000, session-id: 1"),
                "2:68: mirror-id '0x40000000' is out of range: a mirror id is 0 to 1073741823"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, mirror-id: 1, session-id: 4294967296"),
                "2:83: session-id '4294967296' is out of range: a session id is 0 to 4294967295, or from-accounting"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, mirror-id: 1"),
                "2:68: mirror-id needs session-id beside it: a number, or from-accounting"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, session-id: 1"),
                "2:69: session-id needs mirror-id beside it"
            },
            {
                Mirror(
                    "trigger: { ipv4: 10.0.0.1 }",
                    "analyzer: md1, handle: 0x0000000100000001, session-id: 1"
                ),
                "2:97: the handle says the session-id already: remove one of the two keys"
            },
            {
                Mirror(
                    "trigger: { ipv4: 10.0.0.1 }",
                    "analyzer: md1, header: none, mirror-id: 1, session-id: 1"
                ),
                "2:65: header: none contradicts mirror-id: remove one of the two keys"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1"),
                "2:11: an MX Series router always sends the mirror header: give the mirror a handle, or mirror-id and session-id"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, header: none"),
                "2:65: an MX Series router always sends the mirror header: remove header: none, or set router series: e"
            },
            {
                Mirror("trigger: { ipv4: 10.0.0.1 }", "analyzer: md1, header: full"),
                "2:65: header 'full' is not none"
            },
            {
                Mirror("trigger: { interface: eth9 }", $"analyzer: md1, {Ids}")
                    + "capture: { interfaces: [{ name: eth1 }] }\n",
                "2:35: interface 'eth9' is not under capture: did you mean 'eth1'?"
            },
        };

    [Theory]
    [MemberData(nameof(Mirrors))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text);
}
