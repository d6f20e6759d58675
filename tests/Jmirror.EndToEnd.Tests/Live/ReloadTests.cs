using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>The configuration is read again while traffic flows.</summary>
[Collection(WireCollection.Name)]
public sealed class ReloadTests
{
    private const string Other = "192.0.2.200";

    private static readonly TriggerCase Untouched = new(
        "dev-ipoe-dhcp82.pcap",
        "ipv4: 10.0.0.13",
        "ip.addr == 10.0.0.13",
        CopiedLayer.TwoTags
    );

    [Fact]
    public void HangUp_DuringTraffic_UnchangedMirrorLosesNothing()
    {
        const int Reloads = 5;
        var expected = Untouched.Expected;
        using var bed = new LiveBed();
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(Config(bed, ""));
        using var traffic = Play(bed);
        for (var i = 1; i <= Reloads; i++)
        {
            // Every second time there is one mirror more.
            bed.Write(
                "run.yaml",
                Config(
                    bed,
                    i % 2 == 0
                        ? ""
                        : $"- {{ trigger: {{ ipv4: {Other} }}, analyzer: md1, mirror-id: 2, session-id: {i} }}"
                )
            );
            run.HangUp();
            var reloads = i;
            Waiting.Until(
                () => run.ErrorSoFar().Split("Configuration read again: mirrors 1 kept").Length > reloads,
                "the configuration was read again"
            );
        }
        Assert.False(traffic.HasEnded, "the traffic ended before the reloads did");
        traffic.WaitForEnd();
        var summary = LiveBed.End(run);

        Assert.Equal(expected.Count, summary.Packets("sent"));
        MirroredFile.AssertSame(expected, analyzer.StopAndReadPayloads());
    }

    [Fact]
    public void Reload_BadFile_ChangesNothingAndTellsTheLine()
    {
        var expected = Untouched.Expected;
        using var bed = new LiveBed();
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(Config(bed, ""));
        var file = bed.Write(
            "run.yaml",
            Config(bed, $"- {{ trigger: {{ ipv4: {Other} }}, analyzer: nobody }}")
        );
        using var traffic = Play(bed);

        var refused = JmirrorProgram.Run("reload", "--socket", bed.Socket);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"{file}:6:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("'nobody'", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, bed.Control("mirrors", "list").GetProperty("mirrors").GetArrayLength());
        traffic.WaitForEnd();
        LiveBed.End(run);
        var log = run.ErrorSoFar();
        Assert.Contains($"nothing was changed because of {file}:6:", log, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Other, log, StringComparison.Ordinal);
        MirroredFile.AssertSame(expected, analyzer.StopAndReadPayloads());
    }

    private static RunningTool Play(LiveBed bed)
    {
        var tcpreplay = Tool.Find("tcpreplay");
        Assert.SkipUnless(tcpreplay is not null, "tcpreplay is not installed");
        return bed.StartInSubscribers(tcpreplay, "-q", "--pps", "800", "-i", LiveBed.Wire, Untouched.Path);
    }

    private static string Config(LiveBed bed, string furtherMirror) =>
        $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            mirrors:
              - { trigger: { {{Untouched.Trigger}} }, analyzer: md1, mirror-id: 1, session-id: 1 }
              {{furtherMirror}}
            """;
}
