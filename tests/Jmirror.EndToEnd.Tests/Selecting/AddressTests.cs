using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>Triggers on addresses and prefixes, of both families.</summary>
public sealed class AddressTests : IDisposable
{
    private const int UntaggedIpOffset = 14;
    private const int TaggedIpOffset = 14 + 4 + 4;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("10.0.0.13", "ip.addr == 10.0.0.13")]
    [InlineData("10.0.0.16/28", "ip.addr == 10.0.0.16/28")]
    [InlineData("10.0.0.13/32", "ip.addr == 10.0.0.13")]
    [InlineData("0.0.0.0/0", "ip")]
    public void Ipv4_CopiesWhatItSendsAndGets(string prefix, string filter)
    {
        var capture = Captures.Own("dev-ipoe-dhcp82.pcap");
        ConfiguredReplay
            .RunTrigger(_folder, $"ipv4: {prefix}", capture)
            .AssertMirror(1, Oracle.IpPackets(capture, filter, TaggedIpOffset));
    }

    [Theory]
    [InlineData("2001:5c0:9168::2", "ipv6.addr == 2001:5c0:9168::2")]
    [InlineData("2001:5c0:9000::/36", "ipv6.addr == 2001:5c0:9000::/36")]
    [InlineData("::/0", "ipv6")]
    public void Ipv6_CopiesWhatItSendsAndGets(string prefix, string filter)
    {
        var capture = Captures.Shared("subscriber/http-ipv6.pcap");
        // The capture cut its longest packets, and what is not there cannot be copied.
        ConfiguredReplay
            .RunTrigger(_folder, $"ipv6: '{prefix}'", capture)
            .AssertMirror(
                1,
                Oracle.IpPackets(capture, $"{filter} && frame.cap_len == frame.len", UntaggedIpOffset)
            );
    }

    public void Dispose() => _folder.Dispose();
}
