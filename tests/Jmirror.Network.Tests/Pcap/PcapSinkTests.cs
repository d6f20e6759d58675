using Jmirror.Network.Linux;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Pcap;
using Jmirror.Network.Sinks;
using Jmirror.Network.Tests.Linux;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.SinkExtensions;

namespace Jmirror.Network.Tests.Pcap;

/// <summary>libpcap alone, as on systems without netlink; with netlink see AnalyzerPortTests.</summary>
public class PcapSinkTests
{
    private static readonly MacAddress Peer = new(0x020000000009);

    [Fact]
    public void Send_NextHopThatNobodyWatches_FramesArriveAndErrorsAreCounted()
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            var nextHop = PcapSink.FindNextHop(VethPair.Near, Peer);
            using var sink = new PcapSink(
                VethPair.Near,
                new FixedNextHop(nextHop, TimeProvider.System),
                LinkHeader.Ethernet
            );
            Assert.Equal(LinkInspector.Find(VethPair.Near)!.Address, nextHop.Source);

            Assert.Equal(1, sink.SendAll([Datagram(1, 100)])["sent"]);
            cable.RunNear("ip link set near down");
            Assert.Equal(2, sink.SendAll([Datagram(2, 100), Datagram(3, 100)])["send-error"]);
        });
        Hex.AssertEqual(Datagram(1, 100), Assert.Single(far!.Collect()).AsSpan(14));
        far.Dispose();
    }

    [Fact]
    public void Open_NoSuchInterface_SaysSo()
    {
        var error = Assert.Throws<SinkUnavailableException>(() => PcapSink.FindNextHop("nowhere9", Peer));

        Assert.Equal("libpcap finds no interface nowhere9", error.Message);
    }
}
