using System.Text.Json;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>A receiver at the far end of a cable while a replay sends at the near end.</summary>
[Collection(WireCollection.Name)]
public sealed class LiveTests : IDisposable
{
    private const string FarAddress = "10.9.0.2";

    private readonly WireBed _bed = WireBed.Routed();

    private string Ledger => _bed.PathOf("live.ledger");

    [Theory]
    [InlineData("udp")]
    [InlineData("raw")]
    [InlineData("packet")]
    public void ReceiveListen_WhileAReplaySends_IsClean(string engine)
    {
        using var receiver = Start(
            "--listen",
            $"{FarAddress}:30030",
            "--limit",
            "3000",
            "--max-latency",
            "50=100ms"
        );

        Send(3000, engine);

        AssertClean(receiver, 3000);
    }

    [Fact]
    public void ReceiveInterface_WhileAReplaySends_IsClean()
    {
        using var receiver = Start("--interface", VethPair.Far, "--port", "30030", "--limit", "3000");

        Send(3000, "packet");

        AssertClean(receiver, 3000);
    }

    [Fact]
    public void ReceiveInterface_AHundredThousandCopiesAtSpeed_AreClean()
    {
        using var receiver = Start("--interface", VethPair.Far, "--port", "30030", "--limit", "100000");

        var summary = _bed.Replay(
            0,
            SubscriberTraffic.Ip(_bed, 2000),
            "--analyzer",
            $"{FarAddress}:30030",
            "--source",
            WireBed.NearAddress,
            "--engine",
            "xdp",
            "--loop",
            "0",
            "--limit",
            "100000",
            "--pps",
            "50k",
            "--ledger",
            Ledger
        );

        Assert.Equal(100_000, summary.Packets("sent"));
        AssertClean(receiver, 100_000);
    }

    [Fact]
    public void ReceiveInterface_OuterFragments_AreReassembled()
    {
        using var receiver = Start(
            "--interface",
            VethPair.Far,
            "--filter",
            "udp or ip[6:2] & 0x1fff != 0",
            "--limit",
            "1000"
        );

        Send(1000, "packet", "--mtu", "600");

        var summary = AssertClean(receiver, 1000);
        Assert.True(summary.Packets("fragments") > 1000);
    }

    [Fact]
    public void ReceiveInterface_BareCopies_AreCompared()
    {
        using var receiver = Start(
            "--interface",
            VethPair.Far,
            "--bare",
            "--filter",
            "net 10.0.0.0/24 or ip6",
            "--limit",
            "500"
        );

        var summary = _bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(_bed, 500),
                "--no-header",
                .. WireBed.StaticPort,
                "--ledger",
                Ledger,
                "--pps",
                "5k",
            ]
        );
        Assert.Equal(500, summary.Packets("sent"));

        AssertClean(receiver, 500);
    }

    [Fact]
    public void Receive_SeveralSendingThreads_ShareOneLedger()
    {
        using var receiver = Start("--listen", $"{FarAddress}:30030", "--idle", "3s");
        File.WriteAllText(
            _bed.PathOf("many.yaml"),
            $$"""
            router: { series: mx, source-address: {{WireBed.NearAddress}} }
            analyzers: { md1: { address: {{FarAddress}}, port: 30030 } }
            mirrors:
              - { trigger: { ipv4: 10.0.0.1/32 }, analyzer: md1, mirror-id: 1, session-id: 1 }
              - { trigger: { ipv4: 10.0.0.2/32 }, analyzer: md1, mirror-id: 2, session-id: 1 }
              - { trigger: { ipv4: 10.0.0.3/32 }, analyzer: md1, mirror-id: 3, session-id: 1 }
            """
        );

        var sent = _bed.Replay(
            0,
            SubscriberTraffic.Ip(_bed, 4000, subscribers: 4),
            "--config",
            _bed.PathOf("many.yaml"),
            "--threads",
            "2",
            "--pps",
            "10k",
            "--engine",
            "packet",
            "--ledger",
            Ledger
        );

        AssertClean(receiver, sent.Packets("sent"));
    }

    [Fact]
    public void Receive_EndsAfterSoManyPackets()
    {
        using var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            ["receive", "--listen", $"{FarAddress}:30030", "--limit", "100", "--json"]
        );
        receiver.WaitUntilItSays("receiving from");

        Send(300, "packet");

        Assert.Equal(100, JmirrorProgram.Summary(receiver.WaitForEnd(), 0).Packets("mirrored"));
    }

    [Fact]
    public void Receive_CtrlC_PrintsTheSummary()
    {
        using var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            ["receive", "--listen", $"{FarAddress}:30030", "--json"]
        );
        receiver.WaitUntilItSays("receiving from");
        Send(300, "packet");

        Assert.Equal(300, JmirrorProgram.Summary(receiver.Interrupt(), 130).Packets("mirrored"));
    }

    [Fact]
    public void Receive_NothingArrives_IsAProblem()
    {
        var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            [
                "receive",
                "--listen",
                $"{FarAddress}:30030",
                "--duration",
                "200ms",
                "--expect",
                Ledger,
                "--json",
            ]
        );

        var summary = JmirrorProgram.Summary(receiver.WaitForEnd(), 1);

        var problems = summary
            .GetProperty("problems")
            .EnumerateArray()
            .Select(problem => problem.GetString()!)
            .ToList();
        Assert.Contains(
            problems,
            problem => problem.Contains("has not written this ledger", StringComparison.Ordinal)
        );
        Assert.Contains("no mirrored packets arrived", problems, StringComparer.Ordinal);
    }

    [Fact]
    public void Receive_Metrics_AreServedWhilePacketsArrive()
    {
        Assert.SkipUnless(Tool.Find("curl") is not null, "curl is not installed");
        using var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            ["receive", "--listen", $"{FarAddress}:30030", "--metrics", $"{FarAddress}:9464"]
        );
        receiver.WaitUntilItSays("metrics at http://10.9.0.2:9464/metrics");
        Send(300, "packet");

        var text = _bed.Cable.RunNear($"curl -sS --max-time 5 http://{FarAddress}:9464/metrics");

        Assert.Contains("\njmirror_received_packets_total 300\n", text, StringComparison.Ordinal);
        Assert.Equal(130, receiver.Interrupt().ExitCode);
    }

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void Receive_APathThatLoses_SaysWhatIsMissing()
    {
        // Every 100th packet is dropped on its way into the socket.
        Tool.Run("nft", "--version");
        _bed.Cable.RunFar("nft add table ip lossy");
        _bed.Cable.RunFar("nft add chain ip lossy in { type filter hook input priority 0 ; }");
        _bed.Cable.RunFar("nft add rule ip lossy in udp dport 30030 numgen inc mod 100 == 99 drop");
        using var receiver = Start("--listen", $"{FarAddress}:30030", "--idle", "3s");
        Send(1000, "packet");

        var summary = JmirrorProgram.Summary(receiver.WaitForEnd(), 1);

        summary.GetProperty("comparison").AssertFaults(("lost", 10));
    }

    private RunningTool Start(params string[] options)
    {
        var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            ["receive", .. options, "--expect", Ledger, "--json"]
        );
        receiver.WaitUntilItSays("receiving from");
        return receiver;
    }

    private void Send(int packets, string engine, params string[] options)
    {
        var summary = _bed.Replay(
            0,
            [
                SubscriberTraffic.Ip(_bed, packets),
                "--analyzer",
                $"{FarAddress}:30030",
                "--source",
                WireBed.NearAddress,
                "--engine",
                engine,
                "--pps",
                "10k",
                "--ledger",
                Ledger,
                .. options,
            ]
        );
        Assert.Equal(packets, summary.Packets("sent"));
    }

    private static JsonElement AssertClean(RunningTool receiver, long packets)
    {
        var summary = JmirrorProgram.Summary(receiver.WaitForEnd(), 0);
        var comparison = summary.GetProperty("comparison");
        comparison.AssertFaults();
        Assert.Equal((packets, packets), (comparison.Number("sent"), comparison.Number("received")));
        return summary;
    }
}
