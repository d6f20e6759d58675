using System.Buffers.Binary;
using Jmirror.Network.Sinks;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Subscriber traffic onto a real cable: every frame as it is, and what may happen to an interface.</summary>
public sealed class FramePortTests : IDisposable
{
    private const int ProbeNumber = 0xffff;
    private static readonly byte[] Probe = SubscriberFrames.Untagged(ProbeNumber, 60);

    private readonly VethPair _cable = new();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<SinkEngine> Engines => [SinkEngine.Packet, SinkEngine.Xdp, SinkEngine.Pcap];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Send_FramesOfEveryKind_TcpdumpHasThemByteForByte(SinkEngine engine)
    {
        byte[][] frames = [.. Enumerable.Range(1, 150).SelectMany(SubscriberFrames.OfEveryKind)];
        using var far = FarTcpdump.Start(_cable, _folder.PathOf("far.pcap"));
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);

            Assert.Equal(1518, opened.Sink.MaxDatagramLength);
            Assert.Equal(frames.Length, opened.Sink.SendAll(frames)["sent"]);
        });

        var arrived = far.Stop();
        Assert.Equal(frames.Length, arrived.Count);
        for (var i = 0; i < frames.Length; i++)
            Hex.AssertEqual(frames[i], arrived[i].Bytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Send_FramesOverTheMtu_AreRefusedAndTheOthersArrive(SinkEngine engine)
    {
        byte[][] tooLong =
        [
            SubscriberFrames.Untagged(1, 1015),
            SubscriberFrames.Untagged(1, 1018),
            SubscriberFrames.Tagged(1, 1019),
            SubscriberFrames.TaggedTwice(1, 1015),
        ];
        byte[][] fitting =
        [
            SubscriberFrames.Untagged(2, 1014),
            SubscriberFrames.Tagged(3, 1018),
            SubscriberFrames.TaggedTwice(4, 1014),
        ];
        using var far = FarTcpdump.Start(_cable, _folder.PathOf("far.pcap"));
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);
            _cable.RunNear("ip link set near mtu 1000");
            Waiting.Until(
                () =>
                    opened.Sink.SendAll([Probe]).ContainsKey("sent") && opened.Sink.MaxDatagramLength == 1018,
                "the sink knows the new MTU"
            );

            var counts = opened.Sink.SendAll([.. Interleaved(tooLong, fitting, times: 100)]);

            Assert.Equal(400, counts["message-size"]);
            Assert.Equal(300, counts["sent"]);
        });

        var arrived = far.Stop()
            .Select(packet => packet.Bytes)
            .Where(frame => NumberOf(frame) != ProbeNumber);
        Assert.Equal([.. Enumerable.Repeat(fitting, 100).SelectMany(frames => frames)], arrived);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Dispose_Twice_DoesNoHarm(SinkEngine engine) =>
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll([Probe])["sent"]);

            opened.Sink.Dispose();
        });

    [Theory]
    [MemberData(nameof(Engines))]
    public void Send_LinkDownAndUp_EveryFrameIsAccountedForAndSendingResumes(SinkEngine engine)
    {
        FrameCollector? far = null;
        _cable.InFar(() => far = new FrameCollector());
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);
            Assert.Equal(2, opened.Sink.SendAll(Numbered(1, 2))["sent"]);

            _cable.RunNear("ip link set near down");
            Assert.Equal(3, opened.Sink.SendAll(Numbered(3, 4, 5))["link-down"]);
            _cable.RunNear("ip link set near up");
            Assert.True(opened.Becomes("sent", seconds: 2, Probe));

            _cable.RunFar("ip link set far down");
            // The kernel announces a lost carrier at most a second late.
            Assert.True(opened.Becomes("link-down", seconds: 2, Probe));
            _cable.RunFar("ip link set far up");
            Assert.True(opened.Becomes("sent", seconds: 2, Probe));
        });
        Assert.Equal([1, 2], far!.Collect().Select(NumberOf).Where(number => number != ProbeNumber));
        far.Dispose();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Send_InterfaceRemovedAndMadeAgain_IsRefusedAsGoneAndResumes(SinkEngine engine) =>
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);
            Assert.Equal(1, opened.Sink.SendAll(Numbered(1))["sent"]);

            _cable.RunFar("ip link delete far");
            Assert.True(opened.Becomes("interface-gone", seconds: 2, Probe));
            Assert.Equal(2, opened.Sink.SendAll(Numbered(2, 3))["interface-gone"]);

            _cable.Plug();
            Assert.True(opened.Becomes("sent", seconds: 3, Probe));
        });

    [Theory]
    [MemberData(nameof(Engines))]
    public void Open_WithoutCarrier_IsSuspendedAndResumesByItself(SinkEngine engine)
    {
        _cable.RunFar("ip link set far down");
        _cable.InNear(() =>
        {
            using var opened = FrameSinkFactory.Open(VethPair.Near, engine, TimeProvider.System);
            Assert.Contains("onto near, suspended: no carrier", opened.Explanation, StringComparison.Ordinal);
            Assert.Equal(2, opened.Sink.SendAll(Numbered(1, 2))["link-down"]);

            _cable.RunFar("ip link set far up");

            Assert.True(opened.Becomes("sent", seconds: 2, Probe));
        });
    }

    public void Dispose()
    {
        _cable.Dispose();
        _folder.Dispose();
    }

    private static byte[][] Numbered(params int[] numbers) =>
        [.. numbers.Select(number => SubscriberFrames.Untagged(number, 60))];

    private static int NumberOf(byte[] frame) => BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(10));

    private static IEnumerable<byte[]> Interleaved(byte[][] first, byte[][] second, int times) =>
        Enumerable
            .Range(0, times)
            .SelectMany(_ =>
                first.Zip(second).SelectMany(pair => (byte[][])[pair.First, pair.Second]).Append(first[^1])
            );
}
