using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Sinks;

public class FrameSinkFactoryTests
{
    [Theory]
    [InlineData(SinkEngine.Auto, SinkEngine.Packet, "packet onto near")]
    [InlineData(SinkEngine.Packet, SinkEngine.Packet, "packet onto near")]
    [InlineData(SinkEngine.Xdp, SinkEngine.Xdp, "xdp onto near, copy mode")]
    [InlineData(SinkEngine.Pcap, SinkEngine.Pcap, "pcap onto near")]
    public void Open_Engine_IsTakenAndExplained(SinkEngine asked, SinkEngine taken, string explanation)
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, asked, TimeProvider.System);

            Assert.Equal(taken, opened.Engine);
            Assert.Equal(explanation, opened.Explanation);
            Assert.Equal(Reachability.Up, opened.Reachability);
            Assert.Null(opened.LinkAddresses);
            Assert.Null(opened.KernelSource);
        });
    }

    [Fact]
    public void Open_Loopback_IsAnInterfaceOfFrames()
    {
        using var cable = new VethPair();
        cable.RunNear("ip link set lo up");
        cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open("lo", SinkEngine.Packet, TimeProvider.System);

            Assert.Equal(("packet onto lo", Reachability.Up), (opened.Explanation, opened.Reachability));
        });
    }

    [Theory]
    [InlineData(SinkEngine.Udp, "udp")]
    [InlineData(SinkEngine.Raw, "raw")]
    public void Open_EngineOfDatagrams_IsRefused(SinkEngine engine, string name)
    {
        var error = Refusal("lo", engine);

        Assert.Equal(
            $"{name} sends IP datagrams, not the Ethernet frames of subscribers: packet, xdp and pcap do",
            error.Message
        );
        Assert.Null(error.Cure);
    }

    [Theory]
    [InlineData(SinkEngine.Auto)]
    [InlineData(SinkEngine.Packet)]
    [InlineData(SinkEngine.Xdp)]
    [InlineData(SinkEngine.Pcap)]
    public void Open_InterfaceThatCannotBe_SaysWhyAndTheCure(SinkEngine engine)
    {
        var missing = Refusal("nowhere9", engine);
        Assert.Equal(("there is no interface nowhere9", "ip link show"), (missing.Message, missing.Cure));

        using var cable = new VethPair();
        cable.RunNear("ip tuntap add bare mode tun");
        cable.RunNear("ip link set near down");
        cable.InNear(() =>
        {
            Assert.Equal("bare is no Ethernet interface", Refusal("bare", engine).Message);
            var down = Refusal(VethPair.Near, engine);
            Assert.Equal(("near is down", "sudo ip link set near up"), (down.Message, down.Cure));
        });
    }

    [Theory]
    [InlineData(SinkEngine.Auto, "a packet socket needs the capability CAP_NET_RAW")]
    [InlineData(SinkEngine.Xdp, "an AF_XDP socket needs the capability CAP_NET_RAW")]
    public void Open_WithoutPrivileges_NamesTheCapabilityAndTheCure(SinkEngine engine, string reason)
    {
        using var cable = new VethPair();
        cable.InNear(() =>
            NetworkThread.RunUnprivileged(() =>
            {
                var error = Refusal(VethPair.Near, engine);

                Assert.Equal(reason, error.Message);
                Assert.Equal(
                    "sudo setcap cap_net_raw,cap_net_admin+ep artifacts/jmirror/jmirror",
                    error.Cure
                );
            })
        );
    }

    private static SinkUnavailableException Refusal(string interfaceName, SinkEngine engine) =>
        Assert.Throws<SinkUnavailableException>(() =>
            FrameSinkFactory.Open(interfaceName, engine, TimeProvider.System)
        );
}
