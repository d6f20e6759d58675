using Jmirror.EndToEnd.Tests.Wire;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>What an E Series router does otherwise than an MX: analyzer ports, bare copies, interface policies first.</summary>
[Collection(WireCollection.Name)]
public sealed class SeriesTests
{
    private const int EtherTypeEnd = 14;
    private const int Ipv4Length = 20;
    private const string Port = $"via: {{ port: {LiveBed.Out}, static-arp: '{LiveBed.AnalyzerMac}' }}";

    private static readonly TriggerCase User = new(
        "dev-pppoe-qinq-pap.pcap",
        "username: user3@isp.example",
        "pppoe.session_id == 3 && (ppp.protocol == 0x0021 || ppp.protocol == 0x0057)",
        CopiedLayer.TwoTagsPppoe
    );

    [Fact]
    public void AnalyzerPort_StaticArp_SendsToThatMacFromOneUdpPortToTheSame()
    {
        var frames = Run(
            $"address: {LiveBed.Analyzer}, port: 6502, {Port}",
            [$"{{ trigger: {{ {User.Trigger} }}, analyzer: md1, handle: 0x0000000200000001 }}"],
            "udp port 6502"
        );
        Assert.All(
            frames,
            frame =>
            {
                Assert.Equal(LiveBed.AnalyzerMac.Replace(":", "", StringComparison.Ordinal), Mac(frame));
                var udp = frame.AsSpan(EtherTypeEnd + Ipv4Length);
                Assert.Equal(udp[..2], udp[2..4]);
            }
        );
        var datagrams = frames.ConvertAll(frame => frame[EtherTypeEnd..]);
        Assert.All(datagrams, one => Assert.Equal((2u, 1u), AnalyzerCapture.HeaderOf(one)));
        MirroredFile.AssertSame(User.Expected, [.. datagrams.Select(AnalyzerCapture.PayloadOf)]);
    }

    [Fact]
    public void AnalyzerPort_WithoutUdpPort_SendsBarePackets()
    {
        var frames = Run(
            $"address: {LiveBed.Analyzer}, {Port}",
            [$"{{ trigger: {{ {User.Trigger} }}, analyzer: md1 }}"],
            $"ether dst {LiveBed.AnalyzerMac}"
        );
        MirroredFile.AssertSame(User.Expected, frames.ConvertAll(frame => frame[EtherTypeEnd..]));
    }

    [Fact]
    public void InterfacePolicy_OverridesTheTriggerOfTheUser()
    {
        var frames = Run(
            $"address: {LiveBed.Analyzer}, port: 6502, {Port}",
            [
                $"{{ trigger: {{ {User.Trigger} }}, analyzer: md1, handle: 0x0000000200000001 }}",
                $"{{ trigger: {{ interface: {LiveBed.Tap}, pppoe-session: 3 }}, analyzer: md1, handle: 0x0000000300000001 }}",
            ],
            "udp port 6502"
        );
        var datagrams = frames.ConvertAll(frame => frame[EtherTypeEnd..]);
        Assert.All(datagrams, one => Assert.Equal((3u, 1u), AnalyzerCapture.HeaderOf(one)));
        MirroredFile.AssertSame(User.Expected, [.. datagrams.Select(AnalyzerCapture.PayloadOf)]);
    }

    private static List<byte[]> Run(string analyzer, string[] mirrors, string filter)
    {
        using var bed = new LiveBed();
        using var md = AnalyzerCapture.Start(bed, filter);
        using var run = bed.StartRun(
            $$"""
            router: { series: e, source-address: {{LiveBed.Source}} }
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            analyzers: { md1: { {{analyzer}} } }
            mirrors: [ {{string.Join(", ", mirrors)}} ]
            """
        );
        bed.Play(User.Path);
        LiveBed.End(run);
        return md.StopAndReadFrames();
    }

    private static string Mac(byte[] frame) => Convert.ToHexStringLower(frame.AsSpan(0, 6));
}
