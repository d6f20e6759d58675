using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Commands;

/// <summary>Values that an option cannot take: the sentence names the option, the text and what was expected.</summary>
public sealed class OptionValueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--mirror-id", "0", "from 1 to 1073741823")]
    [InlineData("--mirror-id", "1073741824", "from 1 to 1073741823")]
    [InlineData("--mirror-id", "0x", "a whole number")]
    [InlineData("--mirror-id", "1.5", "a whole number")]
    [InlineData("--session-id", "-1", "from 0 to 4294967295")]
    [InlineData("--session-id", "4294967296", "from 0 to 4294967295")]
    [InlineData("--handle", "zz", "16 hexadecimal digits")]
    [InlineData("--handle", "00000300", "8 beginning with 4 to 7")]
    [InlineData("--handle", "8000000000000001", "beginning with 0 to 3")]
    [InlineData("--handle", "000003000000009", "16 hexadecimal digits")]
    [InlineData("--analyzer", "192.0.2", "an IPv4 address")]
    [InlineData("--analyzer", "192.0.2.256", "an IPv4 address")]
    [InlineData("--analyzer", "192.0.2.1:0", "an IPv4 address")]
    [InlineData("--analyzer", "192.0.2.1:65536", "an IPv4 address")]
    [InlineData("--analyzer", "2001:db8::1", "an IPv4 address")]
    [InlineData("--source", "lab-mx1", "an IPv4 address")]
    [InlineData("--series", "t", "one of e, mx")]
    [InlineData("--series", "1", "one of e, mx")]
    [InlineData("--as", "ethernet", "one of auto, ip, ppp")]
    [InlineData("--ttl", "0", "from 1 to 255")]
    [InlineData("--ttl", "256", "from 1 to 255")]
    [InlineData("--mtu", "67", "from 68 to 65535")]
    [InlineData("--mtu", "65536", "from 68 to 65535")]
    [InlineData("--oversize", "squeeze", "one of fragment, drop, send")]
    [InlineData("--via", "eth2", "routed, or port:")]
    [InlineData("--via", "port:", "routed, or port:")]
    [InlineData("--static-arp", "02:00:00:00:00", "an Ethernet address")]
    [InlineData("--engine", "warp", "one of auto, udp, raw, packet, xdp, pcap")]
    [InlineData("--loop", "-1", "from 0 to")]
    [InlineData("--loop-delay", "soon", "not a duration such as")]
    [InlineData("--duration", "5x", "is not a unit")]
    [InlineData("--threads", "0", "from 1 to 64")]
    [InlineData("--threads", "65", "from 1 to 64")]
    [InlineData("--limit", "0", "a whole number from 1")]
    [InlineData("--limit", "many", "a whole number from 1")]
    [InlineData("--multiplier", "0", "not more than 0")]
    [InlineData("--pps", "-3", "not a number such as")]
    [InlineData("--mbps", "fast", "not a number such as")]
    [InlineData("--ramp", "1k:2k", "--ramp")]
    [InlineData("--pulse", "1k:2k:1s:1s", "the second rate is the lower one")]
    [InlineData("--daily", "1k:1ms", "a day takes 1s or more")]
    [InlineData("--burst", "0", "from 1 to")]
    public void Replay_MalformedValue_IsRefusedBeforeAnythingIsWritten(
        string option,
        string value,
        string expected
    )
    {
        var output = _folder.PathOf("out.pcap");
        var run = CommandRun.Of(
            "replay",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--write",
            output,
            option,
            value
        );
        run.AssertRefused(ExitCode.BadInput, expected);
        Assert.StartsWith($"jmirror: {option}", run.Error, StringComparison.Ordinal);
        Assert.Contains("(see jmirror replay --help)", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("30030,")]
    [InlineData("30030;6502")]
    [InlineData("http")]
    public void Decode_MalformedPort_IsRefused(string ports) =>
        CommandRun
            .Of("decode", Captures.Own("dev-ipoe-dhcp82.pcap"), "--port", ports)
            .AssertRefused(ExitCode.BadInput, "is not a UDP port from 1 to 65535");

    public void Dispose() => _folder.Dispose();
}
