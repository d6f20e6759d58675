using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>What is AF_XDP's own: a program on the interface, queues, frames of limited length.</summary>
public sealed class XdpSourceTests : IDisposable
{
    private static readonly XdpSourceOptions Near = new(VethPair.Near)
    {
        IdleTimeout = TimeSpan.FromMilliseconds(50),
    };

    private static readonly byte[] Frame = Hex.Bytes(
        "ffffffffffff 020000000001 88b5 0102030405060708 090a0b0c0d0e0f10"
    );

    private readonly VethPair _cable = new();

    public void Dispose() => _cable.Dispose();

    [Fact]
    public void Open_VirtualCable_AttachesInTheDriverUntilDisposed()
    {
        Assert.False(HasProgram());
        using (var source = OpenXdp(_cable, Near))
        {
            Assert.True(source.IsInDriver);
            Assert.True(HasProgram());
        }
        Assert.False(HasProgram());
    }

    [Fact]
    public void Open_AgainAndAgain_TheQueueIsFreeEachTime()
    {
        for (var i = 0; i < 5; i++)
        {
            using var source = OpenXdp(_cable, Near);
            Replay(_cable, [Frame]);
            Hex.AssertEqual(Frame, Assert.Single(source.ReadUntilIdle()).Bytes);
        }
    }

    [Fact]
    public void Open_SecondCaptureOfAnInterface_SaysWhatIsThereAndTheCure()
    {
        using var source = OpenXdp(_cable, Near);
        var error = Assert.Throws<SourceUnavailableException>(() => OpenXdp(_cable, Near));
        Assert.Equal("near has an XDP program already", error.Message);
        Assert.Equal("sudo ip link set dev near xdp off", error.Cure);
        Assert.True(HasProgram());
    }

    [Fact]
    public void Open_MtuBeyondAFrame_IsRefusedAndNamesPacket()
    {
        _cable.RunNear("ip link set near mtu 9000");
        var error = Assert.Throws<SourceUnavailableException>(() => OpenXdp(_cable, Near));
        Assert.Equal(
            "xdp takes packets of at most 3810 bytes and the MTU of near is 9000: use packet",
            error.Message
        );
        Assert.False(HasProgram());
    }

    [Fact]
    public void Open_DriverThatCannot_RunsBehindIt()
    {
        // With this MTU at the far end the near end's driver takes no program.
        _cable.RunFar("ip link set far mtu 9000");
        using var source = OpenXdp(_cable, Near);
        Assert.False(source.IsInDriver);

        Replay(_cable, [Frame]);

        Hex.AssertEqual(Frame, Assert.Single(source.ReadUntilIdle()).Bytes);
        Assert.Equal(new KernelCounters(1, 0), source.ReadKernelCounters());
    }

    [Fact]
    public void Receive_FramesUpToTheLongest_AreWhole()
    {
        _cable.RunNear("ip link set near mtu 3400");
        _cable.RunFar("ip link set far mtu 3400");
        using var source = OpenXdp(_cable, Near);
        byte[][] sent =
        [
            .. new[] { 3414, 14, 60, 1514, 2048, 3414 }.Select(length =>
            {
                var frame = new byte[length];
                new Random(length).NextBytes(frame);
                Hex.Bytes("ffffffffffff 020000000001 88b5").CopyTo(frame, 0);
                return frame;
            }),
        ];

        Replay(_cable, sent);

        var frames = source.ReadUntilIdle();
        Assert.Equal(sent.Length, frames.Count);
        foreach (var (expected, actual) in sent.Zip(frames))
            Hex.AssertEqual(expected, actual.Bytes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(8, 4)]
    public void Open_SeveralQueues_AreSharedOutAndAllAreServed(int shares, int expected)
    {
        _cable.RunNear("ip link delete near");
        _cable.Plug(queues: 4);
        var sources = OpenXdp(_cable, Near, shares, new CaptureInterfaces());
        Assert.Equal(expected, sources.Count);

        Flood(_cable, 4000);
        var read = sources.Sum(source => source.CountUntilIdle());
        sources[0].Dispose();
        Assert.Equal(expected > 1, HasProgram());
        foreach (var source in sources)
            source.Dispose();

        Assert.Equal(4000, read);
        Assert.False(HasProgram());
    }

    [Fact]
    public void StopCapture_TheHostGetsFramesAgain()
    {
        using var source = OpenXdp(_cable, Near);
        source.StopCapture();
        using var ring = Open(_cable, new PacketRingOptions(VethPair.Near));

        Replay(_cable, [Frame]);

        Assert.Single(ring.ReadUntilIdle());
        Assert.True(source.EndsWithin(calls: 2));
        Assert.Equal(default, source.ReadKernelCounters());
    }

    [Fact]
    public void Receive_InterfaceIsDown_SaysSo()
    {
        using var source = OpenXdp(_cable, Near);
        _cable.RunNear("ip link set near down");

        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));
        Assert.Equal("interface near is down", source.Problem);

        _cable.RunNear("ip link set near up");
        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));
        Assert.Null(source.Problem);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(1000)]
    public void Open_FrameCountThatNoRingHas_Throws(int frameCount) =>
        Assert.ThrowsAny<ArgumentException>(() => OpenXdp(_cable, Near with { FrameCount = frameCount }));

    [Fact]
    public void Receive_AfterDisposal_Throws()
    {
        var source = OpenXdp(_cable, Near);
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.Receive(out _));
    }

    private bool HasProgram() =>
        _cable.RunNear("ip link show near").Contains("prog/xdp", StringComparison.Ordinal);
}
