using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Searching;

/// <summary>What find-max refuses before anything is sent.</summary>
public sealed class FindMaxRefusalTests
{
    [Theory]
    [InlineData("--counter true", "nowhere to send the copies: give --analyzer IP[:PORT] or --config FILE")]
    [InlineData("--analyzer 127.0.0.1", "who counts what arrives? give one of --receive-on")]
    [InlineData("--analyzer 127.0.0.1 --receive-on lo --listen 127.0.0.1", "who counts what arrives?")]
    [InlineData(
        "--analyzer 127.0.0.1 --listen 127.0.0.1 --static-arp 02:00:00:00:00:09",
        "--static-arp goes with an analyzer port"
    )]
    [InlineData("--analyzer 127.0.0.1 --counter true --from 2k --to 1k", "is above the highest")]
    [InlineData("--analyzer 127.0.0.1 --counter true --trial 0s", "a trial has to take time")]
    [InlineData(
        "--analyzer 127.0.0.1 --counter true --from 5 --trial 1s",
        "at least 10 packets to tell a rate"
    )]
    [InlineData("--analyzer 127.0.0.1 --counter true --tolerance 0%", "the tolerance is 0")]
    [InlineData("--analyzer 127.0.0.1 --counter true --tolerance 1", "is not a percentage such as 0.5%")]
    [InlineData("--analyzer 127.0.0.1 --counter true --max-loss 100%", "the allowed loss is 1")]
    [InlineData("--analyzer 127.0.0.1 --counter true --max-loss 3", "is not a percentage such as 0.5%")]
    [InlineData(
        "--analyzer 127.0.0.1 --counter true --from 1.5",
        "is not a whole number of packets per second"
    )]
    [InlineData("--analyzer 127.0.0.1 --counter true --to 2G", "is more than 1,000,000,000")]
    [InlineData(
        "--analyzer 127.0.0.1 --listen 127.0.0.1 --series e --no-header",
        "copies without mirror header look like any other traffic"
    )]
    public void Contradiction_IsRefused(string options, string part) =>
        FindMax(options.Split(' ')).AssertRefused(ExitCode.BadInput, part);

    [Theory]
    [InlineData("no-such-command-anywhere", "the counter command ended with 127")]
    [InlineData("echo lost >&2; exit 3", "the counter command ended with 3: \"lost\"")]
    [InlineData("true", "has to print one whole number, but printed nothing")]
    [InlineData("echo 5 packets", "has to print one whole number, but printed \"5 packets\"")]
    [InlineData("echo 5; echo 6", "has to print one whole number, but printed \"5\"")]
    [InlineData("echo 1.5", "has to print one whole number, but printed \"1.5\"")]
    public void CounterCommandThatDoesNotCount_IsRefused(string command, string part)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "counter commands need /bin/sh");
        FindMax("--analyzer", "127.0.0.1", "--engine", "udp", "--counter", command)
            .AssertRefused(ExitCode.BadInput, part);
    }

    [Fact]
    public void ReceiverOnAMissingInterface_IsRefused() =>
        FindMax("--analyzer", "127.0.0.1", "--engine", "udp", "--receive-on", "nonesuch0")
            .AssertRefused(ExitCode.Environment, "--receive-on: there is no interface nonesuch0");

    [Fact]
    public void ReportThatCannotBeWritten_IsRefusedBeforeTheSearch() =>
        FindMax(
                "--analyzer",
                "127.0.0.1",
                "--engine",
                "udp",
                "--counter",
                "echo 1",
                "--report",
                "/nonexistent/report.html"
            )
            .AssertRefused(ExitCode.Environment, "/nonexistent/report.html");

    private static CommandRun FindMax(params string[] options) =>
        CommandRun.Of(["find-max", Captures.Own("dev-ipoe-dhcp82.pcap"), .. options]);
}
