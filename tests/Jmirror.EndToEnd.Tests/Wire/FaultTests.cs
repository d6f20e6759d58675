using System.Buffers.Binary;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>
/// What may happen to the way out in mid-run. Each run is ended by Ctrl-C once it has gone on by itself; then the
/// counters explain every packet, and what they call sent is what came out at the far end.
/// </summary>
[Collection(WireCollection.Name)]
public class FaultTests
{
    private const int Rate = 2000;

    // Copies of a tenth of a second: a vanishing interface takes what it still held with it, and a queue that the
    // kernel has closed swallows copies until it says so.
    private const int Unannounced = Rate / 10;

    // Enough to be sure that a state is reached, not only passed through.
    private const int Some = 300;

    public static TheoryData<string, bool> Ways =>
        new()
        {
            { "packet", true },
            { "xdp", true },
            { "pcap", true },
            { "packet", false },
            { "raw", false },
            { "udp", false },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Replay_FarLinkDownAndUp_IsCountedAndGoesOnByItself(string engine, bool fromPort)
    {
        using var run = new Run(engine, fromPort);
        run.Bed.Cable.RunFar("ip link set far down");
        // The kernel announces a lost carrier up to a second late. Until then it takes what the cable then loses.
        Waiting.Until(() => !run.NearState.Contains("up", StringComparison.Ordinal), "carrier lost");
        Thread.Sleep(Some * 1000 / Rate);
        run.Bed.Cable.RunFar("ip link set far up");

        var (summary, received) = run.End();

        Assert.True(summary.Dropped("link-down") > 0);
        // What the kernel took before it announced the loss, the cable counts as its own.
        Run.AssertLostAtMost(run.Bed.LostOnTheCable + Unannounced, summary, received);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Replay_FarInterfaceDeletedAndMadeAgain_IsCountedAndGoesOnByItself(
        string engine,
        bool fromPort
    )
    {
        using var run = new Run(engine, fromPort);
        run.Bed.Cable.RunFar("ip link delete far");
        Thread.Sleep(Some * 1000 / Rate);
        run.Bed.PlugAgain(isRouted: !fromPort);

        var (summary, received) = run.End();

        Assert.True(summary.Dropped("interface-gone") + summary.Dropped("no-route") > 0);
        Run.AssertLostAtMost(Unannounced, summary, received);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Replay_MtuLowered_LongCopiesAreCountedAndTheOthersArrive(string engine, bool fromPort)
    {
        using var run = new Run(engine, fromPort);
        run.Bed.Cable.RunNear("ip link set near mtu 1000");
        run.Bed.WaitForFrames(Some);

        var (summary, received) = run.End();

        // The kernel cuts what a UDP socket sends; raw datagrams were made for 1500 bytes.
        Assert.Equal(engine is not "udp", summary.Dropped("message-size") > 0);
        Run.AssertLostAtMost(0, summary, received);
    }

    [Theory]
    [InlineData("packet")]
    [InlineData("raw")]
    [InlineData("udp")]
    [InlineData("xdp")]
    public void Replay_RouteRemovedAndRestored_IsCountedAndGoesOnByItself(string engine)
    {
        using var run = new Run(engine, fromPort: false);
        run.Bed.RemoveRoute();
        Thread.Sleep(Some * 1000 / Rate);
        run.Bed.AddRoute();

        var (summary, received) = run.End();

        Assert.True(summary.Dropped("no-route") > 0);
        Run.AssertLostAtMost(0, summary, received);
    }

    /// <summary>A replay without end that has begun to arrive.</summary>
    private sealed class Run : IDisposable
    {
        private readonly FarCapture _far;
        private readonly RunningTool _replay;

        public Run(string engine, bool fromPort)
        {
            Bed = fromPort ? new WireBed() : WireBed.Routed();
            _far = FarCapture.OnAllInterfaces(Bed);
            _replay = Bed.StartReplay([
                SubscriberTraffic.Ip(Bed, 200),
                .. fromPort ? WireBed.StaticPort : ["--series", "mx"],
                "--engine",
                engine,
                "--loop",
                "0",
                "--pps",
                $"{Rate}",
            ]);
            Bed.WaitForFrames(Some);
        }

        public WireBed Bed { get; }

        public string NearState => Bed.Cable.RunNear("cat /sys/class/net/near/operstate");

        /// <summary>Waits until it sends (again), presses Ctrl-C; the summary, and how many datagrams arrived.</summary>
        public (JsonElement Summary, int Received) End()
        {
            Bed.WaitForFrames(Some);
            var summary = WireBed.Balanced(_replay.Interrupt(), 130);
            return (summary, _far.Stop().Count(IsCopy));
        }

        /// <summary>Every copy called sent has arrived but for <paramref name="most"/>, and none that was not sent.</summary>
        public static void AssertLostAtMost(long most, JsonElement summary, int received) =>
            Assert.InRange(summary.Packets("sent") - received, 0, most);

        // Whole or the first of the kernel's fragments.
        private static bool IsCopy(FarFrame frame) =>
            frame.EtherType != FarFrame.Arp
            && (BinaryPrimitives.ReadUInt16BigEndian(frame.Datagram.AsSpan(6)) & 0x1fff) == 0;

        public void Dispose()
        {
            _replay.Dispose();
            _far.Dispose();
            Bed.Dispose();
        }
    }
}
