using System.Text.Json;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>A live run that is ended under load has accounted for every frame that the kernel saw.</summary>
[Collection(WireCollection.Name)]
public sealed class EndingTests
{
    private const int UnderWay = 20_000;

    [Theory]
    [InlineData("packet")]
    [InlineData("xdp")]
    [InlineData("pcap")]
    public void Terminate_UnderLoad_CountersAddUpFromTheKernelOn(string capture)
    {
        using var bed = new LiveBed();
        using var run = Start(bed, capture);
        using var load = Load(bed);
        WaitUntilUnderWay(bed);

        var summary = LiveBed.End(run);

        Assert.False(load.HasEnded);
        AssertComplete(summary);
    }

    [Fact]
    public void Interrupt_UnderLoad_EndsWithTheSummaryAndSuccess()
    {
        using var bed = new LiveBed();
        using var run = Start(bed, "auto");
        using var load = Load(bed);
        WaitUntilUnderWay(bed);

        var summary = JmirrorProgram.Summary(run.Interrupt(), 0);

        summary.AssertBalanced();
        AssertComplete(summary);
    }

    private static void AssertComplete(JsonElement summary)
    {
        Assert.InRange(summary.Packets("read"), UnderWay, long.MaxValue);
        Assert.True(summary.Packets("sent") > 0);
        var kernel = summary.GetProperty("kernel");
        Assert.Equal(
            kernel.GetProperty("seen").GetInt64(),
            summary.Packets("read") + kernel.GetProperty("dropped").GetInt64()
        );
    }

    private static RunningTool Start(LiveBed bed, string capture) =>
        bed.StartRun(
            $$"""
            capture: { engine: {{capture}}, interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            mirrors: [ { trigger: { ipv4: 10.0.0.0/24 }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
            """
        );

    private static RunningTool Load(LiveBed bed)
    {
        var tcpreplay = Tool.Find("tcpreplay");
        Assert.SkipUnless(tcpreplay is not null, "tcpreplay is not installed");
        return bed.StartInSubscribers(
            tcpreplay,
            "-q",
            "--topspeed",
            "--preload-pcap",
            "--loop",
            "0",
            "-i",
            LiveBed.Wire,
            Captures.Own("dev-ipoe-dhcp82.pcap")
        );
    }

    private static void WaitUntilUnderWay(LiveBed bed)
    {
        using var api = ControlApi.Of(bed);
        Waiting.Until(
            () => api.Get("/v1/statistics").Packets("read") > UnderWay,
            $"{UnderWay} frames were read"
        );
    }
}
