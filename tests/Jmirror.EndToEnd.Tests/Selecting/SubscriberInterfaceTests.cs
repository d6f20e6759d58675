using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>
/// Twenty PPPoE subscribers who all have the same address: only VLANs, MAC and PPPoE session tell them apart.
/// </summary>
public sealed class SubscriberInterfaceTests : IDisposable
{
    private const int Subscribers = 20;
    private const int IpOffset = 14 + 4 + 4 + 6 + 2; // Ethernet, two tags, PPPoE, PPP protocol
    private const string CarriesIp = "(ppp.protocol == 0x0021 || ppp.protocol == 0x0057)";

    private static readonly string Capture = Captures.Own("dev-pppoe-qinq-pap.pcap");
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("outer-vlan: 3, inner-vlan: 7", "frame[14:2] == 00:03 && frame[18:2] == 00:07")]
    [InlineData("outer-vlan: 3", "frame[14:2] == 00:03")]
    [InlineData("inner-vlan: 7", "frame[18:2] == 00:07")]
    [InlineData("mac: '02:00:00:00:00:03'", "eth.addr == 02:00:00:00:00:03")]
    [InlineData("pppoe-session: 3", "pppoe.session_id == 3")]
    [InlineData("outer-vlan: 3, mac: '02:00:00:00:00:03', pppoe-session: 3", "pppoe.session_id == 3")]
    [InlineData("ipv4: 10.0.0.10", "ip.addr == 10.0.0.10")]
    [InlineData("outer-vlan: 3, ipv4: 10.0.0.10", "frame[14:2] == 00:03 && ip.addr == 10.0.0.10")]
    [InlineData("ipv6: 'fe80::/10'", "ipv6.addr == fe80::/10")]
    public void Trigger_CopiesExactlyThePacketsThatShowIt(string trigger, string filter) =>
        ConfiguredReplay
            .RunTrigger(_folder, trigger, Capture)
            .AssertMirror(1, Oracle.IpPackets(Capture, $"{CarriesIp} && {filter}", IpOffset));

    [Fact]
    public void OneMirrorForEachVlanPair_SharesThePacketsOut()
    {
        var mirrors = Enumerable
            .Range(1, Subscribers)
            .Select(vlan =>
                $"  - {{ trigger: {{ outer-vlan: {vlan}, inner-vlan: 7 }}, analyzer: md1, mirror-id: {vlan}, session-id: 1 }}"
            );
        var mirrored = ConfiguredReplay.Run(
            _folder,
            $"{ConfiguredReplay.Analyzer}\nmirrors:\n{string.Join('\n', mirrors)}",
            Capture
        );

        var frames = PcapFile.Read(Capture);
        var sessions = Oracle
            .Fields(Capture, CarriesIp, "pppoe.session_id", "frame.number")
            .ToLookup(row => Convert.ToUInt32(row[0], 16), row => frames[int.Parse(row[1]) - 1].Bytes);
        Assert.Equal(Subscribers, sessions.Count);
        foreach (var session in sessions)
            mirrored.AssertMirror(
                session.Key,
                [.. session.Select(frame => Oracle.IpPacket(frame, IpOffset))]
            );
    }

    [Theory]
    [InlineData("outer-vlan: 4, inner-vlan: 8")]
    [InlineData("outer-vlan: 4, pppoe-session: 3")]
    [InlineData("outer-vlan: 21")]
    public void Trigger_ThatOnlyHalfFits_CopiesNothing(string trigger) =>
        Assert.Empty(ConfiguredReplay.RunTrigger(_folder, trigger, Capture).Datagrams);

    [Fact]
    public void Trigger_OnAnyIdentity_CopiesThePacketsOfThatSubscriber()
    {
        string[] identities =
        [
            "username: user3@isp.example",
            "acct-session-id: '0010000a'",
            "calling-station-id: 'eth 0:3'",
            "nas-port-id: 'ge-1/0/0.3'",
            "agent-circuit-id: 'circuit 3'",
            "agent-remote-id: 'remote 3'",
        ];
        var mirrors = identities.Select(
            (identity, i) => $"  - {{ trigger: {{ {identity} }}, analyzer: md1, handle: 0x4000000{i + 1} }}"
        );
        var mirrored = ConfiguredReplay.Run(
            _folder,
            $$"""
            {{ConfiguredReplay.Analyzer}}
            mirrors:
            {{string.Join('\n', mirrors)}}
            subscribers:
              - { username: user2@isp.example, acct-session-id: '00100009', outer-vlan: 2, inner-vlan: 7 }
              - username: user3@isp.example
                acct-session-id: '0010000a'
                calling-station-id: 'eth 0:3'
                nas-port-id: 'ge-1/0/0.3'
                agent-circuit-id: 'circuit 3'
                agent-remote-id: 'remote 3'
                outer-vlan: 3
                inner-vlan: 7
            """,
            Capture
        );

        var expected = Oracle.IpPackets(Capture, $"{CarriesIp} && pppoe.session_id == 3", IpOffset);
        // The version bits of a 4-byte handle stay; its session id comes from accounting.
        for (var i = 0; i < identities.Length; i++)
            mirrored.AssertMirror(0x4000_0001u + (uint)i, expected);
        Assert.All(
            mirrored.Datagrams,
            datagram => Hex.AssertEqual([0, 0x10, 0, 0x0a], datagram.AsSpan(32, 4))
        );
    }

    public void Dispose() => _folder.Dispose();
}
