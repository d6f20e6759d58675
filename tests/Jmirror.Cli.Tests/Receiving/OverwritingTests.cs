using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Receiving;

/// <summary>What a receiver is to read it does not write over.</summary>
public sealed class OverwritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--write", "capture.pcap")]
    [InlineData("--write", "symbolic.pcap")]
    [InlineData("--write-datagrams", "capture.pcap")]
    [InlineData("--junit", "capture.pcap")]
    [InlineData("--report", "capture.pcap")]
    [InlineData("--write", "sent.ledger")]
    [InlineData("--write-datagrams", "sent.ledger")]
    [InlineData("--junit", "sent.ledger")]
    [InlineData("--report", "sent.ledger")]
    public void Receive_OutputThatIsAnInput_IsRefusedAndLeftAlone(string option, string name)
    {
        var (capture, ledger) = Mirrored();
        File.CreateSymbolicLink(_folder.PathOf("symbolic.pcap"), capture);
        var (captureBefore, ledgerBefore) = (File.ReadAllBytes(capture), File.ReadAllBytes(ledger));

        CommandRun
            .Of("receive", "--read", capture, "--expect", ledger, option, _folder.PathOf(name))
            .AssertRefused(ExitCode.BadInput, "is an input of this run");

        Assert.Equal(captureBefore, File.ReadAllBytes(capture));
        Assert.Equal(ledgerBefore, File.ReadAllBytes(ledger));
    }

    [Fact]
    public void Receive_OutputThatIsAHardLinkToTheInput_IsRefused()
    {
        var (capture, _) = Mirrored();
        var hard = _folder.PathOf("hard.pcap");
        Tool.Run("ln", capture, hard);

        CommandRun
            .Of("receive", "--read", capture, "--write-datagrams", hard)
            .AssertRefused(ExitCode.BadInput, "is in use");
    }

    [Fact]
    public void Replay_LedgerThatIsTheInput_IsRefusedAndLeftAlone()
    {
        var capture = _folder.PathOf("capture.pcap");
        var before = File.ReadAllBytes(Captures.Own("dev-ipoe-dhcp82.pcap"));
        File.WriteAllBytes(capture, before);

        CommandRun
            .Of("replay", capture, "--write", _folder.PathOf("out.pcap"), "--ledger", capture)
            .AssertRefused(ExitCode.BadInput, capture);

        Assert.Equal(before, File.ReadAllBytes(capture));
    }

    public void Dispose() => _folder.Dispose();

    private (string Capture, string Ledger) Mirrored()
    {
        var (capture, ledger) = (_folder.PathOf("capture.pcap"), _folder.PathOf("sent.ledger"));
        var run = CommandRun.Of(
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--limit",
            "10",
            "--write",
            capture,
            "--ledger",
            ledger
        );
        Assert.Equal(ExitCode.Success, run.ExitCode);
        return (capture, ledger);
    }
}
