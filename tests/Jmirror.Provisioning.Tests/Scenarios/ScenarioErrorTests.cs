using Jmirror.Provisioning.Scenarios;

namespace Jmirror.Provisioning.Tests.Scenarios;

/// <summary>Mistakes in scenario files, each with its place and the cure. Each text is a whole file.</summary>
public class ScenarioErrorTests
{
    private const string End = "duration: 1s\n";

    public static TheoryData<string, string> Keys =>
        new()
        {
            {
                End + "popluation: { count: 1 }\n",
                "2:1: the scenario has no key 'popluation': did you mean 'population'?"
            },
            { End + "seed: 1\nseed: 2\n", "3:1: 'seed' was given before, in line 2: keep one of them" },
            {
                End + "analyzer: { address: 192.0.2.9 }\nradius: { timeout: 1s }\n",
                "3:1: no server is listed by which subscribers could log in: give radius the key servers"
            },
            {
                End + "population: { count: 0 }\n",
                "2:22: count '0' is out of range: a number of subscribers is 1 to 1000000"
            },
            {
                End + "population: { access: { ipo: 1 } }\n",
                "2:25: access has no key 'ipo': did you mean 'ipoe'?"
            },
            {
                End + "population: { access: { ipoe: 1, ipoe: 2 } }\n",
                "2:34: 'ipoe' was given before, in line 2: keep one of them"
            },
            {
                End + "population: { access: {} }\n",
                "2:23: access must be a mapping { ipoe: … }, any of ipoe, pppoe, l2tp, each a weight, 1 to 1000, not a mapping"
            },
            {
                End + "population: { ipv4: 100.64.0.0/8 }\n",
                "2:21: ipv4 '100.64.0.0/8' has bits set beyond its length: did you mean 100.0.0.0/8?"
            },
            {
                End + "population: { outer-vlans: 200-100 }\n",
                "2:28: outer-vlans '200-100' runs backwards: write 100-200"
            },
            {
                End + "population: { inner-vlans: 0-100 }\n",
                "2:28: inner-vlans '0-100' is out of range: a VLAN id is 1 to 4094"
            },
            {
                End + "churn: { online: { exponential: 10 } }\n",
                "2:33: exponential '10' is not a duration: numbers each with a unit (d, h, m, s, ms), largest first, for example 1h30m"
            },
            {
                End + "churn: { online: { fixed: 1s, uniform: 1s } }\n",
                "2:31: online takes one of fixed, uniform, exponential: keep one"
            },
            {
                End + "mix: [ { weight: 1 } ]\n",
                "2:8: an entry of the mix needs the key application, for example 'application: udp'"
            },
            {
                End + "mix: [ { application: voipp } ]\n",
                "2:23: application 'voipp' is not one of udp, voip, http, tls, dns, icmp, ppp, capture; did you mean 'voip'?"
            },
            {
                End + "mix: [ { application: udp, weight: 0 } ]\n",
                "2:36: weight '0' is not a weight: a number above 0, up to 1000000"
            },
            {
                End + "mix: [ { application: udp, sizes: 1400-64 } ]\n",
                "2:35: sizes '1400-64' runs backwards: write 64-1400"
            },
            {
                End + "mix: [ { application: udp, sizes: [ { from: 200, to: 100 } ] } ]\n",
                "2:54: the range runs backwards: write from: 100, to: 200"
            },
            {
                End + "mix: [ { application: udp, ipv6: 0.5 } ]\n",
                "2:34: ipv6 '0.5' is not a percentage such as 1% or 0.05%"
            },
            { End + "rate: { pps: 0 }\n", "2:14: pps '0' is not more than 0" },
            {
                End + "rate: { ramp: \"1k:2k\" }\n",
                "2:15: ramp '1k:2k' is wrong: leg 1 (\"1k:2k\", from character 1): a line needs two rates and a duration, as in 1000:5000:10s"
            },
            {
                End + "rate: { pps: 1, mbps: 1 }\n",
                "2:7: rate takes exactly one of pps, mbps, ramp, pulse, daily; without rate packets leave as fast as the way out takes them"
            },
            {
                End + "routers: [ { series: e, udp-source-port: 5 } ]\n",
                "2:42: an E Series router sends from the port it sends to: remove udp-source-port, or set series: mx"
            },
            {
                End + "impairments: [ { fault: los, share: 1% } ]\n",
                "2:25: fault 'los' is not one of loss, duplicate, reorder, delay, truncate, corrupt, inner-fragment, inner-overlap, inner-missing, outer-fragment, outer-overlap, outer-missing, short-header, version2, version3, id-zero, udp-length, ip-checksum, udp-checksum, unknown-payload, oversize; did you mean 'loss'?"
            },
            {
                End + "impairments: [ { fault: loss, share: 101% } ]\n",
                "2:38: share '101%' is more than 100%"
            },
            {
                End + "impairments: [ { fault: loss, share: 1%, mirrors: [ 1, x ] } ]\n",
                "2:56: mirrors 'x' is not a mirror id or a range such as 2-4"
            },
            {
                End + "verdict: { receive: { max-lost: 0 } }\n",
                "2:23: receive has no option 'max-lost': did you mean 'max-loss'?"
            },
            {
                End + "verdict: { receive: { max-loss: few } }\n",
                "2:33: max-loss 'few' is not a whole number, or a percentage from 0% to 100%"
            },
        };

    public static TheoryData<string, string> Contradictions =>
        new()
        {
            {
                End + "impairments: [ { fault: loss, share: 0% } ]\n",
                "2:16: a share is above 0 and up to 1 (100%), not 0"
            },
            {
                End + "impairments: [ { fault: loss, share: 1%, time: 5ms } ]\n",
                "2:42: loss has no time: remove it"
            },
            {
                End + "impairments: [ { fault: loss, share: 60% }, { fault: delay, share: 50% } ]\n",
                "2:14: a copy gets one fault at most, but the shares for mirror id 0 add up to 110%"
            },
            {
                End + "steps: [ { at: 1s } ]\n",
                "2:10: a step does one thing: give it one of radius-request, radius-replay, dtcp-request, analyzer, login-storm"
            },
            {
                End + "population: { count: 5, mirrored: 6 }\n",
                "2:35: mirrored 6: of 5 subscribers from 0 to 5 can be mirrored"
            },
            {
                End + "population: { count: 5, username: bob }\n",
                "2:35: username 'bob': 5 subscribers would have the same one, put {n} into it"
            },
            {
                End + "population: { inner-vlans: 1-9 }\n",
                "2:28: inner-vlans: there is no second tag without a first, give outer-vlans"
            },
            {
                End + "churn: { online: { fixed: 400d } }\n",
                "2:18: online: the mean is more than 0 and at most 365 days"
            },
            {
                End + "mix: [ { application: udp }, { application: ppp } ]\n",
                "2:30: mix: ppp needs subscribers with access pppoe or l2tp"
            },
            { "seed: 1\n", "1:1: the scenario has no end: give duration, for example 10s, or packets" },
            { End + "mix: []\n", "2:6: the mix is empty: give an entry, or leave it out" },
            {
                End + "population: { mirrored: 0 }\n",
                "2:25: nobody is mirrored, so nothing would be sent: give mirrored from 1, or an interface for unmirrored traffic"
            },
            {
                End + "interface: eth1\nimpairments: [ { fault: loss, share: 1% } ]\n",
                "3:1: unmirrored traffic goes onto interface, and the router under test makes the copies: remove impairments"
            },
            {
                End + "run: lab.yaml\n",
                "2:6: a router under test needs subscriber traffic: give the interface onto which it goes"
            },
            {
                End + "analyzer: { address: 192.0.2.100, source-address: 192.0.2.1 }\n",
                "2:35: a scenario may have many routers, each with its own source-address: give it under routers"
            },
            {
                End + "mix: [ { application: capture } ]\n",
                "2:8: mix: capture needs a capture whose packets it sends"
            },
            {
                End + "capture: { file: a.pcap }\n",
                "2:1: no packet of the capture would be sent: give the mix an entry with application: capture"
            },
            {
                End + "rate: { pps: 1G, per-mirror: true }\npopulation: { count: 2 }\n",
                "2:30: 2 times this rate cannot be kept exactly: lower it, or make its legs shorter"
            },
            {
                End + "verdict: { min-rate: 99% }\n",
                "2:22: without a rate none can be missed: give rate, or remove min-rate"
            },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(Contradictions))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected)
    {
        var result = ScenarioFile.Parse(text, "lab.yaml");

        Assert.Equal($"lab.yaml:{expected}", string.Join('\n', result.Errors));
        Assert.Null(result.Config);
    }

    [Theory]
    [InlineData("none.yaml", "there is no such file")]
    [InlineData("/", "is a folder")]
    public void File_ThatCannotBeRead_IsAnErrorOfTheFile(string path, string sentence)
    {
        var result = ScenarioFile.Load(path);

        Assert.Equal($"{path}: {sentence}", $"{Assert.Single(result.Errors)}");
    }
}
