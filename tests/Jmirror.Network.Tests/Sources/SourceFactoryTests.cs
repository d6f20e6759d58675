using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sources;
using Jmirror.Network.Tests.Linux.Receiving;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Sources;

/// <summary>Which engine is opened, and what is said about it.</summary>
public class SourceFactoryTests
{
    private static readonly SourceTarget Near = new(VethPair.Near);

    [Fact]
    public void Open_Auto_IsThePacketRing()
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, SourceEngine.Auto);

        Assert.Equal(SourceEngine.Packet, opened.Engine);
        Assert.Equal("packet ring on near", opened.Explanation);
    }

    [Fact]
    public void Open_SeveralThreadsOfThePacketRing_ShareTheFramesByFlow()
    {
        const int count = 20_000;
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near with { Threads = 2 }, SourceEngine.Packet);
        using var stranger = OpenNear(cable, Near with { Threads = 2 }, SourceEngine.Packet);

        Flood(cable, count);

        Assert.Equal([count, count], new[] { opened, stranger }.Select(ReadAll));

        static long ReadAll(OpenedSource source)
        {
            Assert.Equal(2, source.Shares.Count);
            var counts = source.Shares.Select(share => share.CountUntilIdle()).ToList();
            Assert.DoesNotContain(0, counts);
            return counts.Sum();
        }
    }

    [Fact]
    public void Open_XdpOnAVirtualCable_SaysHowAndWhatItTakes()
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, SourceEngine.Xdp);

        Assert.StartsWith(
            "xdp on near, in the driver, copy mode; the host gets nothing of it",
            opened.Explanation,
            StringComparison.Ordinal
        );
        Assert.Contains("sudo ethtool -K near rxvlan off", opened.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_XdpWithFilter_IsRefusedAndNamesPacket()
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            OpenNear(cable, Near with { Filter = "udp" }, SourceEngine.Xdp)
        );
        Assert.EndsWith("use packet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_XdpForOwnOutput_IsRefusedAndNamesPacket()
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            OpenNear(cable, Near with { IgnoreOutgoing = false }, SourceEngine.Xdp)
        );
        Assert.EndsWith("use packet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PcapWithFilter_CountsOnlyWhatPasses()
    {
        using var cable = new VethPair();
        using var opened = OpenNear(
            cable,
            Near with
            {
                Filter = "vlan and vlan and pppoes and udp",
            },
            SourceEngine.Pcap
        );
        Replay(cable, Captures.Own("dev-pppoe-qinq-pap.pcap"));
        var read = opened.Shares[0].ReadUntilIdle().Count;

        Assert.InRange(read, 1, PcapFile.Read(Captures.Own("dev-pppoe-qinq-pap.pcap")).Count - 1);
        Assert.Equal(new KernelCounters(read, 0), opened.ReadKernelCounters());
    }

    [Fact]
    public void Open_PcapWithWrongFilter_SaysWhatLibpcapSays()
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            OpenNear(cable, Near with { Filter = "no such word" }, SourceEngine.Pcap)
        );
        Assert.StartsWith("the filter 'no such word' is wrong: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("syntax error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithPrivileges_AllEnginesWork()
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            var engines = SourceFactory.Check(VethPair.Near);
            Assert.Equal(
                [SourceEngine.Packet, SourceEngine.Xdp, SourceEngine.Pcap],
                engines.Select(engine => engine.Engine)
            );
            Assert.All(engines, engine => Assert.True(engine.IsAvailable, engine.Explanation));
        });
        Assert.DoesNotContain("xdp", cable.RunNear("ip link show near"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutPrivileges_NamesWhatIsMissingAndTheCure()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "capabilities are Linux's");
        NetworkThread.RunUnprivileged(() =>
        {
            var engines = SourceFactory.Check("lo");
            Assert.Equal(
                [
                    "a packet socket needs the capability CAP_NET_RAW",
                    "xdp capture lacks CAP_BPF and CAP_NET_ADMIN and CAP_NET_RAW",
                    "capture with libpcap needs the capability CAP_NET_RAW",
                ],
                engines.Select(engine => engine.Explanation),
                StringComparer.Ordinal
            );
            Assert.All(
                engines,
                engine => Assert.StartsWith("sudo setcap", engine.Cure, StringComparison.Ordinal)
            );
        });
    }
}
