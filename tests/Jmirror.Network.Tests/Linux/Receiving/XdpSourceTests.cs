using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>What AF_XDP hands out of what really came over a cable.</summary>
public class XdpSourceTests
{
    private static readonly XdpSourceOptions Near = new(VethPair.Near)
    {
        IdleTimeout = TimeSpan.FromMilliseconds(50),
    };

    [Theory]
    [InlineData("dev-pppoe-qinq-pap.pcap")]
    public void Receive_DoubleTaggedFramesOfACapture_AreByteForByteAndInOrder(string name)
    {
        using var cable = new VethPair();
        var interfaces = new CaptureInterfaces();
        interfaces.NumberOf("another");
        using var source = OpenXdp(cable, Near, interfaces: interfaces);
        Assert.True(source.IsInDriver);

        Replay(cable, Captures.Own(name));
        var frames = source.ReadUntilIdle();

        var sent = PcapFile.Read(Captures.Own(name));
        Assert.Equal(sent.Count, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
        {
            Hex.AssertEqual(expected.Bytes, actual.Bytes);
            Assert.Equal(expected.Bytes.Length, actual.Info.OriginalLength);
            Assert.Equal(LinkType.Ethernet, actual.Info.LinkType);
            Assert.Equal(FrameDirection.Received, actual.Info.Direction);
            Assert.Equal(interfaces.NumberOf(VethPair.Near), actual.Info.Interface);
            Assert.True(actual.Info.ChecksumPending);
        }
        Assert.Equal(new KernelCounters(sent.Count, 0), source.ReadKernelCounters());
        Assert.Null(source.Problem);
    }

    [Fact]
    public void ReadKernelCounters_FloodWithNobodyReading_SeenIsReadPlusDropped()
    {
        const int floodLength = 20_000;
        using var cable = new VethPair();
        using var source = OpenXdp(cable, Near with { FrameCount = 1024 });

        Flood(cable, floodLength);
        var read = source.CountUntilIdle();
        Assert.Equal(1024, read);
        Flood(cable, floodLength);
        read += source.CountUntilIdle();

        var counters = source.ReadKernelCounters();
        Assert.InRange(counters.Dropped, 1, 2 * floodLength);
        Assert.Equal(counters.Seen, read + counters.Dropped);
        source.Dispose();
        Assert.Equal(counters, source.ReadKernelCounters());
    }
}
