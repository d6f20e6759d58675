using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Configuration;

public class ConfigExplainerTests
{
    [Fact]
    public void Value_Explained_SaysItsLineOrThatItIsADefault()
    {
        const string text = """
            router:
              source-address: 192.0.2.1
            analyzers:
              md1: { address: 192.0.2.100 }
            mirrors:
              - trigger: { mac: 02-00-00-00-00-01 }
                analyzer: md1
                handle: 0x0000030000000090
            """;

        Assert.Equal(
            """
            # Effective values. Behind each: the line of the file that says so, or default.
            router:                                          # line 1
              series: mx                                     # default
              name: jmirror                                  # default
              source-address: 192.0.2.1                      # line 2
              # udp-source-port: absent: the same as the destination port
              ttl: 255                                       # default
              version-bits: keep                             # default
              trigger-precedence: "11.1"                     # default
              # default-analyzer: absent: copies to such analyzers are routed, with the defaults of an analyzer
            capture:                                         # default
              engine: auto                                   # default
              threads: 1                                     # default
              interfaces: []                                 # default
            analyzers:                                       # line 3
              md1:
                address: 192.0.2.100                         # line 4
                port: 30030                                  # default
                via: routed                                  # default
                source-address: 192.0.2.1                    # line 2
                # udp-source-port: absent: the router's udp-source-port, else the same as the destination port
                mtu: 1500                                    # default
                oversize: fragment                           # default
            policies: {}                                     # default
            mirrors:                                         # line 5
              - trigger:                                     # line 6
                  mac: "02:00:00:00:00:01"                   # line 6
                analyzer: md1                                # line 7
                mirror-id: 768                               # line 8
                session-id: 144                              # line 8
            subscribers: []                                  # default
            learning:                                        # default
              ppp: true                                      # default
              dhcp: true                                     # default
              dhcpv6: true                                   # default
              neighbour-discovery: true                      # default
              l2tp: true                                     # default
              radius: true                                   # default
              max-subscribers: 1000000                       # default
              expire-after: "1d"                             # default
            api: {}                                          # default
              # socket: absent: /run/jmirror/NAME.sock, with the router's name
              # listen: absent: no TCP
              # token-file: absent: no TCP
            logging:                                         # default
              level: information                             # default
              # secure-log-file: absent: the secure log is kept in memory only, as routers do
              secure-log-size: 10000                         # default

            """,
            Explaining.TextOf(ConfigFile.Parse(text, "f").Config!)
        );
    }

    [Theory]
    [InlineData("no")]
    [InlineData("010")]
    [InlineData("1.5")]
    [InlineData("a: b # c")]
    [InlineData("- x")]
    [InlineData("~")]
    [InlineData("quote \\\" and \\\\ and \\t and \\u0085 and \\ud83d\\ude00")]
    [InlineData("ünïcode")]
    public void Text_ThatYamlWouldTakeForSomethingElse_SurvivesExplaining(string name)
    {
        var config = ConfigFile.Parse($"router: {{ name: \"{name}\" }}", "f").Config!;

        Assert.Equal(config, ConfigFile.Parse(Explaining.TextOf(config), "explained").Config);
    }
}
