using System.Buffers.Binary;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>Several mirrors, several analyzers, several threads.</summary>
[Collection(WireCollection.Name)]
public class SeveralAnalyzersTests
{
    private const int Packets = 2000;
    private const int Subscribers = 8;
    private const int MirrorIdOffset = 28;

    [Fact]
    public void Replay_OneAnalyzerDead_TheOtherGetsEverythingInItsTime()
    {
        using var bed = WireBed.Routed();
        using var far = FarCapture.OnTheCable(bed);
        // One is behind a live neighbour, one on a port where nobody answers ARP, to one there is no route.
        var config = Write(
            bed,
            """
            router: { series: e, source-address: 192.0.2.1 }
            analyzers:
              live: { address: 198.51.100.9, port: 6502, via: routed }
              silent: { address: 192.0.2.77, port: 6502, via: { port: near } }
              nowhere: { address: 203.0.113.1, port: 6502, via: routed }
            mirrors:
              - { trigger: { ipv4: 10.0.0.1 }, analyzer: live, mirror-id: 1, session-id: 1 }
              - { trigger: { ipv4: 10.0.0.2 }, analyzer: silent, mirror-id: 2, session-id: 1 }
              - { trigger: { ipv4: 10.0.0.3 }, analyzer: nowhere, mirror-id: 3, session-id: 1 }
            """
        );

        var summary = bed.Replay(
            1,
            SubscriberTraffic.Ip(bed, Packets, subscribers: 4, length: 100),
            "--config",
            config,
            "--pps",
            "2000"
        );

        var sent = MirrorPackets(summary, 1);
        Assert.Equal(sent, summary.Packets("sent"));
        Assert.Equal(MirrorPackets(summary, 2), summary.Dropped("unresolved"));
        Assert.Equal(MirrorPackets(summary, 3), summary.Dropped("no-route"));
        Assert.Equal(2, summary.GetProperty("dropped").EnumerateObject().Count());
        var arrived = far.Stop().Where(frame => frame.EtherType != FarFrame.Arp).ToList();
        Assert.Equal(sent, arrived.Count);
        Assert.All(arrived, frame => Assert.Equal(1u, MirrorIdOf(frame.Datagram)));
        // Waiting for a dead analyzer would show here: one look at it takes seconds, all its copies minutes.
        Assert.Equal(0, summary.GetProperty("rate").GetProperty("slips").GetInt64());
    }

    [Theory]
    [InlineData("packet")]
    [InlineData("raw")]
    [InlineData("xdp")]
    public void Replay_TwoThreads_EachMirrorsCopiesAreTheSameInTheSameOrder(string engine)
    {
        using var bed = WireBed.Routed();
        // AF_XDP sends from a queue for each thread.
        bed.Cable.RunNear($"ip link delete {VethPair.Near}");
        bed.PlugAgain(isRouted: true, queues: 2);
        var mirrors = Enumerable
            .Range(1, Subscribers)
            .Select(n =>
                $"  - {{ trigger: {{ ipv4: 10.0.0.{n} }}, analyzer: md, mirror-id: {n}, session-id: 7 }}\n"
            );
        var config = Write(
            bed,
            "router: { series: mx, source-address: 192.0.2.1 }\n"
                + "analyzers: { md: { address: 198.51.100.9, port: 6502, via: routed } }\n"
                + $"mirrors:\n{string.Concat(mirrors)}"
        );
        var capture = SubscriberTraffic.Ip(bed, Packets, Subscribers);

        var one = Run(bed, capture, config, engine, threads: 1);
        var two = Run(bed, capture, config, engine, threads: 2);

        Assert.Equal(one.Keys.Order(), two.Keys.Order());
        Assert.Equal(Subscribers, one.Count);
        foreach (var (mirrorId, expected) in one)
        {
            var copies = two[mirrorId];
            Assert.Equal(expected.Count, copies.Count);
            for (var i = 0; i < copies.Count; i++)
                Hex.AssertEqual(expected[i], copies[i]);
        }
    }

    // Payloads with mirror header by mirror id, in the order of arrival.
    private static Dictionary<uint, List<byte[]>> Run(
        WireBed bed,
        string capture,
        string config,
        string engine,
        int threads
    )
    {
        using var far = FarCapture.OnTheCable(bed);
        var summary = bed.Replay(
            0,
            capture,
            "--config",
            config,
            "--engine",
            engine,
            "--threads",
            $"{threads}",
            "--loop",
            "3",
            "--top-speed"
        );
        var arrived = far.Stop().Where(frame => frame.EtherType != FarFrame.Arp).ToList();
        Assert.Equal(summary.Packets("sent"), arrived.Count);
        Assert.Equal(summary.Packets("mirrored"), arrived.Count);
        Assert.Equal(3 * Packets, summary.Packets("read"));
        return arrived
            .Select(frame => frame.Datagram)
            .GroupBy(MirrorIdOf)
            .ToDictionary(copies => copies.Key, copies => copies.Select(copy => copy[20..]).ToList());
    }

    private static long MirrorPackets(System.Text.Json.JsonElement summary, uint mirrorId) =>
        summary
            .GetProperty("mirrors")
            .EnumerateArray()
            .Single(mirror => mirror.GetProperty("mirrorId").GetUInt32() == mirrorId)
            .GetProperty("packets")
            .GetInt64();

    private static uint MirrorIdOf(byte[] datagram) =>
        BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(MirrorIdOffset)) & MirrorHeader.MaxMirrorId;

    private static string Write(WireBed bed, string yaml)
    {
        var file = bed.PathOf("config.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }
}
