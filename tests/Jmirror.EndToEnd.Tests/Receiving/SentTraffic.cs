using System.Text.Json;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>
/// What a replay sent, as a capture and a ledger, and a path to the analyzer that does to the capture what a test
/// wants done.
/// </summary>
internal sealed class SentTraffic : IDisposable
{
    /// <summary>The mirror whose packets suffer.</summary>
    public const uint Victim = 2;

    private const uint LinkTypeRaw = 101;

    // Subscribers 1 and 2 in turn, IPv4 and IPv6.
    private const string TwoMirrors = """
        router: { series: mx, source-address: 192.0.2.1 }
        analyzers: { md1: { address: 192.0.2.100, port: 30030 } }
        mirrors:
          - { trigger: { ipv4: 10.0.0.1/32 }, analyzer: md1, mirror-id: 1, session-id: 7 }
          - { trigger: { ipv4: 10.0.0.2/32 }, analyzer: md1, mirror-id: 2, session-id: 7 }
        """;

    private readonly TemporaryFolder _folder = new();

    private SentTraffic() => Ledger = _folder.PathOf("sent.ledger");

    public string Ledger { get; }

    /// <summary>The datagrams as they were sent.</summary>
    public IReadOnlyList<PcapPacket> Datagrams { get; private set; } = [];

    /// <summary>
    /// Mirrors 1 and 2 with 2000 packets each, in turn.
    /// </summary>
    public static SentTraffic OfTwoMirrors()
    {
        var traffic = new SentTraffic();
        // Of three packets one is IPv6 and selected by no trigger.
        var capture = SubscriberTraffic.Ip(traffic.PathOf("ip.pcap"), 6000, subscribers: 2, length: 100);
        traffic.Send(capture, "--config", traffic._folder.Write("two.yaml", TwoMirrors));
        Assert.Equal(4000, traffic.Datagrams.Count);
        return traffic;
    }

    /// <summary>Packets of all lengths in one mirror, sent with more options.</summary>
    public static SentTraffic OfOneMirror(int packets, params string[] options)
    {
        var traffic = new SentTraffic();
        traffic.Send(SubscriberTraffic.Ip(traffic.PathOf("ip.pcap"), packets), options);
        return traffic;
    }

    /// <summary>PPP frames in one mirror.</summary>
    public static SentTraffic OfPpp(int frames)
    {
        var traffic = new SentTraffic();
        traffic.Send(SubscriberTraffic.Ppp(traffic.PathOf("ppp.pcap"), frames));
        return traffic;
    }

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>A capture of what arrives when <paramref name="path"/> has had the datagrams in its hands.</summary>
    public string Arrived(Func<IReadOnlyList<byte[]>, IEnumerable<byte[]>> path)
    {
        var file = PathOf("arrived.pcap");
        var arrived = path([.. Datagrams.Select(datagram => (byte[])datagram.Bytes.Clone())]);
        PcapFile.Write(
            file,
            LinkTypeRaw,
            arrived.Select((bytes, number) => (1_000_000_000L + number * 1000L, bytes))
        );
        return file;
    }

    /// <summary>Runs <c>compare</c>; it must end with <paramref name="exitCode"/>.</summary>
    public JsonElement Compare(int exitCode, string capture, params string[] options) =>
        JmirrorProgram.RunJson(exitCode, ["compare", Ledger, capture, .. options]);

    public void Dispose() => _folder.Dispose();

    private void Send(string capture, params string[] options)
    {
        var written = PathOf("sent.pcap");
        var summary = JmirrorProgram.RunJson(
            0,
            ["replay", capture, .. options, "--write", written, "--ledger", Ledger]
        );
        summary.AssertBalanced();
        Datagrams = PcapFile.Read(written);
    }
}
