using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>Every pair of a capture engine and a way out copies the same packets.</summary>
[Collection(WireCollection.Name)]
public sealed class EngineTests
{
    private static readonly TriggerCase User = new(
        "dev-pppoe-qinq-pap.pcap",
        "username: user3@isp.example",
        "pppoe.session_id == 3 && (ppp.protocol == 0x0021 || ppp.protocol == 0x0057)",
        CopiedLayer.TwoTagsPppoe
    );

    [Theory]
    [InlineData("xdp", "xdp")]
    [InlineData("pcap", "raw")]
    [InlineData("packet", "packet")]
    public void Run_CaptureAndWayOut_CopyExactlyWhatTsharkFinds(string capture, string engine)
    {
        var expected = User.Expected;
        using var bed = new LiveBed();
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture: { engine: {{capture}}, interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            mirrors: [ { trigger: { {{User.Trigger}} }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
            """,
            "--engine",
            engine
        );
        bed.Play(User.Path);
        var summary = LiveBed.End(run);

        Assert.Equal(expected.Count, summary.Packets("sent"));
        MirroredFile.AssertSame(expected, analyzer.StopAndReadPayloads());
    }
}
