using Jmirror.Provisioning.Configuration;
using static Jmirror.Provisioning.Tests.Mistakes;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>Keys that are unknown, repeated, missing or of the wrong kind. Each text is a whole file.</summary>
public class KeyErrorTests
{
    public static TheoryData<string, string> Keys =>
        new()
        {
            {
                "rooter: { series: e }\n",
                "1:1: the configuration has no key 'rooter': did you mean 'router'?"
            },
            { "router: { ttl: 5, ttl: 6 }\n", "1:19: 'ttl' was given before, in line 1: keep one of them" },
            {
                "router: { ttl: 5 }\nrouter: { ttl: 5 }\n",
                "2:1: 'router' was given before, in line 1: keep one of them"
            },
            {
                Analyzer + "analyzers: {}\n",
                "2:1: 'analyzers' was given before, in line 1: keep one of them"
            },
            {
                "analyzers: { a: { address: 1.2.3.4 }, a: { address: 1.2.3.5 } }\n",
                "1:39: 'a' was given before, in line 1: keep one of them"
            },
            { "router: { name: }\n", "1:17: name has no value: give text, or leave it out" },
            {
                "router:\n",
                "1:8: router has no value: give a mapping with keys such as series, name, source-address, or leave it out"
            },
            {
                "mirrors: { a: b }\n",
                "1:10: mirrors must be a list ('- ...'), each item a mapping with keys such as trigger, analyzer, policy, not a mapping"
            },
            {
                "analyzers: [md1]\n",
                "1:12: analyzers must be a mapping from names to what they stand for, such as md1, not a list"
            },
            {
                "analyzers: { md1: { port: 30030 } }\n",
                "1:19: an analyzer needs the key address, for example 'address: 192.0.2.100'"
            },
            {
                "analyzers: { md1: { adress: 192.0.2.100 } }\n",
                "1:21: an analyzer has no key 'adress': did you mean 'address'?"
            },
            {
                "policies: { p: { copy: ip } }\n",
                "1:16: a policy needs the key analyzer, for example 'analyzer: md1'"
            },
            {
                "capture: { interfaces: [{ side: core }] }\n",
                "1:25: a capture interface needs the key name, for example 'name: eth1'"
            },
            {
                "capture: { interfaces: [{ name: a }, { name: a }] }\n",
                "1:46: interface 'a' was listed before, in line 1: keep one of them"
            },
            {
                "capture: { filter: tcp }\n",
                "1:12: capture has no key 'filter': keys are engine, threads, interfaces"
            },
        };

    /// <summary>A mistake that makes other places look wrong, and still only one error.</summary>
    public static TheoryData<string, string> NoCascade =>
        new()
        {
            {
                "analizers: { md1: { address: 192.0.2.100 } }\n"
                    + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1, "
                    + Ids
                    + " }]\n",
                "1:1: the configuration has no key 'analizers': did you mean 'analyzers'?"
            },
            {
                "analyzers: { md1: }\nmirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1 }]\n",
                "1:19: md1 has no value: give a mapping with keys such as address, port, via, or leave it out|2:11: an MX Series router always sends the mirror header: give the mirror a handle, or mirror-id and session-id"
            },
            {
                "router: { series: x }\n"
                    + Analyzer
                    + "mirrors: [{ trigger: { ipv4: 10.0.0.1 }, analyzer: md1 }]\n",
                "1:19: series 'x' is not one of e, mx; did you mean 'e'?"
            },
            {
                Mirror("trigger: { username: alice }", $"analyzer: md1, {Ids}")
                    + "subscribers: [{ usrname: alice, ipv4: 10.0.0.1 }]\n",
                "3:17: a subscriber has no key 'usrname': did you mean 'username'?"
            },
            {
                Mirror("triger: { ipv4: 10.0.0.1 }", "analyzer: nowhere"),
                "2:13: a mirror has no key 'triger': did you mean 'trigger'?"
            },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(NoCascade))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text);

    [Fact]
    public void File_WithManyMistakes_GivesAllInTheOrderOfTheFile()
    {
        const string text = """
            mirrors:
              - trigger: { ipv4: 10.0.0.300 }
                analyzer: md1
                handle: 0x0000030000000090
              - trigger: { username: bob }
                analyzer: md7
                mirror-id: 1
                session-id: 1
            router:
              series: mx
              ttl: 300
              ttl: 3
            analyzers:
              md1: { address: 192.0.2.100, color: red }
            """;

        var errors = ConfigFile.Parse(text, "f").Errors;

        Assert.Equal(
            [(2, 22), (6, 15), (11, 8), (12, 3), (14, 32)],
            errors.Select(error => (error.Position.Line, error.Position.Column))
        );
    }
}
