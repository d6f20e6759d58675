using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.SinkExtensions;

namespace Jmirror.Network.Tests.Sinks;

public class SinkFactoryTests
{
    private static readonly SinkTarget Loopback = new(new Ipv4Address(0x7f000001))
    {
        Source = new Ipv4Address(0x7f000001),
        ResolveTimeout = TimeSpan.Zero,
    };
    private static readonly SinkTarget Port = new(Analyzer)
    {
        Port = VethPair.Near,
        StaticArp = new MacAddress(0x020000000009),
    };

    [Fact]
    public void Open_AutoFromAPort_TakesPacket()
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Port, SinkEngine.Auto, TimeProvider.System);

            Assert.Equal(SinkEngine.Packet, opened.Engine);
            Assert.Equal("packet from analyzer port near to 02:00:00:00:00:09", opened.Explanation);
            Assert.Equal(Reachability.Up, opened.Reachability);
        });
    }

    [Fact]
    public void Open_AutoToThisMachine_TakesRawAndSaysWhyNotPacket()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "raw sockets need root");

        using var opened = SinkFactory.Open(Loopback, SinkEngine.Auto, TimeProvider.System);

        Assert.Equal(SinkEngine.Raw, opened.Engine);
        Assert.Equal(
            "raw by the route to 127.0.0.1; because the analyzer 127.0.0.1 is this machine itself",
            opened.Explanation
        );
    }

    [Fact]
    public void Open_WithoutPrivileges_FallsBackToUdp()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving up capabilities needs some");
        using var cable = new VethPair();
        cable.RunNear("ip addr add 10.9.0.1/24 dev near");
        cable.RunNear("ip route add default via 10.9.0.2");
        cable.InNear(() =>
            NetworkThread.RunUnprivileged(() =>
            {
                var target = new SinkTarget(Analyzer) { ResolveTimeout = TimeSpan.FromMilliseconds(50) };
                using var opened = SinkFactory.Open(target, SinkEngine.Auto, TimeProvider.System);

                Assert.Equal(SinkEngine.Udp, opened.Engine);
                Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 100)])["sent"]);
            })
        );
    }

    [Theory]
    [InlineData(SinkEngine.Packet, "a packet socket needs the capability CAP_NET_RAW")]
    [InlineData(SinkEngine.Xdp, "an AF_XDP socket needs the capability CAP_NET_RAW")]
    public void Open_PortWithoutPrivileges_NamesTheCapabilityAndTheCure(SinkEngine engine, string reason)
    {
        using var cable = new VethPair();
        cable.InNear(() =>
            NetworkThread.RunUnprivileged(() =>
            {
                var error = Assert.Throws<SinkUnavailableException>(() =>
                    SinkFactory.Open(Port, engine, TimeProvider.System)
                );

                Assert.Equal(reason, error.Message);
                Assert.Equal(
                    "sudo setcap cap_net_raw,cap_net_admin+ep artifacts/jmirror/jmirror",
                    error.Cure
                );
            })
        );
    }

    [Theory]
    [InlineData(SinkEngine.Udp, "udp cannot send from an analyzer port, only by route")]
    [InlineData(SinkEngine.Raw, "raw cannot send from an analyzer port, only by route")]
    [InlineData(SinkEngine.Packet, "there is no interface nowhere9")]
    public void Open_PortThatCannotBe_SaysWhy(SinkEngine engine, string reason)
    {
        var error = Assert.Throws<SinkUnavailableException>(() =>
            SinkFactory.Open(Port with { Port = "nowhere9" }, engine, TimeProvider.System)
        );

        Assert.Equal(reason, error.Message);
    }

    [Fact]
    public void Check_PortAsRoot_TellsWhatWorks()
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            var availabilities = SinkFactory.Check(Port, TimeProvider.System);

            Assert.Equal(
                [SinkEngine.Packet, SinkEngine.Xdp, SinkEngine.Pcap],
                availabilities.Where(found => found.IsAvailable).Select(found => found.Engine)
            );
        });
    }

    [Fact]
    public void Send_UdpToLoopbackWhereNobodyListens_EveryDatagramIsSentOrRefused()
    {
        var target = Loopback with { AnalyzerPort = 9 };
        using var opened = SinkFactory.Open(target, SinkEngine.Udp, TimeProvider.System);
        byte[][] datagrams = [.. Enumerable.Range(1, 1000).Select(n => Datagram(n, 100, Loopback.Analyzer))];
        foreach (var datagram in datagrams)
            (datagram[22], datagram[23]) = (0, 9);

        var counts = opened.Sink.SendAll(datagrams);

        Assert.Equal(datagrams.Length, counts.Values.Sum());
        Assert.True(counts["refused"] > 0);
    }

    [Fact]
    public void Open_UdpSourcePortTaken_TakesAnotherAndSaysSo()
    {
        using var first = SinkFactory.Open(Loopback, SinkEngine.Udp, TimeProvider.System);
        var taken = ushort.Parse(first.Explanation.Split("from port ")[1].Split(',')[0]);

        using var second = SinkFactory.Open(
            Loopback with
            {
                SourcePort = taken,
            },
            SinkEngine.Udp,
            TimeProvider.System
        );

        Assert.Contains($"(port {taken} is taken)", second.Explanation, StringComparison.Ordinal);
    }
}
