using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary>Faults on a cable: what <c>--write</c> holds is what came out at the far end.</summary>
[Collection(WireCollection.Name)]
public class CableTests
{
    [Fact]
    public void Replay_EveryFault_ArrivesAsWritten()
    {
        string[] faults =
        [
            "loss",
            "duplicate",
            "reorder",
            "truncate",
            "corrupt",
            "inner-fragment",
            "inner-overlap",
            "inner-missing",
            "outer-fragment",
            "outer-overlap",
            "outer-missing",
            "short-header",
            "version2",
            "version3",
            "id-zero",
            "udp-length",
            "ip-checksum",
            "udp-checksum",
            "unknown-payload",
            "oversize",
        ];
        using var bed = new WireBed();
        var written = bed.PathOf("written.pcap");
        using var far = FarCapture.OnTheCable(bed);

        var summary = bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(bed, 400),
                .. WireBed.StaticPort,
                "--engine",
                "packet",
                "--pps",
                "2000",
                "--send",
                "--write",
                written,
                .. faults.SelectMany(fault => (string[])["--impair", $"{fault}=4%"]),
                "--impair",
                "delay=4%:time=5ms",
            ]
        );

        Assert.Equal(400 - summary.Packets("sent"), summary.Dropped("impaired"));
        Assert.All(
            faults,
            fault => Assert.True(summary.GetProperty("faults").GetProperty(fault).GetInt32() > 0)
        );
        var frames = far.Stop();
        var expected = PcapFile.Read(written);
        Assert.Equal(expected.Count, frames.Count);
        for (var i = 0; i < frames.Count; i++)
            Hex.AssertEqual(expected[i].Bytes, frames[i].Datagram);
    }

    [Theory]
    [InlineData("udp", "ip-checksum", "is about outer headers, which the kernel writes for the udp engine")]
    [InlineData("raw", "ip-checksum", "does not get through a raw socket")]
    public void Replay_EngineThatWouldUndoTheFault_IsRefused(string engine, string fault, string reason)
    {
        using var bed = WireBed.Routed();
        var result = bed.Cable.RunNear(
            JmirrorProgram.Path,
            [
                "replay",
                SubscriberTraffic.Ip(bed, 1),
                "--analyzer",
                WireBed.Analyzer,
                "--source",
                WireBed.NearAddress,
                "--engine",
                engine,
                "--impair",
                $"{fault}=1%",
            ]
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--impair {fault} {reason}", result.Error, StringComparison.Ordinal);
    }
}
