using System.Buffers.Binary;
using Jmirror.Network.Neighbours;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.SinkExtensions;

namespace Jmirror.Network.Tests.Linux;

/// <summary>
/// The MX Series way out. Near is 10.9.0.1/24, far 10.9.0.2/24; the analyzer 198.51.100.9 is behind far, and the
/// outer source 192.0.2.1 is nobody's address.
/// </summary>
public class RoutedTests
{
    private const int LinkHeader = 14;
    private const string FarMac = "02:00:00:00:00:77";
    private static readonly MacAddress FarAddress = new(0x020000000077);
    private static readonly SinkTarget Way = new(Analyzer) { Source = Source, SourcePort = 6502 };
    private static readonly SinkTarget HastyWay = Way with
    {
        ResolveTimeout = TimeSpan.FromMilliseconds(100),
    };

    [Theory]
    [InlineData(SinkEngine.Packet)]
    [InlineData(SinkEngine.Raw)]
    [InlineData(SinkEngine.Xdp)]
    public void Send_FromAnAddressThatIsNotOurs_DatagramsArriveByteForByte(SinkEngine engine)
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        byte[][] datagrams = [.. Enumerable.Range(1, 500).Select(n => Datagram(n, 36 + (n * 11 % 1465)))];
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, engine, TimeProvider.System);
            Assert.Equal(datagrams.Length, opened.Sink.SendAll(datagrams)["sent"]);
        });
        var frames = MirroredFrames(far!);
        Assert.Equal(datagrams.Length, frames.Count);
        for (var i = 0; i < datagrams.Length; i++)
        {
            Assert.Equal(FarAddress, MacAddress.Read(frames[i]));
            Hex.AssertEqual(datagrams[i], frames[i].AsSpan(LinkHeader));
        }
        far!.Dispose();
    }

    [Fact]
    public void Send_Udp_PayloadPortsAndTtlArriveAndTheRestIsTheKernels()
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        var short1 = Datagram(1, 200);
        var otherPort = Datagram(2, 300);
        BinaryPrimitives.WriteUInt16BigEndian(otherPort.AsSpan(22), 4711);
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, SinkEngine.Udp, TimeProvider.System);
            Assert.True(opened.KernelFragments);
            Assert.Equal(ushort.MaxValue, opened.Sink.MaxDatagramLength);
            // The first leaves by a connected socket, the second is addressed by itself, the third is fragmented.
            Assert.Equal(3, opened.Sink.SendAll([short1, otherPort, Datagram(3, 4000)])["sent"]);
        });
        var frames = MirroredFrames(far!);
        Assert.Equal(5, frames.Count);
        Hex.AssertEqual(short1.AsSpan(20), frames[0].AsSpan(LinkHeader + 20));
        Hex.AssertEqual(otherPort.AsSpan(20), frames[1].AsSpan(LinkHeader + 20));
        Assert.Equal(short1[8], frames[0][LinkHeader + 8]);
        Assert.Equal(0, frames[0][LinkHeader + 6] & 0x40); // don't fragment
        far!.Dispose();
    }

    [Theory]
    [InlineData(SinkEngine.Raw)]
    [InlineData(SinkEngine.Udp)]
    public void Send_BareIpv6Copy_IsRefusedAndTheOthersArrive(SinkEngine engine)
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, engine, TimeProvider.System);

            var counts = opened.Sink.SendAll([Datagram(1, 100), Ipv6Datagram(20), Datagram(2, 100)]);

            Assert.Equal(2, counts["sent"]);
            Assert.Equal(1, counts["send-error"]);
        });
        Assert.Equal(2, MirroredFrames(far!).Count);
        far!.Dispose();
    }

    [Theory]
    [InlineData(SinkEngine.Packet)]
    [InlineData(SinkEngine.Raw)]
    public void Send_LongerThanTheMtu_IsRefusedAndTheOthersArrive(SinkEngine engine)
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, engine, TimeProvider.System);

            var counts = opened.Sink.SendAll([Datagram(1, 1500), Datagram(2, 1501), Datagram(3, 1500)]);

            Assert.Equal(2, counts["sent"]);
            Assert.Equal(1, counts["message-size"]);
        });
        Assert.Equal(2, MirroredFrames(far!).Count);
        far!.Dispose();
    }

    [Theory]
    [InlineData(SinkEngine.Packet)]
    [InlineData(SinkEngine.Raw)]
    [InlineData(SinkEngine.Udp)]
    [InlineData(SinkEngine.Xdp)]
    public void Send_RouteRemovedAndAddedAgain_IsRefusedAsNoRouteAndResumes(SinkEngine engine)
    {
        using var cable = RoutedCable();
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, engine, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 100)])["sent"]);

            cable.RunNear("ip route delete default");
            Thread.Sleep(20);
            Assert.Equal(2, opened.Sink.SendAll([Datagram(2, 100), Datagram(3, 100)])["no-route"]);

            cable.RunNear("ip route add default via 10.9.0.2");
            Assert.True(opened.Becomes("sent", seconds: 2));
        });
    }

    [Fact]
    public void Send_RouteTurnsToAnotherGateway_IsFollowed()
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, SinkEngine.Packet, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 100)])["sent"]);

            cable.RunNear("ip neigh add 10.9.0.3 lladdr 02:00:00:00:00:88 dev near nud permanent");
            cable.RunNear("ip route replace default via 10.9.0.3 mtu lock 1200");
            Thread.Sleep(20);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(2, 100)])["sent"]);
            Assert.Equal(1200, opened.Sink.MaxDatagramLength);
        });
        Assert.Equal(
            [FarAddress, new MacAddress(0x020000000088)],
            MirroredFrames(far!).Select(frame => MacAddress.Read(frame))
        );
        far!.Dispose();
    }

    [Theory]
    [InlineData(SinkEngine.Packet)]
    [InlineData(SinkEngine.Raw)]
    [InlineData(SinkEngine.Xdp)]
    public void Send_GatewaySilent_IsUnresolvedAndOnlyArpLeaves(SinkEngine engine)
    {
        using var cable = RoutedCable();
        cable.RunNear("ip route replace default via 10.9.0.4");
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(HastyWay, engine, TimeProvider.System);
            Assert.Equal(2, opened.Sink.SendAll([Datagram(1, 100), Datagram(2, 100)])["unresolved"]);
            Assert.Equal(Reachability.Unresolved, opened.Reachability);
            var frames = far!.Collect();
            Assert.NotEmpty(frames);
            Assert.All(frames, frame => Assert.Equal("0806", Convert.ToHexString(frame.AsSpan(12, 2))));

            cable.RunFar("ip addr add 10.9.0.4/24 dev far");
            Assert.True(opened.Becomes("sent", seconds: 5));
        });
        far!.Dispose();
    }

    [Fact]
    public void Send_NeighbourTakesAnotherAddress_IsFollowed()
    {
        using var cable = RoutedCable();
        FrameCollector? far = null;
        cable.InFar(() => far = new FrameCollector());
        cable.InNear(() =>
        {
            using var opened = SinkFactory.Open(Way, SinkEngine.Packet, TimeProvider.System);
            cable.RunNear("ip neigh replace 10.9.0.2 lladdr 02:00:00:00:00:99 dev near nud permanent");
            Thread.Sleep(20);
            Assert.Equal(1, opened.Sink.SendAll([Datagram(1, 100)])["sent"]);
        });
        Assert.Equal(new MacAddress(0x020000000099), MacAddress.Read(MirroredFrames(far!).Single()));
        far!.Dispose();
    }

    [Fact]
    public void Find_RouteThroughGateway_NamesInterfaceSourceGatewayAndMtu()
    {
        using var cable = RoutedCable();
        cable.InNear(() =>
        {
            var route = RouteLookup.Find(Analyzer)!;

            Assert.Equal(VethPair.Near, route.Interface.Name);
            Assert.Equal("10.9.0.1", route.Source.ToString());
            Assert.Equal("10.9.0.2", route.Gateway!.ToString());
            Assert.Equal(1500, route.Mtu);
            cable.RunNear("ip route delete default");
            Assert.Null(RouteLookup.Find(Analyzer));
        });
    }

    private static VethPair RoutedCable()
    {
        var cable = new VethPair();
        cable.RunNear("ip addr add 10.9.0.1/24 dev near");
        cable.RunFar($"ip link set far address {FarMac}");
        cable.RunFar("ip addr add 10.9.0.2/24 dev far");
        cable.RunNear("ip route add default via 10.9.0.2");
        return cable;
    }

    private static List<byte[]> MirroredFrames(FrameCollector collector) =>
        [.. collector.Collect().Where(frame => frame[12] == 8 && frame[13] == 0)];
}
