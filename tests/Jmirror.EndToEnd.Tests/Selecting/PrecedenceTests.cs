using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>Packets that several triggers select: MX Series makes a copy for each, E Series for the highest alone.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private const int IpOffset = 14 + 4 + 4; // Ethernet, two tags
    private const string OfSubscriber3 = "ip && frame[14:2] == 00:03";

    // Ids by rank on E Series, the highest last; subscriber 3 has all of them.
    private const string Mirrors = """
        mirrors:
          - { trigger: { username: user3@isp.example }, analyzer: md1, handle: 0x0000000100000001 }
          - { trigger: { ipv4: 10.0.0.12/30 }, analyzer: md1, handle: 0x0000000200000001 }
          - { trigger: { acct-session-id: "7" }, analyzer: md1, handle: 0x0000000300000001 }
          - { trigger: { outer-vlan: 3, inner-vlan: 7 }, analyzer: md1, handle: 0x0000000400000001 }
        subscribers: [ { username: user3@isp.example, acct-session-id: "7", ipv4: 10.0.0.13 } ]
        """;

    private static readonly string Capture = Captures.Own("dev-ipoe-dhcp82.pcap");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void MxSeries_EveryTriggerMakesACopy()
    {
        var mirrored = ConfiguredReplay.Run(_folder, $"{ConfiguredReplay.Analyzer}\n{Mirrors}", Capture);
        mirrored.AssertMirror(1, Packets("ip.addr == 10.0.0.13"));
        mirrored.AssertMirror(2, Packets("ip.addr == 10.0.0.12/30"));
        mirrored.AssertMirror(3, Packets("ip.addr == 10.0.0.13"));
        mirrored.AssertMirror(4, Packets($"({OfSubscriber3}) || (ipv6 && frame[14:2] == 00:03)"));
    }

    [Fact]
    public void MxSeries_CopiesOfOnePacketFollowEachOther()
    {
        var mirrored = ConfiguredReplay.Run(_folder, $"{ConfiguredReplay.Analyzer}\n{Mirrors}", Capture);
        var subscriber3 = Packets("ip.addr == 10.0.0.13");
        var at = mirrored.Payloads.FindIndex(payload => payload.AsSpan().SequenceEqual(subscriber3[0]));
        Assert.Equal(4, mirrored.Payloads[at..(at + 5)].Count(p => p.AsSpan().SequenceEqual(subscriber3[0])));
    }

    [Fact]
    public void ESeries_TheHighestTriggerAloneMakesACopy()
    {
        var mirrored = ConfiguredReplay.Run(
            _folder,
            $$"""
            router: { series: e, source-address: 198.51.100.1 }
            analyzers:
              md1: { address: 198.51.100.9, port: 6502, via: { port: eth2, static-arp: "02:00:00:00:00:09" } }
            {{Mirrors}}
            """,
            Capture
        );
        Assert.Empty(mirrored.PayloadsOf(1));
        mirrored.AssertMirror(2, Packets("ip.addr == 10.0.0.12/30 && !(frame[14:2] == 00:03)"));
        Assert.Empty(mirrored.PayloadsOf(3));
        mirrored.AssertMirror(4, Packets($"({OfSubscriber3}) || (ipv6 && frame[14:2] == 00:03)"));
    }

    [Fact]
    public void ESeries_OfTriggersOfOneRankTheFirstMakesACopy()
    {
        var mirrored = ConfiguredReplay.Run(
            _folder,
            """
            router: { series: e, source-address: 198.51.100.1 }
            analyzers:
              md1: { address: 198.51.100.9, port: 6502, via: { port: eth2, static-arp: "02:00:00:00:00:09" } }
            mirrors:
              - { trigger: { ipv4: 10.0.0.12/30 }, analyzer: md1, handle: 0x0000000100000001 }
              - { trigger: { ipv4: 10.0.0.13 }, analyzer: md1, handle: 0x0000000200000001 }
              - { trigger: { ipv4: 10.0.0.17 }, analyzer: md1, handle: 0x0000000300000001 }
            """,
            Capture
        );
        mirrored.AssertMirror(1, Packets("ip.addr == 10.0.0.12/30"));
        Assert.Empty(mirrored.PayloadsOf(2));
        mirrored.AssertMirror(3, Packets("ip.addr == 10.0.0.17"));
    }

    public void Dispose() => _folder.Dispose();

    private static List<byte[]> Packets(string filter) => Oracle.IpPackets(Capture, filter, IpOffset);
}
