using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>Secure policies on a telephone call: 10.0.2.20 is the subscriber.</summary>
public sealed class SecurePolicyTests : IDisposable
{
    private const int IpOffset = 14;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("direction: upstream", "ip.src == 10.0.2.20")]
    [InlineData("direction: downstream", "ip.dst == 10.0.2.20")]
    [InlineData("direction: both", "ip.addr == 10.0.2.20")]
    [InlineData("classifier: [ { protocol: udp, destination-port: 5060 } ]", "sip && ip.addr == 10.0.2.20")]
    [InlineData(
        "classifier: [ { protocol: udp, source-port: 16384-32767 } ]",
        "udp.srcport >= 16384 && udp.srcport <= 32767 && ip.addr == 10.0.2.20"
    )]
    [InlineData(
        "classifier: [ { destination-port: 5060 }, { source-port: 28102 } ]",
        "(sip || udp.srcport == 28102) && ip.addr == 10.0.2.20"
    )]
    [InlineData(
        "direction: upstream, classifier: [ { destination-port: 5060 } ]",
        "udp.dstport == 5060 && ip.src == 10.0.2.20"
    )]
    [InlineData("classifier: [ { source: 10.0.2.20 } ]", "ip.src == 10.0.2.20")]
    [InlineData("drop: [ { destination-port: 5060 } ]", "udp.dstport != 5060 && ip.addr == 10.0.2.20")]
    [InlineData(
        "classifier: [ { protocol: udp } ], drop: [ { source-port: 28102 }, { destination-port: 28102 } ]",
        "!(udp.port == 28102) && ip.addr == 10.0.2.20"
    )]
    public void Policy_CopiesExactlyWhatItDescribes(string policy, string filter)
    {
        var capture = Captures.Shared("subscriber/sip-rtp-g711.pcap");
        Run(policy, capture).AssertMirror(1, Oracle.IpPackets(capture, filter, IpOffset));
    }

    [Theory]
    [InlineData("classifier: [ { protocol: tcp } ]")]
    [InlineData("direction: upstream, classifier: [ { source-port: 28102 } ]")]
    [InlineData("drop: [ { protocol: udp } ]")]
    public void Policy_ThatNoPacketFits_CopiesNothing(string policy) =>
        Assert.Empty(Run(policy, Captures.Shared("subscriber/sip-rtp-g711.pcap")).Datagrams);

    [Fact]
    public void CopyPpp_CopiesPppoeSessionsAsPppFrames()
    {
        const int PppProtocolOffset = 14 + 4 + 4 + 6;
        var capture = Captures.Own("dev-pppoe-qinq-pap.pcap");
        var mirrored = Run("copy: ppp", capture, "pppoe-session: 3");

        var frames = PcapFile.Read(capture);
        var expected = Oracle
            .Fields(capture, "ppp && pppoe.session_id == 3", "frame.number", "pppoe.payload_length")
            .Select(row =>
                (byte[])
                    [
                        0xff,
                        0x03,
                        .. frames[int.Parse(row[0]) - 1].Bytes.AsSpan(PppProtocolOffset, int.Parse(row[1])),
                    ]
            )
            .ToList();
        mirrored.AssertMirror(1, expected);
    }

    public void Dispose() => _folder.Dispose();

    private MirroredFile Run(string policy, string capture, string trigger = "ipv4: 10.0.2.20") =>
        ConfiguredReplay.Run(
            _folder,
            $$"""
            {{ConfiguredReplay.Analyzer}}
            policies: { tap: { analyzer: md1, {{policy}} } }
            mirrors: [ { trigger: { {{trigger}} }, policy: tap, mirror-id: 1, session-id: 1 } ]
            """,
            capture
        );
}
