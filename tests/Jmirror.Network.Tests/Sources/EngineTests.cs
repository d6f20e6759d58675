using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sources;
using Jmirror.Network.Tests.Linux.Receiving;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Sources;

/// <summary>What every capture engine must do.</summary>
public class EngineTests
{
    private static readonly SourceTarget Near = new(VethPair.Near)
    {
        IdleTimeout = TimeSpan.FromMilliseconds(50),
    };

    public static TheoryData<SourceEngine> Engines =>
        [SourceEngine.Packet, SourceEngine.Xdp, SourceEngine.Pcap];

    public static TheoryData<SourceEngine, string> EnginesAndCaptures
    {
        get
        {
            var data = new TheoryData<SourceEngine, string>();
            foreach (var engine in new[] { SourceEngine.Packet, SourceEngine.Xdp, SourceEngine.Pcap })
            {
                data.Add(engine, "dev-pppoe-qinq-pap.pcap");
                data.Add(engine, "dev-ipoe-dhcp82.pcap");
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndCaptures))]
    public void Receive_FramesOfACapture_AreByteForByteAndInOrder(SourceEngine engine, string name)
    {
        using var cable = new VethPair();
        var interfaces = new CaptureInterfaces();
        interfaces.NumberOf("another");
        using var opened = OpenNear(cable, Near, engine, interfaces);
        var source = Assert.Single(opened.Shares);
        var before = Now();

        Replay(cable, Captures.Own(name));
        var frames = source.ReadUntilIdle();

        var sent = PcapFile.Read(Captures.Own(name));
        Assert.Equal(sent.Count, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
        {
            Hex.AssertEqual(expected.Bytes, actual.Bytes);
            Assert.Equal(expected.Bytes.Length, actual.Info.OriginalLength);
            Assert.Equal(LinkType.Ethernet, actual.Info.LinkType);
            Assert.Equal(interfaces.NumberOf(VethPair.Near), actual.Info.Interface);
            Assert.InRange(actual.Info.Timestamp, before, Now());
            Assert.Equal(0, actual.Info.SegmentSize);
        }
        Assert.Equal(new KernelCounters(sent.Count, 0), opened.ReadKernelCounters());
        Assert.Null(opened.Problem);
    }

    // Destination, source, tags and type of frames with each kind of tag that subscribers have.
    public static TheoryData<SourceEngine, string> EnginesAndTags
    {
        get
        {
            string[] headers =
            [
                "ffffffffffff 020000000001 8100 ffff 0800",
                "ffffffffffff 020000000001 88a8 b064 8100 0007 8864",
                "ffffffffffff 020000000001 9100 0064 8100 0007 8864",
                "ffffffffffff 020000000001 8100 0001 8100 0002 8100 0003 0800",
            ];
            var data = new TheoryData<SourceEngine, string>();
            foreach (var header in headers)
            {
                data.Add(SourceEngine.Xdp, header);
                data.Add(SourceEngine.Pcap, header);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndTags))]
    public void Receive_VlanTags_AreWhereTheyWereOnTheWire(SourceEngine engine, string header)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        byte[][] sent =
        [
            .. Enumerable
                .Range(1, 40)
                .Select(number =>
                    (byte[])[.. Hex.Bytes(header), .. Enumerable.Repeat((byte)number, 43 + number)]
                ),
        ];

        Replay(cable, sent);

        var frames = opened.Shares[0].ReadUntilIdle();
        Assert.Equal(sent.Length, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
            Hex.AssertEqual(expected, actual.Bytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void StopCapture_UnderAFlood_HandsOutTheRestAndSeenIsReadPlusDropped(SourceEngine engine)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        var source = opened.Shares[0];
        var flood = new Thread(() => Flood(cable, 300_000));
        flood.Start();

        var read = 0L;
        while (read < 20_000)
        {
            source.Receive(out var batch);
            read += batch.Frames.Length;
        }
        opened.StopCapture();
        var calls = 0;
        ReceiveStatus status;
        do
        {
            status = source.Receive(out var batch);
            read += batch.Frames.Length;
        } while (status != ReceiveStatus.End && ++calls < 1_000_000);
        flood.Join();

        Assert.Equal(ReceiveStatus.End, status);
        Assert.InRange(read, 20_000, 299_999);
        var counters = opened.ReadKernelCounters();
        Assert.Equal(counters.Seen, read + counters.Dropped);
        Assert.Null(opened.Problem);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void ReadKernelCounters_FloodWithNobodyReading_SeenIsReadPlusDropped(SourceEngine engine)
    {
        const int floodLength = 400_000;
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);

        Flood(cable, floodLength);
        var read = opened.Shares[0].CountUntilIdle();

        var counters = opened.ReadKernelCounters();
        Assert.InRange(counters.Dropped, 1, floodLength - 1);
        Assert.Equal(counters.Seen, read + counters.Dropped);
        opened.Dispose();
        Assert.Equal(counters, opened.ReadKernelCounters());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Receive_OwnOutputOnTheInterface_IsNotSeen(SourceEngine engine)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        var own = Hex.Bytes("ffffffffffff 020000000001 8100 0007 88b5 01 0000000000000000000000000000");
        var foreign = Hex.Bytes("ffffffffffff 020000000002 8100 0007 88b5 02 0000000000000000000000000000");

        using var folder = new TemporaryFolder();
        cable.RunNear($"tcpreplay --quiet -i {VethPair.Near} {WriteCapture(folder, [own])}");
        Replay(cable, [foreign]);

        Hex.AssertEqual(foreign, Assert.Single(opened.Shares[0].ReadUntilIdle()).Bytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Receive_InterfaceDownAndUp_GoesOn(SourceEngine engine)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        var source = opened.Shares[0];
        var frame = Hex.Bytes("ffffffffffff 020000000001 88b5 0102030405060708 090a0b0c0d0e0f10");

        cable.RunNear("ip link set near down");
        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));
        cable.RunNear("ip link set near up");
        Replay(cable, [frame]);

        Hex.AssertEqual(frame, Assert.Single(source.ReadUntilIdle()).Bytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Receive_InterfaceRemoved_EndsWithAReason(SourceEngine engine)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        cable.RunFar("ip link delete far");

        Assert.True(opened.Shares[0].EndsWithin(calls: 10));
        Assert.Contains("interface near", opened.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Receive_Frames_AllocatesNothing(SourceEngine engine)
    {
        using var cable = new VethPair();
        using var opened = OpenNear(cable, Near, engine);
        var source = opened.Shares[0];
        Flood(cable, 2000);
        source.CountUntilIdle();
        Flood(cable, 5000);

        var before = Allocations.Now;
        var count = source.CountUntilIdle();

        Allocations.AssertNonePerOperation(before, count);
        Assert.Equal(5000, count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Open_InterfaceThatIsNotThere_SaysSo(SourceEngine engine)
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            OpenNear(cable, new SourceTarget("absent0"), engine)
        );
        Assert.EndsWith("no interface absent0", error.Message, StringComparison.Ordinal);
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
