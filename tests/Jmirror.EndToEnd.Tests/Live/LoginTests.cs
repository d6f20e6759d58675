using System.Buffers.Binary;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>A mirror that is asked for before its subscriber logs in, and stays when the subscriber comes back.</summary>
[Collection(WireCollection.Name)]
public sealed class LoginTests
{
    private const string Username = "user3@isp.example";

    private const uint LinkTypeEthernet = 1;

    private static readonly TriggerCase Logins = new(
        "dev-pppoe-qinq-pap.pcap",
        $"username: {Username}",
        "pppoe.session_id == 3 && (ppp.protocol == 0x0021 || ppp.protocol == 0x0057)",
        CopiedLayer.TwoTagsPppoe
    );

    [Fact]
    public void TriggerAddedByCommand_TwoLogins_KeepsTheMirrorIdAndChangesTheSessionId()
    {
        using var bed = new LiveBed();
        var again = bed.PathOf("again.pcap");
        PcapFile.Write(
            again,
            LinkTypeEthernet,
            PcapFile.Read(Logins.Path).Select(packet => (packet.Timestamp, WithNextSession(packet.Bytes)))
        );
        using var analyzer = AnalyzerCapture.Start(bed);
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            {{bed.ApiSection}}
            """
        );
        var number = bed.Control(
                "mirrors",
                "add",
                "--trigger",
                $"username={Username}",
                "--analyzer",
                "md1",
                "--mirror-id",
                "768",
                "--session-id",
                "from-accounting"
            )
            .GetProperty("number")
            .GetInt64();
        Assert.Equal(0, LiveMirrors(bed, number));
        Assert.Equal(0, Sessions(bed));

        foreach (var capture in (string[])[Logins.Path, again])
        {
            bed.Play(capture);
            Waiting.Until(() => Sessions(bed) == 0, "the subscriber has logged out");
            Assert.Equal(0, LiveMirrors(bed, number));
        }
        LiveBed.End(run);

        var datagrams = analyzer.Stop();
        MirroredFile.AssertSame(
            [.. Logins.Expected, .. Logins.Expected],
            [.. datagrams.Select(AnalyzerCapture.PayloadOf)]
        );
        var headers = datagrams.Select(AnalyzerCapture.HeaderOf).ToList();
        Assert.All(headers, header => Assert.Equal(768u, header.MirrorId));
        var (first, second) = (headers[0].SessionId, headers[^1].SessionId);
        Assert.NotEqual(first, second);
        Assert.Equal(
            [.. Enumerable.Repeat(first, headers.Count / 2), .. Enumerable.Repeat(second, headers.Count / 2)],
            headers.Select(header => header.SessionId)
        );
    }

    // An access router gives each login a PPPoE session id of its own.
    private static byte[] WithNextSession(byte[] frame)
    {
        const int TypeOffset = 14 + 4 + 2;
        const int SessionOffset = TypeOffset + 4;
        const ushort PppoeSession = 0x8864;
        const ushort PppoeDiscovery = 0x8863;
        byte[] copy = [.. frame];
        var type = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(TypeOffset));
        var session = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(SessionOffset));
        if (type is PppoeSession or PppoeDiscovery && session != 0)
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(SessionOffset), (ushort)(session + 100));
        return copy;
    }

    private static int LiveMirrors(LiveBed bed, long number) =>
        bed.Control("mirrors", "show", $"{number}").GetProperty("live").GetArrayLength();

    private static int Sessions(LiveBed bed) =>
        bed.Control("subscribers", "list", "--filter", $"username={Username}")
            .GetProperty("subscribers")
            .GetArrayLength();
}
