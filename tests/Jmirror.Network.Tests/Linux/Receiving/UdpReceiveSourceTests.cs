using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>What an analyzer's socket hands out of what was sent to it.</summary>
public class UdpReceiveSourceTests
{
    private static readonly Ipv4Address Loopback = Address("127.0.0.1");
    private static readonly UdpReceiveOptions OnLoopback = new(Loopback, Port: 0)
    {
        IdleTimeout = TimeSpan.FromMilliseconds(50),
    };

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.3")]
    public void Receive_MirroredDatagrams_DecodeAsIfFromTheWire(string listen, string analyzer)
    {
        var interfaces = new CaptureInterfaces();
        interfaces.NumberOf("another");
        using var source = UdpReceiveSource.Open(OnLoopback with { Address = Address(listen) }, interfaces);
        using var sender = Sender("127.0.0.2", timeToLive: 77);
        var before = Now();
        var header = new MirrorHeader(0, 0x12345, 0x90);
        // An IPv4 packet of 20 to 1499 bytes for each datagram.
        var payloads = Enumerable.Range(0, 1480).Select(extra => Packet(20 + extra)).ToArray();

        foreach (var payload in payloads)
            Send(sender, analyzer, source.LocalPort, [.. Bytes(header), .. payload]);
        var frames = source.ReadUntilIdle();

        Assert.Equal(payloads.Length, frames.Count);
        var outer = new OuterHeader(
            new Ipv4Address(0x7f000002),
            Address(analyzer),
            (ushort)((IPEndPoint)sender.LocalEndPoint!).Port,
            source.LocalPort,
            77
        );
        foreach (var (payload, frame) in payloads.Zip(frames))
        {
            Assert.True(MirrorDatagram.TryDecode(frame.Bytes, out var datagram));
            Assert.Equal(MirrorFaults.None, datagram.Faults);
            Assert.Equal(outer, datagram.Outer);
            Assert.Equal(header, datagram.Header);
            Assert.Equal(0, datagram.Identification);
            Hex.AssertEqual(payload, datagram.PayloadOf(frame.Bytes));
            Assert.Equal(LinkType.Ipv4, frame.Info.LinkType);
            Assert.Equal(frame.Bytes.Length, frame.Info.OriginalLength);
            Assert.Equal(FrameDirection.Received, frame.Info.Direction);
            Assert.Equal($"udp {listen}:{source.LocalPort}", interfaces.NameOf(frame.Info.Interface));
            // Not in order: the kernel takes a moment to begin with stamping on arrival, and stamps late till then.
            Assert.InRange(frame.Info.Timestamp, before, Now());
        }
        Assert.Equal(new KernelCounters(payloads.Length, 0), source.ReadKernelCounters());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65507)]
    public void Receive_ShortestAndLongestPayload_AreWhole(int length)
    {
        using var source = UdpReceiveSource.Open(OnLoopback, new CaptureInterfaces());
        using var sender = Sender("127.0.0.1");
        var payload = new byte[length];
        new Random(length).NextBytes(payload);

        for (var i = 0; i < 20; i++)
            Send(sender, "127.0.0.1", source.LocalPort, payload);

        var frames = source.ReadUntilIdle();
        Assert.Equal(20, frames.Count);
        foreach (var frame in frames)
            Hex.AssertEqual(payload, frame.Bytes.AsSpan(RebuiltOuterHeader.Length));
    }

    [Fact]
    public void Receive_FragmentsOnTheWire_ComeAsOneDatagram()
    {
        using var cable = new VethPair();
        cable.RunNear("ip addr add 198.51.100.9/24 dev near");
        cable.RunFar("ip addr add 198.51.100.1/24 dev far");
        UdpReceiveSource? source = null;
        cable.InNear(() =>
            source = UdpReceiveSource.Open(
                new UdpReceiveOptions { IdleTimeout = OnLoopback.IdleTimeout },
                new CaptureInterfaces()
            )
        );
        using var _ = source;
        var payload = new byte[20_000];
        new Random(1).NextBytes(payload);

        cable.InFar(() =>
        {
            using var sender = Sender("0.0.0.0", timeToLive: 3);
            Send(sender, "198.51.100.9", OuterHeader.DefaultPort, payload);
        });

        var frame = Assert.Single(source!.ReadUntilIdle());
        MirrorDatagram.TryDecode(frame.Bytes, out var datagram);
        Assert.Equal("198.51.100.1", datagram.Outer.Source.ToString());
        Assert.Equal("198.51.100.9", datagram.Outer.Destination.ToString());
        Assert.Equal(3, datagram.Outer.TimeToLive);
        Hex.AssertEqual(payload, frame.Bytes.AsSpan(RebuiltOuterHeader.Length));
    }

    [Fact]
    public void Receive_TimeToLiveNotAskedFor_IsZeroAndAllElseIsTold()
    {
        using var source = UdpReceiveSource.Open(
            OnLoopback with
            {
                TellTimeToLive = false,
            },
            new CaptureInterfaces()
        );
        using var sender = Sender("127.0.0.1");

        Send(sender, "127.0.0.1", source.LocalPort, [1, 2, 3]);

        var frame = Assert.Single(source.ReadUntilIdle());
        MirrorDatagram.TryDecode(frame.Bytes, out var datagram);
        Assert.Equal(0, datagram.Outer.TimeToLive);
        Assert.Equal("127.0.0.1", datagram.Outer.Source.ToString());
        Assert.NotEqual(0, frame.Info.Timestamp);
        Hex.AssertEqual([1, 2, 3], frame.Bytes.AsSpan(RebuiltOuterHeader.Length));
    }

    [Fact]
    public void ReadKernelCounters_TinyBufferWithNobodyReading_SeenIsReadPlusDropped()
    {
        const int count = 2000;
        using var source = UdpReceiveSource.Open(
            OnLoopback with
            {
                BufferLength = 4096,
            },
            new CaptureInterfaces()
        );
        using var sender = Sender("127.0.0.1");

        for (var round = 1; round <= 2; round++)
        {
            for (var i = 0; i < count; i++)
                Send(sender, "127.0.0.1", source.LocalPort, Packet(200));
            // The drops show although nothing comes after them.
            Assert.InRange(source.ReadKernelCounters().Dropped, 1, round * count);
            source.CountUntilIdle();
        }

        var counters = source.ReadKernelCounters();
        Assert.Equal(2 * count, counters.Seen);
        Assert.InRange(counters.Dropped, count, (2 * count) - 2);
        Assert.Equal(4096, source.BufferLength);
        source.Dispose();
        Assert.Equal(counters, source.ReadKernelCounters());
    }

    [Fact]
    public void Receive_SharedPort_SplitsBySenderWithoutLoss()
    {
        const int senders = 64;
        var options = OnLoopback with { SharePort = true };
        using var first = UdpReceiveSource.Open(options, new CaptureInterfaces());
        using var second = UdpReceiveSource.Open(
            options with
            {
                Port = first.LocalPort,
            },
            new CaptureInterfaces()
        );

        for (var i = 0; i < senders; i++)
        {
            using var sender = Sender("127.0.0.1");
            Send(sender, "127.0.0.1", first.LocalPort, Packet(100));
            Send(sender, "127.0.0.1", first.LocalPort, Packet(101));
        }

        var (left, right) = (first.CountUntilIdle(), second.CountUntilIdle());
        Assert.Equal(2 * senders, left + right);
        Assert.InRange(left, 1, (2 * senders) - 1);
        Assert.Equal(0, left % 2);
    }

    [Fact]
    public void Receive_Nothing_IsIdleInTime()
    {
        using var source = UdpReceiveSource.Open(OnLoopback, new CaptureInterfaces());

        var watch = Stopwatch.StartNew();
        var status = source.Receive(out var batch);

        Assert.Equal(ReceiveStatus.Idle, status);
        Assert.True(batch.Frames.IsEmpty);
        Assert.InRange(watch.ElapsedMilliseconds, 40, 1000);
        Assert.Null(source.Problem);
    }

    [Fact]
    public void Receive_Datagrams_AllocatesNothing()
    {
        using var source = UdpReceiveSource.Open(OnLoopback, new CaptureInterfaces());
        using var sender = Sender("127.0.0.1");
        SendMany(200);
        source.CountUntilIdle();
        SendMany(500);

        var before = Allocations.Now;
        var count = source.CountUntilIdle();

        Allocations.AssertNonePerOperation(before, count);
        Assert.Equal(500, count);

        void SendMany(int many)
        {
            for (var i = 0; i < many; i++)
                Send(sender, "127.0.0.1", source.LocalPort, Packet(100));
        }
    }

    [Fact]
    public void Receive_AfterDisposal_Throws()
    {
        var source = UdpReceiveSource.Open(OnLoopback, new CaptureInterfaces());
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.Receive(out _));
    }

    private static Ipv4Address Address(string text) => Ipv4Address.FromIPAddress(IPAddress.Parse(text));

    private static Socket Sender(string address, short timeToLive = 64)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            Ttl = timeToLive,
        };
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        return socket;
    }

    private static void Send(Socket sender, string address, ushort port, byte[] payload) =>
        sender.SendTo(payload, new IPEndPoint(IPAddress.Parse(address), port));

    private static byte[] Bytes(MirrorHeader header)
    {
        var bytes = new byte[MirrorHeader.Length];
        header.Write(bytes);
        return bytes;
    }

    // An IPv4 packet without options whose total length and checksum are true.
    private static byte[] Packet(int length)
    {
        var packet = new byte[length];
        packet[0] = 0x45;
        packet[2] = (byte)(length >> 8);
        packet[3] = (byte)length;
        packet[9] = 253;
        BinaryPrimitives.WriteUInt16BigEndian(
            packet.AsSpan(10),
            InternetChecksum.Compute(packet.AsSpan(0, 20))
        );
        return packet;
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
