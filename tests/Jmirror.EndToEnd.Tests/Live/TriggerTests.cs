using Jmirror.EndToEnd.Tests.Selecting;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// Each kind of trigger on real captures: a replay into a file and a live run behind tcpreplay copy exactly the
/// packets that tshark finds, in order, byte for byte, and nothing else.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class TriggerTests : IDisposable
{
    private const string Pppoe = "dev-pppoe-qinq-pap.pcap";
    private const string Ipoe = "dev-ipoe-dhcp82.pcap";
    private const string Box = "subscriber/nb6-startup.pcap";
    private const string Lac = "subscriber/l2tp-lac-lns-chap.pcap";
    private const string PppIp = "(ppp.protocol == 0x0021 || ppp.protocol == 0x0057)";

    // The capture has the subscribers' frames only. A lease counts once its address is used, by ARP in frame 103; the
    // session ends with its last lease, in frame 1103, although that of IPv6 was released in frame 1083.
    private const string IpoeSubscriber3 =
        "eth.addr == 02:00:00:00:00:03 && (ip || ipv6) && frame.number > 103 && frame.number < 1103";

    // Two logins over one line: CHAP-Success in frames 33 and 263, the first session ends with frame 242.
    private const string BoxFirstLogin = $"pppoes && {PppIp} && frame.number > 33 && frame.number < 242";
    private const string BoxSecondLogin = $"pppoes && {PppIp} && frame.number > 263";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string, CopiedLayer> Cases =>
        new()
        {
            {
                Pppoe,
                "username: user3@isp.example",
                $"pppoe.session_id == 3 && {PppIp}",
                CopiedLayer.TwoTagsPppoe
            },
            {
                Pppoe,
                "agent-circuit-id: '0.0.0.0/0.0.0.0 eth 0:4'",
                $"pppoe.session_id == 4 && {PppIp}",
                CopiedLayer.TwoTagsPppoe
            },
            {
                Pppoe,
                "agent-remote-id: 'DEU.RTBRICK.5'",
                $"pppoe.session_id == 5 && {PppIp}",
                CopiedLayer.TwoTagsPppoe
            },
            { Pppoe, "ipv4: 10.0.0.16", $"ip.addr == 10.0.0.16", CopiedLayer.TwoTagsPppoe },
            {
                Pppoe,
                "mac: '02:00:00:00:00:07'",
                $"eth.addr == 02:00:00:00:00:07 && {PppIp}",
                CopiedLayer.TwoTagsPppoe
            },
            {
                Pppoe,
                "outer-vlan: 8, inner-vlan: 7",
                $"frame[14:2] == 00:08 && {PppIp}",
                CopiedLayer.TwoTagsPppoe
            },
            { Ipoe, "agent-circuit-id: '0.0.0.0/0.0.0.0 eth 0:3'", IpoeSubscriber3, CopiedLayer.TwoTags },
            { Ipoe, "agent-remote-id: 'DEU.RTBRICK.3'", IpoeSubscriber3, CopiedLayer.TwoTags },
            {
                Ipoe,
                "dhcp-option-82: '0117302e302e302e302f302e302e302e302065746820303a33020d4445552e5254425249434b2e33'",
                IpoeSubscriber3,
                CopiedLayer.TwoTags
            },
            { Ipoe, "ipv4: 10.0.0.13", "ip.addr == 10.0.0.13", CopiedLayer.TwoTags },
            { Ipoe, "ipv6: 'fe80::/10'", "ipv6.addr == fe80::/10", CopiedLayer.TwoTags },
            { Ipoe, "outer-vlan: 9", "frame[14:2] == 00:09 && (ip || ipv6)", CopiedLayer.TwoTags },
            { Box, "username: E0A1D718C270@neufpnp", BoxFirstLogin, CopiedLayer.Pppoe },
            { Box, "username: ipv6/E0A1D718C270@neufpnp", BoxSecondLogin, CopiedLayer.Pppoe },
            {
                Box,
                "username: ppp/95.136.242.99@E0A1D718C273",
                "l2tp.type == 0 && frame.number >= 298",
                CopiedLayer.L2tpInPppoe
            },
            { Lac, "username: aa", "l2tp.type == 0 && frame.number >= 15", CopiedLayer.L2tp },
            {
                Lac,
                "l2tp: [ { peer: 202.1.2.1, tunnel: 1, session: 7 }, { peer: 202.1.1.1, tunnel: 1, session: 13 } ]",
                "l2tp.type == 0",
                CopiedLayer.L2tp
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Replay_CopiesExactlyWhatTsharkFinds(
        string capture,
        string trigger,
        string filter,
        CopiedLayer layer
    )
    {
        var one = new TriggerCase(capture, trigger, filter, layer);
        ConfiguredReplay.RunTrigger(_folder, trigger, one.Path).AssertMirror(1, one.Expected);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_BehindTcpreplay_CopiesExactlyWhatTsharkFinds(
        string capture,
        string trigger,
        string filter,
        CopiedLayer layer
    )
    {
        var one = new TriggerCase(capture, trigger, filter, layer);
        var expected = one.Expected;
        using var bed = new LiveBed();
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            api: { socket: {{bed.PathOf("api.sock")}} }
            mirrors: [ { trigger: { {{one.Trigger}} }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
            """
        );
        bed.Play(one.Path);
        var summary = LiveBed.End(run);

        Assert.Equal(PcapFile.Read(one.Path).Count, summary.Packets("read"));
        Assert.Equal(expected.Count, summary.Packets("sent"));
        MirroredFile.AssertSame(expected, analyzer.StopAndReadPayloads());
    }

    public void Dispose() => _folder.Dispose();
}
