using System.Text.Json;
using Jmirror.EndToEnd.Tests.Receiving;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Engine.Impairing;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary>Generated copies with faults on a cable, and a receiver that compares with the ledger meanwhile.</summary>
[Collection(WireCollection.Name)]
public sealed class ReceivedFaultTests : IDisposable
{
    private const string Listen = "--listen";
    private const string Capture = "--interface";

    private static readonly string[] Kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None).Select(FaultKinds.NameOf),
    ];

    private readonly WireBed _bed = WireBed.Routed();

    [Theory]
    [InlineData(Capture)]
    [InlineData(Listen)]
    public void Receive_EachKindOnAMirrorOfItsOwn_IsFound(string input)
    {
        using var receiver = Start(input);

        // The mirror ids of a plan are its subscribers' numbers.
        var sent = Generate(
            6000,
            ["--even", .. Kinds.SelectMany((kind, i) => (string[])["--impair", $"{kind}=20%@{i + 1}"])]
        );

        Assert.All(Kinds, kind => Assert.True(sent.GetProperty("faults").Number(kind) > 20, kind));
        JudgedFaults.AssertAgree(sent, JmirrorProgram.Summary(receiver.WaitForEnd(), 0));
    }

    [Theory]
    [InlineData(Capture, "4%")]
    [InlineData(Listen, "1%")]
    [InlineData(Listen, "4%")]
    public void Receive_AllKindsMixed_AreFound(string input, string share)
    {
        using var receiver = Start(input);

        var sent = Generate(3000, [.. Kinds.SelectMany(kind => (string[])["--impair", $"{kind}={share}"])]);

        JudgedFaults.AssertAgree(sent, JmirrorProgram.Summary(receiver.WaitForEnd(), 0));
    }

    [Fact]
    public void Receive_Delay_ShowsAsLatency()
    {
        using var receiver = Start(Listen, "--max-latency", "1=19ms");

        Generate(1000, ["--impair", "delay=100%:time=20ms:jitter=5ms"]);

        // The limit is of what arrives: what was delayed on purpose is not exempt.
        var summary = JmirrorProgram.Summary(receiver.WaitForEnd(), 1);
        Assert.False(summary.Check("latency p1").GetProperty("passed").GetBoolean());
        Assert.True(summary.Check("faults").GetProperty("passed").GetBoolean());
        var latency = summary.GetProperty("comparison").GetProperty("latencyNanoseconds");
        Assert.True(latency.Number("min") >= 20_000_000);
        // A busy machine adds to the slowest ones.
        Assert.InRange(latency.Number("p50"), 20_000_000, 30_000_000);
    }

    [Fact]
    public void Receive_Reorder_IsCountedAndNotHeldAgainstThePath()
    {
        using var receiver = Start(Capture);

        var sent = Generate(3000, ["--impair", "reorder=5%:window=4"]);

        var comparison = JmirrorProgram.Summary(receiver.WaitForEnd(), 0).GetProperty("comparison");
        var reordered = sent.GetProperty("faults").Number("reorder");
        // Several held back at once may leave in their own order, the first of them overtaken by none but these.
        Assert.InRange(comparison.Number("reordered"), reordered * 9 / 10, reordered);
        Assert.Equal(3000, comparison.Number("received"));
    }

    public void Dispose() => _bed.Dispose();

    private string Ledger => _bed.PathOf("impaired.ledger");

    private RunningTool Start(string input, params string[] options)
    {
        var receiver = _bed.Cable.StartFar(
            JmirrorProgram.Path,
            [
                "receive",
                .. input is Listen
                    ? (string[])[Listen, "10.9.0.2:30030"]
                    : [Capture, VethPair.Far, "--port", "30030"],
                "--expect",
                Ledger,
                "--nothing-else",
                "--byte-exact",
                "--idle",
                "3s",
                .. options,
                "--json",
            ]
        );
        receiver.WaitUntilItSays("receiving from");
        return receiver;
    }

    private JsonElement Generate(int copies, string[] options) =>
        JmirrorProgram.Summary(
            _bed.Cable.RunNear(
                JmirrorProgram.Path,
                [
                    "generate",
                    "--subscribers",
                    $"{Kinds.Length}",
                    "--mix",
                    "udp=3,voip,http,tls,dns,icmp",
                    "--limit",
                    $"{copies}",
                    "--pps",
                    "5k",
                    "--analyzer",
                    "10.9.0.2:30030",
                    "--source",
                    WireBed.NearAddress,
                    "--engine",
                    "packet",
                    "--ledger",
                    Ledger,
                    .. options,
                    "--json",
                ]
            ),
            0
        );
}
