using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Decoding;

/// <summary><c>decode --write</c> takes the header off; replayed, the same packets come out again.</summary>
public sealed class InnerCaptureTests : IDisposable
{
    private const int EthernetLength = 14;
    private const int OuterLength = 36;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("jmirror/jmirror_ip.pcap", "pcap", "ip")]
    [InlineData("jmirror/jmirror_ip.pcap", "pcapng", "ip")]
    [InlineData("jmirror/jmirror_l2tp.pcap", "pcap", "ppp")]
    [InlineData("jmirror/jmirror_l2tp.pcap", "pcapng", "ppp")]
    [InlineData("jmirror/jmirror_ipv6.pcap", "pcapng", "ppp")]
    public void RouterCapture_DecodedAndReplayed_HasTheSameInnerPackets(
        string name,
        string format,
        string kind
    )
    {
        var capture = Captures.Shared(name);
        var inner = _folder.PathOf($"inner.{format}");
        var again = _folder.PathOf("again.pcap");
        Assert.Equal(0, JmirrorProgram.Run("decode", capture, "--write", inner).ExitCode);
        JmirrorProgram.RunJson(0, "replay", inner, "--write", again);

        var expected = PcapFile
            .Read(capture)
            .Select(frame => frame.Bytes[(EthernetLength + OuterLength)..])
            .ToList();
        MirroredFile.AssertSame(expected, new MirroredFile(again).Payloads);
        Assert.Equal(expected.Count, Oracle.Fields(inner, kind, "frame.number").Count);
    }

    [Fact]
    public void IpAndPpp_ShareAPcapng()
    {
        var inner = _folder.PathOf("inner.pcapng");
        string[] captures =
        [
            Captures.Shared("jmirror/jmirror_ip.pcap"),
            Captures.Shared("jmirror/jmirror_l2tp.pcap"),
        ];
        Assert.Equal(0, JmirrorProgram.Run(["decode", .. captures, "--write", inner]).ExitCode);
        Assert.Equal(
            38,
            Oracle.Fields(inner, "frame.interface_name == \"ip\" && icmp", "frame.number").Count
        );
        Assert.Equal(6, Oracle.Fields(inner, "frame.interface_name == \"ppp\" && lcp", "frame.number").Count);
    }

    [Fact]
    public void Fragments_ArePutTogether()
    {
        var capture = Captures.Shared("subscriber/gre.pcap");
        var (cut, whole) = (_folder.PathOf("cut.pcap"), _folder.PathOf("whole.pcap"));
        JmirrorProgram.RunJson(0, "replay", capture, "--write", cut, "--mtu", "600");
        JmirrorProgram.RunJson(0, "replay", capture, "--write", whole, "--oversize", "send");

        var inner = _folder.PathOf("inner.pcap");
        Assert.Equal(0, JmirrorProgram.Run("decode", cut, "--port", "30030", "--write", inner).ExitCode);

        MirroredFile.AssertSame(
            new MirroredFile(whole).Payloads,
            [.. PcapFile.Read(inner).Select(packet => packet.Bytes)]
        );
    }

    public void Dispose() => _folder.Dispose();
}
