using System.Text.Json;
using Jmirror.EndToEnd.Tests.Receiving;
using Jmirror.Engine.Impairing;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary>
/// <c>generate --impair</c> into a file, and <c>compare</c>: with the ledger of the run all is explained; with that of a run
/// without faults it is not.
/// </summary>
public sealed class GeneratedFileTests(GeneratedFileTests.Whole whole)
    : IClassFixture<GeneratedFileTests.Whole>,
        IDisposable
{
    // A capture has these copies whole, on their stream: nothing is amiss but what the streams' `faults` count.
    private static readonly FaultKind[] Harmless =
    [
        FaultKind.Delay,
        FaultKind.OuterFragment,
        FaultKind.Version2,
        FaultKind.Version3,
        FaultKind.IpChecksum,
        FaultKind.UdpChecksum,
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<FaultKind> Kinds =>
        [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compare_OneKind_IsFoundByTheLedgerAndMissedWithout(FaultKind kind)
    {
        var name = FaultKinds.NameOf(kind);
        var capture = _folder.PathOf("impaired.pcap");
        var ledger = _folder.PathOf("impaired.ledger");

        var sent = Generate(capture, ledger, "--impair", $"{name}=20%");

        Assert.InRange(sent.GetProperty("faults").Number(name), Copies / 8, Copies / 2);
        var received = Compare(0, ledger, capture);
        JudgedFaults.AssertAgree(sent, received);
        if (SignOf(kind) is { } sign)
            Assert.Equal(sent.GetProperty("faults").Number(name), StreamFaults(received, sign));
        Compare(Harmless.Contains(kind) ? 0 : 1, whole.Ledger, capture);
    }

    // Nearly no copy is left as it is: places are known by the ledger alone.
    [Theory]
    [InlineData("loss=50%", "truncate=50%")]
    [InlineData("truncate=40%", "udp-length=30%", "corrupt=29%")]
    public void Compare_HardlyAnyCopyWhole_IsFound(params string[] impairments)
    {
        var capture = _folder.PathOf("impaired.pcap");
        var ledger = _folder.PathOf("impaired.ledger");

        var sent = Generate(capture, ledger, [.. impairments.SelectMany(one => (string[])["--impair", one])]);

        JudgedFaults.AssertAgree(sent, Compare(0, ledger, capture));
    }

    public void Dispose() => _folder.Dispose();

    private const int Copies = 600;

    private static JsonElement Generate(string capture, string ledger, params string[] options) =>
        JmirrorProgram.RunJson(
            0,
            [
                "generate",
                "--subscribers",
                "3",
                "--mix",
                "udp=3,voip,http,tls,dns,icmp",
                "--limit",
                $"{Copies}",
                "--seed",
                "7",
                "--write",
                capture,
                "--ledger",
                ledger,
                .. options,
            ]
        );

    // What a decoder says of copies that arrive with wrong headers.
    private static string? SignOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.Version2 or FaultKind.Version3 => "undefined-version",
            FaultKind.IpChecksum => "bad-outer-checksum",
            FaultKind.UdpChecksum => "udp-checksum-wrong",
            FaultKind.UdpLength => "udp-length-disagrees",
            _ => null,
        };

    private static long StreamFaults(JsonElement received, string sign) =>
        received
            .GetProperty("streams")
            .EnumerateArray()
            .Select(stream => stream.GetProperty("faults"))
            .Sum(faults => faults.TryGetProperty(sign, out var count) ? count.GetInt64() : 0);

    private static JsonElement Compare(int exitCode, string ledger, string capture) =>
        JmirrorProgram.RunJson(exitCode, "compare", ledger, capture, "--nothing-else", "--byte-exact");

    /// <summary>The same copies without faults.</summary>
    public sealed class Whole : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        /// <summary>Makes them.</summary>
        public Whole()
        {
            Ledger = _folder.PathOf("whole.ledger");
            Generate(_folder.PathOf("whole.pcap"), Ledger);
        }

        /// <summary>What the sender recorded.</summary>
        public string Ledger { get; }

        /// <inheritdoc/>
        public void Dispose() => _folder.Dispose();
    }
}
