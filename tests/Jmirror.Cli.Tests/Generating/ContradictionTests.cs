namespace Jmirror.Cli.Tests.Generating;

/// <summary>Options of <c>generate</c> that are good alone and contradict each other or the plan.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData("", "nowhere to send the copies: give --analyzer IP[:PORT]")]
    [InlineData("--frames", "nowhere to send the frames: give --interface IFACE")]
    [InlineData("--dry-run", "nothing would ever end this: give --limit or --duration")]
    [InlineData("--write x.pcap", "nothing would ever end this: give --limit or --duration")]
    [InlineData("--dry-run --limit 5 --write x.pcap", "--dry-run sends and writes nothing")]
    [InlineData("--dry-run --limit 5 --send", "--dry-run sends and writes nothing")]
    [InlineData("--dry-run --limit 5 --multiplier 2", "give --pps, --mbps, --ramp or --top-speed")]
    [InlineData("--dry-run --limit 5 --burst 8", "--burst is for sending")]
    [InlineData("--dry-run --limit 5 --pps 3 --mbps 4", "exclude each other: give one")]
    [InlineData("--dry-run --limit 5 --mix capture", "the mix has capture: say which with --capture FILE")]
    [InlineData(
        "--dry-run --limit 5 --capture x.pcap",
        "--capture is not used: give capture a share with --mix"
    )]
    [InlineData("--dry-run --limit 5 --mirrored 0", "nobody is mirrored, so there is nothing to send")]
    [InlineData("--dry-run --limit 5 --mirrored 11", "of 10 subscribers from 0 to 10 can be mirrored")]
    [InlineData("--dry-run --limit 5 --mix ppp", "ppp needs subscribers with access pppoe or l2tp")]
    [InlineData("--dry-run --limit 5 --inner-vlans 7", "there is no second tag without a first")]
    [InlineData(
        "--dry-run --limit 5 --overheard-radius s",
        "--overheard-radius is between router and server"
    )]
    [InlineData(
        "--dry-run --limit 5 --static-arp 02:00:00:00:00:09",
        "--static-arp goes with an analyzer port"
    )]
    [InlineData("--interface lo --ledger x.ledger", "say where to with --analyzer IP[:PORT]")]
    public void Contradiction_IsRefused(string options, string part) =>
        Run(options).AssertRefused(ExitCode.BadInput, part);

    [Theory]
    [InlineData("--subscribers 1000001", "from 1 to 1000000")]
    [InlineData("--subscribers 0", "from 1 to 1000000")]
    [InlineData("--mirrored 101%", "a percentage from 0% to 100%")]
    [InlineData("--ipv6 3", "a percentage from 0% to 100%")]
    [InlineData("--access dsl", "'dsl' is not one of ipoe, pppoe, l2tp")]
    [InlineData("--mix udp=0", "'0' is no weight for udp")]
    [InlineData("--size 1400-64", "'1400-64' is no length")]
    [InlineData("--outer-vlans 4095", "a VLAN id from 1 to 4094")]
    [InlineData("--logins-per-second 0", "is not more than 0")]
    [InlineData("--online 0s", "'0s' is not more than 0")]
    [InlineData("--offline never", "never")]
    [InlineData("--authentication eap", "is not one of pap, chap")]
    [InlineData("--seed -1", "is not a whole number")]
    [InlineData("--limit 0", "a whole number from 1")]
    public void MalformedValue_IsRefusedAndNamesTheOption(string options, string part) =>
        Run($"--dry-run {options}").AssertRefused(ExitCode.BadInput, part);

    [Fact]
    public void FramesOfNobodyMirrored_AreNoContradiction()
    {
        var run = Run("--frames --mirrored 0 --dry-run --limit 5");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
    }

    private static CommandRun Run(string options) =>
        CommandRun.Of(["generate", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
