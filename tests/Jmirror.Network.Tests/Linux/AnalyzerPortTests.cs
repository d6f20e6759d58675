using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.SinkExtensions;

namespace Jmirror.Network.Tests.Linux;

/// <summary>The E Series way out over a real cable: static ARP, ARP, and what may happen to an interface.</summary>
public class AnalyzerPortTests
{
    private const int LinkHeader = 14;
    private static readonly MacAddress Peer = new(0x020000000009);
    private static readonly SinkTarget StaticPort = new(Analyzer)
    {
        Port = VethPair.Near,
        StaticArp = Peer,
        Source = Source,
    };
    private static readonly SinkTarget AskingPort = StaticPort with
    {
        StaticArp = null,
        ResolveTimeout = TimeSpan.FromMilliseconds(300),
    };

    public static TheoryData<SinkEngine> PortEngines => [SinkEngine.Packet, SinkEngine.Xdp, SinkEngine.Pcap];

    [Theory]
    [MemberData(nameof(PortEngines))]
    public void Send_StaticArp_FramesArriveByteForByte(SinkEngine engine)
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(StaticPort, engine, TimeProvider.System);
            var own = LinkInspector.Find(VethPair.Near)!.Address!.Value;
            byte[][] datagrams =
            [
                .. Enumerable.Range(1, 1500).Select(n => Datagram(n, OuterTemplate.Length + (n * 7 % 1465))),
                Ipv6Datagram(100),
                Datagram(7, 1500),
            ];

            Assert.Equal(1500, opened.Sink.MaxDatagramLength);
            Assert.Equal(datagrams.Length, opened.Sink.SendAll(datagrams)["sent"]);

            var frames = far!.Collect();
            Assert.Equal(datagrams.Length, frames.Count);
            for (var i = 0; i < datagrams.Length; i++)
            {
                Assert.Equal(Peer, MacAddress.Read(frames[i]));
                Assert.Equal(own, MacAddress.Read(frames[i].AsSpan(6)));
                Hex.AssertEqual(datagrams[i][0] == 0x60 ? [0x86, 0xdd] : [8, 0], frames[i].AsSpan(12, 2));
                Hex.AssertEqual(datagrams[i], frames[i].AsSpan(LinkHeader));
            }
        });
        far!.Dispose();
    }

    [Fact]
    public void Send_BypassingTheQueueDiscipline_FramesArrive()
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            var target = StaticPort with { BypassQueueDiscipline = true };
            using var opened = SinkFactory.Open(target, SinkEngine.Packet, TimeProvider.System);

            opened.Sink.SendAll([Datagram(1, 110), Datagram(2, 111)]);

            Assert.Equal([124, 125], far!.Collect().Select(frame => frame.Length));
        });
        far!.Dispose();
    }

    [Theory]
    [MemberData(nameof(PortEngines))]
    public void Send_StaticArpUnderFlood_NothingChangesAndNoArpLeaves(SinkEngine engine)
    {
        Assert.SkipUnless(Tool.Find("trafgen") is not null, "trafgen (netsniff-ng) is not installed");
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        // Replies that give the analyzer another address, and questions for our own.
        var reply =
            "0xff,0xff,0xff,0xff,0xff,0xff, 2,0,0,0,0,0x66, 8,6, 0,1,8,0,6,4,0,2, 2,0,0,0,0,0x66, "
            + "198,51,100,9, 2,0,0,0,0,1, 192,0,2,1";
        var question =
            "0xff,0xff,0xff,0xff,0xff,0xff, 2,0,0,0,0,0x66, 8,6, 0,1,8,0,6,4,0,1, 2,0,0,0,0,0x66, "
            + "198,51,100,9, 0,0,0,0,0,0, 192,0,2,1";
        var configuration = Path.GetTempFileName();
        File.WriteAllText(configuration, $"{{ {reply} }} {{ {question} }}");
        try
        {
            cable.InNear(() =>
            {
                using var opened = SinkFactory.Open(StaticPort, engine, TimeProvider.System);
                opened.Sink.SendAll([Datagram(1, 200)]);
                cable.RunFar(
                    $"trafgen --dev {VethPair.Far} --conf {configuration} --num 5000 --cpus 1 --no-sock-mem --qdisc-path"
                );
                Assert.Equal(1, opened.Sink.SendAll([Datagram(2, 200)])["sent"]);
                Assert.Equal(Reachability.Up, opened.Reachability);
            });
            var frames = far!.Collect();
            Assert.Equal(2, frames.Count);
            Assert.All(frames, frame => Assert.Equal(Peer, MacAddress.Read(frame)));
        }
        finally
        {
            File.Delete(configuration);
            far!.Dispose();
        }
    }

    [Fact]
    public void Send_WithoutStaticArp_AsksARealPeerAndSendsToIt()
    {
        using var cable = new VethPair();
        cable.RunFar($"ip addr add {Analyzer}/24 dev {VethPair.Far}");
        cable.RunFar("ip link set far address 02:00:00:00:00:77");
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(AskingPort, SinkEngine.Packet, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 200)])["sent"]);
        });
        var frames = far!.Collect();
        Assert.Equal(2, frames.Count);
        Assert.Equal("0806", Convert.ToHexString(frames[0].AsSpan(12, 2)));
        Assert.Equal(new MacAddress(0x020000000077), MacAddress.Read(frames[1]));
        Hex.AssertEqual(Datagram(1, 200), frames[1].AsSpan(LinkHeader));
        far.Dispose();
    }

    [Fact]
    public void Send_PeerSilentThenSpeaking_IsSuspendedAndResumesByItself()
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(AskingPort, SinkEngine.Packet, TimeProvider.System);
            Assert.Equal(
                3,
                opened.Sink.SendAll([Datagram(1, 200), Datagram(2, 200), Datagram(3, 200)])["unresolved"]
            );
            Assert.Equal(Reachability.Unresolved, opened.Reachability);
            Assert.All(
                far!.Collect(),
                frame => Assert.Equal("0806", Convert.ToHexString(frame.AsSpan(12, 2)))
            );

            cable.RunFar($"ip addr add {Analyzer}/24 dev {VethPair.Far}");

            Assert.True(opened.Becomes("sent", seconds: 4));
        });
        far!.Dispose();
    }

    [Theory]
    [MemberData(nameof(PortEngines))]
    public void Send_LinkDownAndUp_EveryDatagramIsAccountedForAndSendingResumes(SinkEngine engine)
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(StaticPort, engine, TimeProvider.System);
            Assert.Equal(2, opened.Sink.SendAll([Datagram(1, 200), Datagram(2, 200)])["sent"]);

            cable.RunNear("ip link set near down");
            Assert.Equal(
                3,
                opened.Sink.SendAll([Datagram(3, 200), Datagram(4, 200), Datagram(5, 200)])["link-down"]
            );
            cable.RunNear("ip link set near up");
            Assert.True(opened.Becomes("sent", seconds: 2));

            cable.RunFar("ip link set far down");
            // The kernel announces a lost carrier at most a second late.
            Assert.True(opened.Becomes("link-down", seconds: 2));
            cable.RunFar("ip link set far up");
            Assert.True(opened.Becomes("sent", seconds: 2));
        });
        var numbers = far!
            .Collect()
            .Select(frame => frame[LinkHeader + 31])
            .Where(number => number != ProbeNumber);
        Assert.Equal([1, 2], numbers);
        far.Dispose();
    }

    [Theory]
    [MemberData(nameof(PortEngines))]
    public void Send_InterfaceRemovedAndMadeAgain_IsRefusedAsGoneAndResumes(SinkEngine engine)
    {
        using var cable = new VethPair();
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(StaticPort, engine, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 200)])["sent"]);

            cable.RunFar("ip link delete far");
            Thread.Sleep(20);
            Assert.Equal(2, opened.Sink.SendAll([Datagram(2, 200), Datagram(3, 200)])["interface-gone"]);

            cable.Plug();
            Assert.True(opened.Becomes("sent", seconds: 3));
        });
    }

    [Theory]
    [MemberData(nameof(PortEngines))]
    public void Send_MtuLowered_LongDatagramsAreRefusedAndTheOthersArrive(SinkEngine engine)
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(StaticPort, engine, TimeProvider.System);
            cable.RunNear("ip link set near mtu 1000");
            byte[][] datagrams =
            [
                .. Enumerable.Range(0, 300).Select(n => Datagram(n, n % 3 == 1 ? 1001 : 1000)),
            ];
            opened.Sink.SendAll([Datagram(0, 100)]);

            Thread.Sleep(20);
            var counts = opened.Sink.SendAll(datagrams);

            Assert.Equal(100, counts["message-size"]);
            Assert.Equal(200, counts["sent"]);
            Assert.Equal(1000, opened.Sink.MaxDatagramLength);
            Assert.Equal(201, far!.Collect().Count);
        });
        far!.Dispose();
    }

    [Fact]
    public void Send_MoreThanTheFramesInFlight_AllArriveInOrder()
    {
        using var cable = new VethPair();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(StaticPort, SinkEngine.Xdp, TimeProvider.System);
            byte[][] datagrams = [.. Enumerable.Range(1, 10_000).Select(n => Datagram(n, 100))];
            Assert.Equal(datagrams.Length, opened.Sink.SendAll(datagrams)["sent"]);

            var frames = far!.Collect();
            Assert.Equal(datagrams.Length, frames.Count);
            for (var i = 0; i < datagrams.Length; i++)
                Hex.AssertEqual(datagrams[i], frames[i].AsSpan(LinkHeader));
        });
        far!.Dispose();
    }
}
