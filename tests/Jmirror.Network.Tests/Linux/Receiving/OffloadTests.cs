using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Mirroring;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;
using Jmirror.Network.Sources;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>
/// Traffic of ordinary sockets through a cable whose ends leave segmentation and checksums to each other: what is
/// mirrored of it are packets as on a wire.
/// </summary>
public sealed class OffloadTests : IDisposable
{
    private const int Port = 5001;
    private const int Mtu = 1500;

    // linux/udp.h
    private const int SOL_UDP = 17;
    private const int UDP_SEGMENT = 103;

    private readonly VethPair _cable = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RunCounters _counters = new();

    public OffloadTests()
    {
        Assert.SkipUnless(Tool.Find("tshark") is not null, "tshark is not installed");
        _cable.RunNear("ip address add 10.77.0.1/24 dev near");
        _cable.RunNear("ip address add fd77::1/64 dev near nodad");
        _cable.RunFar("ip address add 10.77.0.2/24 dev far");
        _cable.RunFar("ip address add fd77::2/64 dev far nodad");
    }

    public void Dispose()
    {
        _cable.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("10.77.0.1")]
    [InlineData("fd77::1")]
    public void PacketRing_TcpBulkTransfer_IsMirroredInWholeAndValidPackets(string address)
    {
        using var opened = OpenNear(_cable, new SourceTarget(VethPair.Near), SourceEngine.Packet);
        var sent = new byte[4_000_000];
        new Random(1).NextBytes(sent);

        Transfer(IPAddress.Parse(address), sent);
        var packets = Mirror(opened);

        // Fewer frames than packets: the ends did make super-frames.
        Assert.InRange(_counters.Read, 1, packets.Count / 2);
        Assert.Equal(0, _counters.DroppedFor(DropReason.SuperFrame));
        Hex.AssertEqual(sent, StreamIn(packets, sent.Length));
    }

    [Fact]
    public void PacketRing_UdpDatagramsSentAsOne_AreMirroredOneByOne()
    {
        using var opened = OpenNear(_cable, new SourceTarget(VethPair.Near), SourceEngine.Packet);
        const int segment = 1000;

        _cable.InFar(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SetRawSocketOption(SOL_UDP, UDP_SEGMENT, BitConverter.GetBytes(segment));
            socket.SendTo(new byte[20_500], new IPEndPoint(IPAddress.Parse("10.77.0.1"), Port));
        });
        var packets = Mirror(opened).Where(packet => packet[9] == 17).ToList();

        Assert.Equal([.. Enumerable.Repeat(segment, 20), 500], packets.Select(packet => packet.Length - 28));
    }

    [Theory]
    [InlineData(SourceEngine.Packet)]
    [InlineData(SourceEngine.Xdp)]
    [InlineData(SourceEngine.Pcap)]
    public void Engine_UdpDatagramsWithPendingChecksums_AreMirroredWithWholeOnes(SourceEngine engine)
    {
        using var opened = OpenNear(_cable, new SourceTarget(VethPair.Near), engine);
        _cable.RunFar("ip neighbour add 10.77.0.1 lladdr 02:00:00:00:00:01 dev far nud permanent");

        _cable.InFar(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            for (var i = 0; i < 100; i++)
                socket.SendTo([(byte)i, 1, 2, 3], new IPEndPoint(IPAddress.Parse("10.77.0.1"), Port));
        });

        Assert.Equal(
            Enumerable.Range(0, 100),
            Mirror(opened).Where(packet => packet.Length == 32).Select(packet => (int)packet[28])
        );
    }

    [Fact]
    public void Pcap_TcpBulkTransfer_CountsWhatCannotBeCut()
    {
        using var opened = OpenNear(_cable, new SourceTarget(VethPair.Near), SourceEngine.Pcap);

        Transfer(IPAddress.Parse("10.77.0.1"), new byte[1_000_000]);
        Mirror(opened);

        Assert.InRange(_counters.DroppedFor(DropReason.SuperFrame), 1, _counters.Mirrored - 1);
        Assert.Contains(
            "sudo ethtool -K near gro off lro off tso off gso off",
            opened.Explanation,
            StringComparison.Ordinal
        );
    }

    // From the far side to the near one.
    private void Transfer(IPAddress address, byte[] bytes)
    {
        Socket? listener = null;
        _cable.InNear(() =>
        {
            listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(address, Port));
            listener.Listen();
        });
        var receiver = new Thread(() =>
        {
            using var connection = listener!.Accept();
            var buffer = new byte[1 << 20];
            while (connection.Receive(buffer) > 0) { }
        });
        receiver.Start();
        _cable.InFar(() =>
        {
            using var sender = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            sender.Connect(address, Port);
            sender.Send(bytes);
        });
        receiver.Join();
        listener!.Dispose();
    }

    // Bare copies of all that was captured; each must be a valid packet of at most the MTU.
    private List<byte[]> Mirror(OpenedSource opened)
    {
        var file = _folder.PathOf("mirrored.pcap");
        var definition = new MirrorDefinition(
            Trigger.All,
            SecurePolicy.Default,
            new OuterHeader(default, default, OuterHeader.DefaultPort, OuterHeader.DefaultPort),
            Header: null,
            Mtu: Mtu,
            Oversize: OversizeRule.Drop
        );
        var clock = new MonotonicClock(TimeProvider.System);
        opened.StopCapture();
        using (var sink = CaptureFileSink.Create(file, "test", "test", ethernet: null))
        {
            var pump = new Pump(
                MirrorTable.Build([definition], TriggerPrecedence.EveryHit),
                [new WayOut(sink, new WayOutOptions(), _counters, new RateMeter(clock), clock)],
                _counters,
                new Pacer(PacingSchedule.TopSpeed, clock, PacingLimits.Default),
                PumpShare.Whole
            );
            pump.Run(opened.Shares[0], TestContext.Current.CancellationToken);
            pump.Finish();
        }
        Assert.Null(_counters.Imbalance());
        Assert.Equal(0, _counters.DroppedFor(DropReason.Oversize));
        Assert.Equal(0, opened.ReadKernelCounters().Dropped);
        AssertValid(file);
        return [.. PcapFile.Read(file).Select(packet => packet.Bytes)];
    }

    private static void AssertValid(string file)
    {
        string[] options = ["ip.check_checksum", "tcp.check_checksum", "udp.check_checksum"];
        var result = Tool.Run(
            "tshark",
            [
                "-n",
                "-r",
                file,
                .. options.SelectMany(option => new[] { "-o", $"{option}:TRUE" }),
                "-Y",
                "ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0 || _ws.malformed",
            ]
        );
        Assert.Empty(result.Lines);
    }

    // The bytes towards the port, put together by sequence number.
    private static byte[] StreamIn(List<byte[]> packets, int length)
    {
        var stream = new byte[length];
        uint? first = null;
        foreach (var packet in packets)
        {
            var isIpv4 = packet[0] >> 4 == 4;
            if (packet[isIpv4 ? 9 : 6] != 6)
                continue;
            var tcp = packet.AsSpan(isIpv4 ? 20 : 40);
            if (BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]) != Port)
                continue;
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
            // The SYN has the number before the first byte.
            first ??= sequence + 1;
            var data = tcp[(tcp[12] >> 4 << 2)..];
            if (!data.IsEmpty)
                data.CopyTo(stream.AsSpan((int)(sequence - first.Value)));
        }
        return stream;
    }
}
