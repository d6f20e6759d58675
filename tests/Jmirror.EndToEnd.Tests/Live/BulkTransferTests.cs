using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// A TCP transfer between two hosts whose packets the kernel hands over in super-frames, checksums still to be made:
/// copies are the packets that a wire would have carried.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class BulkTransferTests
{
    private const string Client = "10.1.0.2";
    private const string Gateway = "10.1.0.1";
    private const int Port = 40001;
    private const int WireMtu = 1500;
    private const int Bytes = 8_000_000;
    private const int Chunk = 32_000;
    private const uint LinkTypeRaw = 101;

    [Fact]
    public void PacketEngine_OffloadsOn_CopiesAreWholePacketsAndTheStreamIsComplete()
    {
        using var bed = Routed();
        var (summary, payloads) = Mirror(bed, "packet");
        Assert.True(
            summary.Packets("read") < summary.Packets("mirrored") / 2,
            "there were super-frames to be cut"
        );
        AssertValid(bed, payloads);
        AssertComplete(payloads);
    }

    [Fact]
    public void PcapEngine_OffloadsOn_RefusesSuperFramesAndNamesTheCommand()
    {
        using var bed = Routed();
        var (summary, payloads) = Mirror(bed, "pcap");
        Assert.True(summary.Dropped("super-frame") > 0);
        Assert.Contains(
            summary.GetProperty("problems").EnumerateArray(),
            problem => problem.GetString()!.Contains("ethtool -K", StringComparison.Ordinal)
        );
        AssertValid(bed, payloads);
    }

    [Fact]
    public void PcapEngine_OffloadsOffAsTold_CopiesAreWholePacketsAndTheStreamIsComplete()
    {
        Assert.SkipUnless(Tool.Find("ethtool") is not null, "ethtool is not installed");
        using var bed = Routed();
        // A cable of the kernel's own has offloads at both ends.
        bed.InRouter($"ethtool -K {LiveBed.Tap} gro off tso off gso off");
        bed.InSubscribers($"ethtool -K {LiveBed.Wire} gro off tso off gso off");
        var (_, payloads) = Mirror(bed, "pcap");
        AssertValid(bed, payloads);
        AssertComplete(payloads);
    }

    // The analyzer's host is also the server: what it is sent passes the router.
    private static LiveBed Routed()
    {
        var bed = new LiveBed();
        bed.InSubscribers($"ip link set {LiveBed.Wire} mtu {WireMtu}");
        bed.InRouter($"ip link set {LiveBed.Tap} mtu {WireMtu}");
        bed.InSubscribers($"ip addr add {Client}/24 dev {LiveBed.Wire}");
        bed.InRouter($"ip addr add {Gateway}/24 dev {LiveBed.Tap}");
        bed.InRouter("sysctl -q -w net.ipv4.ip_forward=1");
        bed.InSubscribers($"ip route add {LiveBed.Analyzer}/32 via {Gateway}");
        bed.InAnalyzer($"ip route add {Client}/32 via {LiveBed.Source}");
        return bed;
    }

    private static (JsonElement Summary, List<byte[]> Payloads) Mirror(LiveBed bed, string capture)
    {
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture:
              engine: {{capture}}
              interfaces: [ { name: {{LiveBed.Tap}}, side: access, outgoing: include } ]
            {{bed.ApiSection}}
            analyzers: { md1: { address: {{LiveBed.Analyzer}}, mtu: {{LiveBed.Mtu}} } }
            mirrors: [ { trigger: { ipv4: {{Client}} }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
            """
        );
        Transfer(bed);
        var result = run.Terminate();
        var summary = JsonDocument.Parse(result.Output).RootElement;
        summary.AssertBalanced();
        return (summary, analyzer.StopAndReadPayloads());
    }

    // At a pace that tcpdump keeps up with.
    private static void Transfer(LiveBed bed)
    {
        using var listening = new ManualResetEventSlim();
        var received = 0;
        var server = new Thread(() =>
            NetworkThread.RunInside(
                bed.AnalyzerNamespace,
                () =>
                {
                    using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    listener.Bind(new IPEndPoint(IPAddress.Any, Port));
                    listener.Listen();
                    listening.Set();
                    using var connection = listener.Accept();
                    var buffer = new byte[1 << 16];
                    for (int count; (count = connection.Receive(buffer)) > 0; )
                        received += count;
                }
            )
        );
        server.Start();
        listening.Wait(TestContext.Current.CancellationToken);
        NetworkThread.RunInside(
            bed.SubscribersNamespace,
            () =>
            {
                using var connection = new Socket(SocketType.Stream, ProtocolType.Tcp);
                connection.Connect(IPAddress.Parse(LiveBed.Analyzer), Port);
                for (var at = 0; at < Bytes; at += Chunk)
                {
                    connection.Send(Enumerable.Range(at, Chunk).Select(ByteAt).ToArray());
                    Thread.Sleep(1);
                }
                connection.Shutdown(SocketShutdown.Send);
            }
        );
        server.Join();
        Assert.Equal(Bytes, received);
    }

    // A prime period: a segment at the wrong place shows.
    private static byte ByteAt(int position) => (byte)(position % 251);

    private static void AssertValid(LiveBed bed, List<byte[]> payloads)
    {
        Assert.NotEmpty(payloads);
        var file = bed.PathOf("mirrored.pcap");
        PcapFile.Write(file, LinkTypeRaw, payloads.Select((packet, n) => (n * 1000L, packet)));
        var bad = Tool.Run(
            "tshark",
            "-n",
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "tcp.check_checksum:TRUE",
            "-r",
            file,
            "-Y",
            $"!(tcp.checksum.status == 1) || !(ip.checksum.status == 1) || ip.len > {WireMtu} || _ws.malformed"
        );
        Assert.Empty(bad.Lines);
    }

    private static void AssertComplete(List<byte[]> payloads)
    {
        var stream = new byte[Bytes];
        var isThere = new bool[Bytes];
        uint? start = null;
        foreach (var packet in payloads)
        {
            var tcp = packet.AsSpan((packet[0] & 0x0f) * 4);
            if (BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]) != Port)
                continue;
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
            // SYN counts as one byte.
            start ??= sequence + 1;
            var data = tcp[((tcp[12] >> 4) * 4)..];
            if (data.IsEmpty)
                continue;
            var at = (int)(sequence - start.Value);
            data.CopyTo(stream.AsSpan(at));
            isThere.AsSpan(at, data.Length).Fill(true);
        }
        Assert.Equal(-1, Array.IndexOf(isThere, false));
        for (var i = 0; i < Bytes; i++)
        {
            if (stream[i] != ByteAt(i))
                Assert.Fail($"byte {i} of the mirrored stream is {stream[i]}, not {ByteAt(i)}");
        }
    }
}
