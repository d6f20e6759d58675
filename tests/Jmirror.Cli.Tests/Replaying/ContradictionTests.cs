using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Replaying;

/// <summary>Options that are good alone and contradict each other.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData("", "nowhere to send the copies")]
    [InlineData("--dry-run --write x.pcap", "--dry-run sends and writes nothing")]
    [InlineData("--dry-run --send --analyzer 127.0.0.1", "--dry-run sends and writes nothing")]
    [InlineData("--dry-run --loop 0", "--loop 0 without --send would write for ever")]
    [InlineData("--dry-run --pps 5", "rates pace sending")]
    [InlineData("--dry-run --top-speed", "rates pace sending")]
    [InlineData("--dry-run --threads 2", "--threads is for sending")]
    [InlineData("--dry-run --no-header", "--no-header is an E Series mirror")]
    [InlineData("--dry-run --no-header --series mx", "--no-header is an E Series mirror")]
    [InlineData("--dry-run --no-header --series e --as ppp", "--no-header copies IP packets")]
    [InlineData("--dry-run --handle 0000030000000090 --mirror-id 7", "--handle holds the mirror id already")]
    [InlineData(
        "--dry-run --handle 0000030000000090 --session-id 7",
        "this --handle holds the session id already"
    )]
    [InlineData(
        "--dry-run --series e --source 192.0.2.1:7",
        "--source port 7 differs from the analyzer's 30030"
    )]
    [InlineData("--dry-run --static-arp 02:00:00:00:00:09", "--static-arp goes with an analyzer port")]
    [InlineData("--analyzer 127.0.0.1 --pps 3 --mbps 4", "exclude each other: give one")]
    [InlineData("--analyzer 127.0.0.1 --ramp 1k@1s --top-speed", "exclude each other: give one")]
    [InlineData(
        "--analyzer 127.0.0.1 --pulse 1k:0:1s:1s --daily 1k",
        "--multiplier, --pps, --mbps, --ramp, --pulse, --daily and --top-speed exclude each other: give one"
    )]
    [InlineData("--dry-run --config x.yaml --mirror-id 3", "--mirror-id and --config exclude each other")]
    [InlineData("--dry-run --config x.yaml --handle 40000001", "--handle and --config exclude each other")]
    [InlineData("--dry-run --config x.yaml --as ppp", "--as and --config exclude each other")]
    [InlineData("--dry-run --config x.yaml --mtu 600", "--mtu and --config exclude each other")]
    [InlineData("--config x.yaml --via routed", "--via and --config exclude each other")]
    public void Contradiction_IsRefused(string options, string part) =>
        CommandRun
            .Of([
                "replay",
                Captures.Own("dev-ipoe-dhcp82.pcap"),
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ])
            .AssertRefused(ExitCode.BadInput, part);

    [Fact]
    public void FourByteHandle_WithSessionId_IsNoContradiction()
    {
        var run = CommandRun.Of(
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--dry-run",
            "--handle",
            "40000010",
            "--session-id",
            "7"
        );
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("mirror 16 session 7", run.Output, StringComparison.Ordinal);
    }
}
