using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Testing;
using static Jmirror.Network.Tests.Linux.Receiving.CableTraffic;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>What may happen to a ring and its interface before, during and after a capture.</summary>
public class PacketRingLifecycleTests
{
    private static readonly PacketRingOptions Near = new(VethPair.Near)
    {
        BlockCount = 16,
        IdleTimeout = TimeSpan.FromMilliseconds(20),
    };

    private static readonly byte[] Frame = Hex.Bytes(
        "ffffffffffff 020000000001 8100 0007 88b5 0102030405060708 090a0b0c0d0e0f10"
    );

    [Fact]
    public void Receive_InterfaceRemoved_HandsOutWhatCameAndEndsWithTheReason()
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near);
        Replay(cable, [Frame, Frame]);
        cable.RunFar("ip link delete far");

        Assert.Equal(2, source.ReadUntilIdle().Count);
        Assert.True(source.EndsWithin(calls: 10));
        Assert.Equal("interface near was removed", source.Problem);
        Assert.Equal(ReceiveStatus.End, source.Receive(out _));
        Assert.Equal(new KernelCounters(2, 0), source.ReadKernelCounters());
    }

    [Fact]
    public void Receive_InterfaceRemovedUnderLoad_EndsAndAccountsForAll()
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near);
        var remover = new Thread(() =>
        {
            Flood(cable, 20_000);
            cable.RunFar("ip link delete far");
        });
        remover.Start();

        var read = 0L;
        ReceiveStatus status;
        var calls = 0;
        do
        {
            status = source.Receive(out var batch);
            read += batch.Frames.Length;
        } while (status != ReceiveStatus.End && ++calls < 100_000);
        remover.Join();

        Assert.Equal(ReceiveStatus.End, status);
        Assert.Equal(20_000, read + source.ReadKernelCounters().Dropped);
    }

    [Fact]
    public void Receive_InterfaceDownAndUp_SaysSoAndGoesOn()
    {
        using var cable = new VethPair();
        using var source = Open(cable, Near);

        cable.RunNear("ip link set near down");
        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));
        Assert.Equal("interface near is down", source.Problem);
        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));

        cable.RunNear("ip link set near up");
        Replay(cable, [Frame]);
        Hex.AssertEqual(Frame, Assert.Single(source.ReadUntilIdle()).Bytes);
        Assert.Null(source.Problem);
    }

    [Fact]
    public void Open_InterfaceThatIsDown_CapturesOnceItIsUp()
    {
        using var cable = new VethPair();
        cable.RunNear("ip link set near down");
        using var source = Open(cable, Near);

        Assert.Equal(ReceiveStatus.Idle, source.Receive(out _));
        Assert.Equal("interface near is down", source.Problem);

        cable.RunNear("ip link set near up");
        Replay(cable, [Frame]);
        Assert.Single(source.ReadUntilIdle());
    }

    [Theory]
    [InlineData(
        "no such word",
        "the filter 'no such word' is wrong: can't parse filter expression: syntax error"
    )]
    [InlineData("ether proto 99999999999", "the filter 'ether proto 99999999999' is wrong: ")]
    public void Open_FilterThatIsWrong_SaysWhatLibpcapSays(string filter, string beginning)
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            Open(cable, Near with { Filter = filter })
        );
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_InterfaceThatIsNotThere_SaysSo()
    {
        using var cable = new VethPair();
        var error = Assert.Throws<SourceUnavailableException>(() =>
            Open(cable, new PacketRingOptions("absent0"))
        );
        Assert.Equal("there is no interface absent0", error.Message);
    }

    [Fact]
    public void Open_WithoutCapability_NamesItAndTheCure()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "packet sockets are Linux's");
        var error = Assert.Throws<SourceUnavailableException>(() =>
            NetworkThread.RunUnprivileged(() =>
                PacketRingSource.Open(new PacketRingOptions("lo"), new CaptureInterfaces())
            )
        );
        Assert.Equal("a packet socket needs the capability CAP_NET_RAW", error.Message);
        Assert.StartsWith("sudo setcap", error.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PacketRingOptions.MinBlockSize / 2, 16)]
    [InlineData(PacketRingOptions.MinBlockSize + 4096, 16)]
    [InlineData(PacketRingOptions.MinBlockSize, 1)]
    public void Open_ShapeThatNoRingHas_Throws(int blockSize, int blockCount)
    {
        var options = new PacketRingOptions("lo") { BlockSize = blockSize, BlockCount = blockCount };
        Assert.ThrowsAny<ArgumentException>(() => PacketRingSource.Open(options, new CaptureInterfaces()));
    }

    [Fact]
    public void Receive_AfterDisposal_Throws()
    {
        using var cable = new VethPair();
        var source = Open(cable, Near);
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.Receive(out _));
    }

    [Fact]
    public void Dispose_ManyRings_LeavesNoMappingBehind()
    {
        using var cable = new VethPair();
        var before = RingMappings();
        for (var i = 0; i < 20; i++)
            Open(cable, Near with { BlockCount = 2 }).Dispose();
        // Other tests have rings of their own at the same time, but not twenty.
        Assert.InRange(RingMappings(), 0, before + 10);

        static int RingMappings() =>
            File.ReadLines("/proc/self/maps")
                .Count(line => line.Contains("socket:", StringComparison.Ordinal));
    }
}
