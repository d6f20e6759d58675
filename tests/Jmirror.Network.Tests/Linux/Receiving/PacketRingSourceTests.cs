using System.Buffers.Binary;
using System.Diagnostics;
using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>What a ring hands out of what really came over a cable.</summary>
public class PacketRingSourceTests
{
    private const string QinqCapture = "dev-pppoe-qinq-pap.pcap";
    private static readonly PacketRingOptions Near = new(VethPair.Near) { BlockCount = 128 };

    [Fact]
    public void Receive_DoubleTaggedFramesOfACapture_AreByteForByteAndInOrder()
    {
        using var cable = new VethPair();
        var interfaces = new CaptureInterfaces();
        interfaces.NumberOf("another");
        using var source = Open(cable, Near, interfaces);
        var before = Now();

        Replay(cable, Captures.Own(QinqCapture));
        var frames = source.ReadUntilIdle();

        var sent = PcapFile.Read(Captures.Own(QinqCapture));
        Assert.Equal(sent.Count, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
        {
            Hex.AssertEqual(expected.Bytes, actual.Bytes);
            Assert.Equal(expected.Bytes.Length, actual.Info.OriginalLength);
            Assert.Equal(LinkType.Ethernet, actual.Info.LinkType);
            Assert.Equal(FrameDirection.Received, actual.Info.Direction);
            Assert.Equal(interfaces.NumberOf(VethPair.Near), actual.Info.Interface);
            Assert.InRange(actual.Info.Timestamp, before, Now());
        }
        Assert.Equal(new KernelCounters(sent.Count, 0), source.ReadKernelCounters());
        Assert.Null(source.Problem);
    }

    // Destination, source, tags and type of frames with each kind of tag that subscribers have.
    [Theory]
    [InlineData("ffffffffffff 020000000001 0800")]
    [InlineData("ffffffffffff 020000000001 8100 0007 0800")]
    [InlineData("ffffffffffff 020000000001 8100 0000 0800")]
    [InlineData("ffffffffffff 020000000001 8100 ffff 0800")]
    [InlineData("ffffffffffff 020000000001 88a8 b064 8100 0007 8864")]
    [InlineData("ffffffffffff 020000000001 9100 0064 8100 0007 8864")]
    [InlineData("ffffffffffff 020000000001 8100 0001 8100 0002 8100 0003 0800")]
    public void Receive_VlanTags_AreWhereTheyWereOnTheWire(string header)
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near);
        byte[][] sent =
        [
            .. Enumerable
                .Range(1, 40)
                .Select(number =>
                    (byte[])[.. Hex.Bytes(header), .. Enumerable.Repeat((byte)number, 43 + number)]
                ),
        ];

        Replay(cable, sent);

        var frames = source.ReadUntilIdle();
        Assert.Equal(sent.Length, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
        {
            Hex.AssertEqual(expected, actual.Bytes);
            Assert.Equal(expected.Length, actual.Info.OriginalLength);
        }
    }

    [Fact]
    public void Receive_FrameOfSixtyFourKilobytes_IsWhole()
    {
        using var cable = new VethPair();
        cable.RunNear("ip link set near mtu 65535");
        cable.RunFar("ip link set far mtu 65535");
        using var source = Open(cable, Near with { BlockSize = PacketRingOptions.MinBlockSize });
        byte[][] sent =
        [
            .. new[] { 65549, 14, 60, 65549, 40000, 65549 }.Select(length =>
            {
                var frame = new byte[length];
                new Random(length).NextBytes(frame);
                Hex.Bytes("ffffffffffff 020000000001 88b5").CopyTo(frame, 0);
                return frame;
            }),
        ];

        Replay(cable, sent);

        var frames = source.ReadUntilIdle();
        Assert.Equal(sent.Length, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
            Hex.AssertEqual(expected, actual.Bytes);
    }

    [Fact]
    public void ReadKernelCounters_FloodWithNobodyReading_SeenIsReadPlusDropped()
    {
        const int floodLength = 50_000;
        using var cable = new VethPair();
        using var source = Open(
            cable,
            Near with
            {
                BlockSize = PacketRingOptions.MinBlockSize,
                BlockCount = 4,
            }
        );

        Flood(cable, floodLength);
        var read = source.CountUntilIdle();
        var first = source.ReadKernelCounters();
        Flood(cable, floodLength);
        read += source.CountUntilIdle();

        Assert.Equal(floodLength, first.Seen);
        Assert.InRange(first.Dropped, 1, floodLength - 1);
        var counters = source.ReadKernelCounters();
        Assert.Equal(2 * floodLength, counters.Seen);
        Assert.Equal(counters.Seen, read + counters.Dropped);
        source.Dispose();
        Assert.Equal(counters, source.ReadKernelCounters());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Receive_OwnOutputOnTheInterface_IsSeenOnlyWhenAskedFor(bool ignoreOutgoing)
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near with { IgnoreOutgoing = ignoreOutgoing });
        var own = Hex.Bytes("ffffffffffff 020000000001 8100 0007 88b5 01 0000000000000000000000000000");
        var foreign = Hex.Bytes("ffffffffffff 020000000002 8100 0007 88b5 02 0000000000000000000000000000");

        using var folder = new TemporaryFolder();
        cable.RunNear($"tcpreplay --quiet -i {VethPair.Near} {WriteCapture(folder, [own])}");
        Replay(cable, [foreign]);

        var frames = source.ReadUntilIdle();
        Assert.Equal(ignoreOutgoing ? 1 : 2, frames.Count);
        Hex.AssertEqual(foreign, frames[^1].Bytes);
        Assert.Equal(FrameDirection.Received, frames[^1].Info.Direction);
        if (ignoreOutgoing)
            return;
        Hex.AssertEqual(own, frames[0].Bytes);
        Assert.Equal(FrameDirection.Sent, frames[0].Info.Direction);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_Promiscuous_MakesTheInterfaceSoUntilDisposed(bool promiscuous)
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near with { Promiscuous = promiscuous });

        Assert.Equal(promiscuous, IsPromiscuous());
        source.Dispose();
        Assert.False(IsPromiscuous());

        bool IsPromiscuous() =>
            !cable.RunNear("ip -details link show near").Contains("promiscuity 0", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vlan 3")]
    [InlineData("vlan 7 and vlan 7")]
    [InlineData("vlan and vlan 7 and pppoed")]
    [InlineData("vlan and vlan and pppoes and udp")]
    [InlineData("vlan and vlan and pppoes 3")]
    [InlineData("not vlan 5")]
    [InlineData("vlan 5 or vlan 6")]
    [InlineData("ether src 02:00:00:00:00:05")]
    [InlineData("greater 120")]
    public void Open_WithFilter_PassesWhatTcpdumpPasses(string filter)
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near with { Filter = filter });

        Replay(cable, Captures.Own(QinqCapture));
        var frames = source.ReadUntilIdle();

        using var folder = new TemporaryFolder();
        var filtered = folder.PathOf("filtered.pcap");
        Tool.Run("tcpdump", "-r", Captures.Own(QinqCapture), "-w", filtered, filter);
        var expected = PcapFile.Read(filtered);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, frames.Count);
        foreach (var (packet, frame) in expected.Zip(frames))
            Hex.AssertEqual(packet.Bytes, frame.Bytes);
        Assert.Equal(expected.Count, source.ReadKernelCounters().Seen);
    }

    [Fact]
    public void Receive_FanoutGroup_SplitsByFlowWithoutLoss()
    {
        Assert.SkipUnless(Tool.Find("trafgen") is not null, "trafgen (netsniff-ng) is not installed");
        const int count = 20_000;
        const int sourcePortOffset = 34;
        using var cable = new VethPair();
        var options = Near with { FanoutGroup = 7 };
        using var first = Open(cable, options);
        using var second = Open(cable, options);

        Flood(cable, count);
        var (left, right) = (first.ReadUntilIdle(), second.ReadUntilIdle());

        Assert.Equal(count, left.Count + right.Count);
        var (leftFlows, rightFlows) = (FlowsOf(left), FlowsOf(right));
        Assert.NotEmpty(leftFlows);
        Assert.NotEmpty(rightFlows);
        Assert.False(leftFlows.Overlaps(rightFlows));
        Assert.Equal(count, first.ReadKernelCounters().Seen + second.ReadKernelCounters().Seen);

        static HashSet<int> FlowsOf(List<ReceivedFrame> frames) =>
            [
                .. frames.Select(frame =>
                    (int)BinaryPrimitives.ReadUInt16BigEndian(frame.Bytes.AsSpan(sourcePortOffset))
                ),
            ];
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("ip6", 1)]
    public void Receive_InterfaceWithoutLinkHeader_HandsOutIpPackets(string? filter, int expected)
    {
        var ipv4 = Hex.Bytes("4500 0014 0000 0000 40fd 0000 c0000201 c6336409");
        var ipv6 = Hex.Bytes(
            "6000 0000 0000 3b40 20010db8000000000000000000000001 20010db8000000000000000000000002"
        );
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            using var tun = new TunDevice("tun7");
            cable.RunNear("ip link set tun7 up");
            using var source = PacketRingSource.Open(
                Near with
                {
                    Interface = "tun7",
                    Filter = filter,
                },
                new CaptureInterfaces()
            );

            tun.Write(ipv4);
            tun.Write(ipv6);

            var frames = source.ReadUntilIdle();
            Assert.Equal(expected, frames.Count);
            Assert.All(frames, frame => Assert.Equal(LinkType.Raw, frame.Info.LinkType));
            Hex.AssertEqual(ipv6, frames[^1].Bytes);
        });
    }

    [Fact]
    public void Receive_Nothing_IsIdleInTime()
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near with { IdleTimeout = TimeSpan.FromMilliseconds(30) });

        var watch = Stopwatch.StartNew();
        var status = source.Receive(out var batch);

        Assert.Equal(ReceiveStatus.Idle, status);
        Assert.True(batch.Frames.IsEmpty);
        Assert.InRange(watch.ElapsedMilliseconds, 25, 1000);
    }

    [Fact]
    public void Receive_Frames_AllocatesNothing()
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near);
        Flood(cable, 2000);
        source.CountUntilIdle();
        Flood(cable, 5000);

        var before = Allocations.Now;
        var count = source.CountUntilIdle();

        Allocations.AssertNonePerOperation(before, count);
        Assert.Equal(5000, count);
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
