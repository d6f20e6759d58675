using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Receiving;

/// <summary>What a receiving command says of faults that the ledger names, as text and as JSON.</summary>
public sealed class FaultReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Ledger => _folder.PathOf("sent.ledger");

    private string Capture => _folder.PathOf("sent.pcap");

    [Fact]
    public void Compare_FaultsFound_AreTextAndJson()
    {
        Generate(Ledger, "--impair", "corrupt=100%@2");

        var text = CommandRun.Of("compare", Ledger, Capture);
        using var json = JsonDocument.Parse(CommandRun.Of("compare", Ledger, Capture, "--json").Output);

        Assert.Contains(
            "\nfault corrupt: 100 injected, 100 found as it should be\n",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\npass  faults: wanted 100 injected, each found as it should be, got 100 found\n",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "corrupted packets: wanted at most 0, got 0 of 200, besides 100 by injected faults",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(
            """[{"fault":"corrupt","injected":100,"asExpected":100,"otherwise":{}}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("faults"))
        );
        Assert.Equal(ExitCode.Success, text.ExitCode);
    }

    [Fact]
    public void Compare_FaultsThatAreNotThere_AreTextAndJson()
    {
        Generate(_folder.PathOf("other.ledger"));
        var written = File.ReadAllBytes(Capture);
        Generate(Ledger, "--impair", "corrupt=100%@2");
        File.WriteAllBytes(Capture, written);

        var text = CommandRun.Of("compare", Ledger, Capture);
        using var json = JsonDocument.Parse(CommandRun.Of("compare", Ledger, Capture, "--json").Output);

        Assert.Contains(
            "\nfault corrupt: 100 injected, 0 found as it should be, 100 received\n",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("got of 100 corrupt were 100 received\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(
            """[{"fault":"corrupt","injected":100,"asExpected":0,"otherwise":{"received":100}}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("faults"))
        );
        Assert.Equal(ExitCode.CheckFailed, text.ExitCode);
    }

    [Fact]
    public void Compare_WithoutFaults_HasNone()
    {
        Generate(Ledger);
        using var json = JsonDocument.Parse(CommandRun.Of("compare", Ledger, Capture, "--json").Output);
        Assert.Equal("[]", JsonSerializer.Serialize(json.RootElement.GetProperty("faults")));
    }

    public void Dispose() => _folder.Dispose();

    // Mirrors 1 and 2 with 100 copies each.
    private void Generate(string ledger, params string[] options)
    {
        var run = CommandRun.Of([
            "generate",
            "--subscribers",
            "2",
            "--even",
            "--size",
            "110",
            "--limit",
            "200",
            "--write",
            Capture,
            "--ledger",
            ledger,
            .. options,
        ]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
    }
}
