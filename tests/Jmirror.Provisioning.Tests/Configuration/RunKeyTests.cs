using System.Net;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Configuration;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>The keys that only a live run uses.</summary>
public class RunKeyTests
{
    private const string AllKeys = """
        router: { trigger-precedence: 7.2, default-analyzer: md1 }
        capture:
          engine: packet
          threads: 4
          interfaces:
            - { name: eth1, side: access, filter: not port 22, outgoing: include, promiscuous: false }
        analyzers: { md1: { address: 192.0.2.100 } }
        learning: { ppp: false, dhcp: false, dhcpv6: false, neighbour-discovery: false, l2tp: false, radius: false, max-subscribers: 50000, expire-after: 1h30m }
        api: { socket: /tmp/lab.sock, listen: "127.0.0.1:9465", token-file: /tmp/token }
        logging: { level: debug, secure-log-file: /tmp/secure.log, secure-log-size: 5 }
        """;

    [Fact]
    public void File_WithEveryKey_IsReadAsItIsWritten()
    {
        var result = ConfigFile.Parse(AllKeys, "lab.yaml");

        Assert.Empty(result.Errors);
        var config = result.Config!;
        Assert.Equal(
            (TriggerOrder.Junose72, "md1"),
            (config.Router.TriggerOrder, config.Router.DefaultAnalyzer)
        );
        Assert.Equal(
            new CaptureConfig
            {
                Engine = CaptureEngineChoice.Packet,
                Threads = 4,
                Interfaces =
                [
                    new CaptureInterfaceConfig
                    {
                        Name = "eth1",
                        Side = InterfaceSide.Access,
                        Filter = "not port 22",
                        ReadsOutgoing = true,
                        IsPromiscuous = false,
                    },
                ],
            },
            config.Capture
        );
        Assert.Equal(
            new LearningConfig
            {
                Ppp = false,
                Dhcp = false,
                Dhcpv6 = false,
                NeighbourDiscovery = false,
                L2tp = false,
                Radius = false,
                MaxSubscribers = 50_000,
                ExpireAfter = TimeSpan.FromMinutes(90),
            },
            config.Learning
        );
        Assert.Equal(
            new ApiConfig
            {
                Socket = "/tmp/lab.sock",
                Listen = new IPEndPoint(IPAddress.Loopback, 9465),
                TokenFile = "/tmp/token",
            },
            config.Api
        );
        Assert.Equal(
            new LoggingConfig
            {
                Level = LogLevel.Debug,
                SecureLogFile = "/tmp/secure.log",
                SecureLogSize = 5,
            },
            config.Logging
        );
    }

    [Fact]
    public void File_WithEveryKey_ExplainedLoadsAgainAsAnEqualConfiguration()
    {
        var config = ConfigFile.Parse(AllKeys, "lab.yaml").Config!;

        Assert.Equal(config, ConfigFile.Parse(Explaining.TextOf(config), "explained").Config);
    }

    [Theory]
    [InlineData("", "/run/jmirror/lab.sock")]
    [InlineData("api: { socket: /tmp/x.sock }", "/tmp/x.sock")]
    [InlineData("api: { socket: none }", null)]
    public void Socket_OfARouter_IsTheOneGivenOrNamedAfterIt(string api, string? socket)
    {
        var config = ConfigFile.Parse($"router: {{ name: lab }}\n{api}", "lab.yaml").Config!;

        Assert.Equal(socket, config.Api.SocketOf(config.Router.Name));
        Assert.Equal(config, ConfigFile.Parse(Explaining.TextOf(config), "explained").Config);
    }

    public static TheoryData<string, string> Mistaken =>
        new()
        {
            {
                "router: { trigger-precedence: 11.2 }",
                "1:31: trigger-precedence '11.2' is not one of 11.1, 7.2; did you mean '11.1'?"
            },
            {
                "router: { default-analyzer: md1 }",
                "1:29: the router names analyzer 'md1', which is not defined: there are no analyzers in this file"
            },
            {
                "capture: { threads: 0 }",
                "1:21: threads '0' is out of range: a number of threads is 1 to 64"
            },
            {
                "capture: { interfaces: [{ name: a, promiscuous: yes }] }",
                "1:49: promiscuous 'yes' is not true or false"
            },
            {
                "learning: { expire-after: 0s }",
                "1:27: expire-after '0s' is no time at all: give one above 0"
            },
            {
                "learning: { expire-after: 10 }",
                "1:27: expire-after '10' is not a duration: numbers each with a unit (d, h, m, s, ms), largest first, for example 1h30m"
            },
            {
                "learning: { expire-after: 5us }",
                "1:27: expire-after '5us' is finer than a millisecond: give whole milliseconds"
            },
            {
                "api: { socket: lab.sock }",
                "1:16: socket 'lab.sock' is not the path of a socket, which begins with /; or say none"
            },
            {
                "api: { listen: 9465, token-file: t }",
                "1:16: listen '9465' is not an IP address and a port, for example 127.0.0.1:9465 or \"[::1]:9465\""
            },
            {
                "api: { listen: \"127.0.0.1:9465\" }",
                "1:16: whoever reaches a TCP port may use it: give listen a token-file beside it"
            },
            {
                "api: { token-file: t }",
                "1:20: token-file is for TCP clients: give it listen beside it, or remove it"
            },
            {
                "logging: { level: info }",
                "1:19: level 'info' is not one of error, warning, information, debug"
            },
        };

    [Theory]
    [MemberData(nameof(Mistaken))]
    public void Key_WithAMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text + "\n");
}
