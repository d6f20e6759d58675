using System.Text.Json;
using Jmirror.EndToEnd.Tests.Receiving;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>What <c>generate</c> sends arrives at the far end of a cable byte for byte as its files say.</summary>
[Collection(WireCollection.Name)]
public sealed class WayOutTests
{
    private const string FarAddress = "10.9.0.2";
    private const string SecondRouter = "192.0.2.2";
    private const int Copies = 2000;

    [Theory]
    [InlineData("packet")]
    [InlineData("raw")]
    [InlineData("xdp")]
    public void Copies_OfTwoRouters_ArriveAsWrittenAndAsTheLedgerSays(string engine)
    {
        using var bed = WireBed.Routed();
        using var receiver = StartReceiver(bed);
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        Send(bed, engine, "--source", WireBed.Source, "--source", SecondRouter, "--send", "--write", written);

        var summary = AssertClean(receiver);
        Assert.Equal(
            [WireBed.Source, SecondRouter],
            summary
                .GetProperty("streams")
                .EnumerateArray()
                .Select(stream => stream.GetProperty("source").GetString())
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        AssertSame(
            PcapFile.Read(written),
            [.. far.Stop().Where(frame => frame.EtherType != FarFrame.Arp).Select(frame => frame.Datagram)]
        );
    }

    [Fact]
    public void Copies_ByUdp_ArriveAsTheLedgerSays()
    {
        using var bed = WireBed.Routed();
        using var receiver = StartReceiver(bed);

        Send(bed, "udp", "--source", WireBed.NearAddress);

        AssertClean(receiver);
    }

    [Theory]
    [InlineData("packet")]
    [InlineData("xdp")]
    [InlineData("pcap")]
    public void Frames_OfAllKindsOfAccess_ArriveAsWritten(string engine)
    {
        using var bed = new WireBed();
        using var far = FarCapture.OnTheCable(bed);
        var written = bed.PathOf("written.pcap");

        Generate(
            bed,
            [
                "--subscribers",
                "12",
                .. Generation.AllAccess,
                .. Generation.AllTraffic,
                .. Generation.Churn,
                "--interface",
                VethPair.Near,
                "--engine",
                engine,
                "--pps",
                "5k",
                "--limit",
                "3000",
                "--send",
                "--write",
                written,
            ]
        );

        AssertSame(
            PcapFile.Read(written),
            [.. far.Stop().Select(frame => (byte[])[.. frame.LinkHeader, .. frame.Datagram])]
        );
    }

    [Fact]
    public void Frames_TooLongForTheInterface_AreAProblemWhereALedgerExpectsTheirCopies()
    {
        using var bed = new WireBed();
        bed.Cable.RunNear($"ip link set {VethPair.Near} mtu 600");
        string[] plan =
        [
            "generate",
            "--interface",
            VethPair.Near,
            "--size",
            "500,700",
            "--limit",
            "200",
            "--json",
        ];

        var counted = bed.Cable.RunNear(JmirrorProgram.Path, plan);
        var expected = bed.Cable.RunNear(
            JmirrorProgram.Path,
            [
                .. plan,
                "--analyzer",
                FarAddress,
                "--source",
                WireBed.Source,
                "--ledger",
                bed.PathOf("due.ledger"),
            ]
        );

        var tooLong = JmirrorProgram.Summary(counted, 0).Dropped("message-size");
        Assert.InRange(tooLong, 50, 150);
        Assert.Equal(200, JmirrorProgram.Summary(expected, 1).Packets("expected"));
        Assert.Contains($"{tooLong} frames never left", expected.Error, StringComparison.Ordinal);
    }

    private static RunningTool StartReceiver(WireBed bed)
    {
        var receiver = bed.Cable.StartFar(
            JmirrorProgram.Path,
            [
                "receive",
                "--listen",
                $"{FarAddress}:30030",
                "--limit",
                $"{Copies}",
                "--duration",
                "20s",
                "--expect",
                bed.PathOf("sent.ledger"),
                "--json",
            ]
        );
        receiver.WaitUntilItSays("receiving from");
        return receiver;
    }

    private static void Send(WireBed bed, string engine, params string[] options) =>
        Generate(
            bed,
            [
                "--subscribers",
                "30",
                "--mirrored",
                "10",
                .. Generation.AllAccess,
                .. Generation.AllTraffic,
                "--analyzer",
                $"{FarAddress}:30030",
                "--engine",
                engine,
                "--pps",
                "5k",
                "--limit",
                $"{Copies}",
                "--ledger",
                bed.PathOf("sent.ledger"),
                .. options,
            ]
        );

    private static void Generate(WireBed bed, IReadOnlyList<string> options)
    {
        var result = bed.Cable.RunNear(JmirrorProgram.Path, ["generate", .. options, "--json"]);
        var summary = JmirrorProgram.Summary(result, 0);
        Assert.Equal(summary.Packets("generated"), summary.Packets("sent"));
    }

    private static JsonElement AssertClean(RunningTool receiver)
    {
        var summary = JmirrorProgram.Summary(receiver.WaitForEnd(), 0);
        var comparison = summary.GetProperty("comparison");
        comparison.AssertFaults();
        Assert.Equal((Copies, Copies), (comparison.Number("sent"), comparison.Number("received")));
        return summary;
    }

    private static void AssertSame(IReadOnlyList<PcapPacket> expected, List<byte[]> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < actual.Count; i++)
            Hex.AssertEqual(expected[i].Bytes, actual[i]);
    }
}
