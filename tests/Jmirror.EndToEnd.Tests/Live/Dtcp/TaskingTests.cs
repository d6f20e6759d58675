using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live.Dtcp;

/// <summary>ADD, LIST and DELETE of a mediation device: exactly what it asked for is mirrored, while it asks for it.</summary>
[Collection(WireCollection.Name)]
public sealed class TaskingTests
{
    // 5 and 6 select packets; 7, 8 and 9 subscribers that the configuration knows; the others log in.
    private static readonly (
        int Subscriber,
        string Frames,
        string Trigger,
        string Outer,
        string Handle,
        Header Header
    )[] Tasks =
    [
        (
            1,
            "frame",
            "X-UserName: user1@isp.example",
            "",
            "0x0000030000000090",
            new Header(0x300, 0x90, 255, 30030)
        ),
        (
            2,
            "frame",
            @"X-RM-Circuit-Id: 0.0.0.0/0.0.0.0\032eth\0320:2",
            "TTL: 5",
            "0x3000000112345678",
            new Header(0x30000001, 0x12345678, 5, 30030)
        ),
        (
            3,
            "frame",
            "X-RM-Agent-Id: DEU.RTBRICK.3",
            "Source-Port: 50000",
            "0000000300000003",
            new Header(3, 3, 255, 50000)
        ),
        (5, "ip", "X-IP-Addr: 10.0.0.15", "TTL: 64", "0x0000000500000005", new Header(5, 5, 64, 30030)),
        (
            6,
            "frame",
            "X-Interface-Id: tap.6",
            "Source-Port: 1",
            "0x0000000600000006",
            new Header(6, 6, 255, 1)
        ),
        (
            7,
            "frame",
            "X-Act-Sess-Id: 0010000a",
            "Source-Port: 65535",
            "0x40000007",
            new Header(7, 0x0010000a, 255, 65535)
        ),
        (
            8,
            "frame",
            "X-Call-Sta-Id: 02-00-00-00-00-08",
            "TTL: 1",
            "0x0000000800000008",
            new Header(8, 8, 1, 30030)
        ),
        (
            9,
            "frame",
            "X-NAS-Port-Id: ge-1/0/0.9:9-7",
            "TTL: 9",
            "0x0000000900000009",
            new Header(9, 9, 9, 30030)
        ),
    ];

    [Fact]
    public void Add_BeforeLogin_CopiesUnderTheHeaderAskedForUntilDelete()
    {
        using var bed = new DtcpBed(
            sections: """
            subscribers:
              - { acct-session-id: "0010000a", interface: tap, outer-vlan: 7, inner-vlan: 7, pppoe-session: 7 }
              - { calling-station-id: 02-00-00-00-00-08, mac: "02:00:00:00:00:08" }
              - { nas-port-id: "ge-1/0/0.9:9-7", outer-vlan: 9, inner-vlan: 7, pppoe-session: 9 }
            """
        );
        using var analyzer = AnalyzerCapture.Start(bed.Live, "udp");
        using var device = bed.OpenByPassword();

        for (var i = 0; i < Tasks.Length; i++)
        {
            var (_, _, trigger, outer, handle, _) = Tasks[i];
            string[] more = outer.Length > 0 ? [$"X-JTap-Cdest-{outer}"] : [];
            Assert.Equal(
                ["DTCP/0.7 200 OK", $"SEQ: {i + 1}", $"CRITERIA-ID: {i + 1}"],
                device.Ask("ADD", DtcpBed.Adding(trigger, handle, ["X-JTap-Cdest-Dest-Port: 30030", .. more]))
            );
        }
        bed.Play();
        var list = device.Ask("LIST", "Cdest-ID: md1", "Flags: BOTH");
        Assert.Equal(
            Tasks.Length,
            list.Count(line => line.StartsWith("CRITERIA-NUM", StringComparison.Ordinal))
        );
        Assert.All(
            Tasks,
            task => Assert.Contains(task.Trigger.ToUpperInvariant(), list, StringComparer.OrdinalIgnoreCase)
        );
        Assert.Equal(
            $"CRITERIA-COUNT: {Tasks.Length}",
            device.Ask("DELETE", "Criteria-ID: 1-*", "Flags: STATIC")[2]
        );
        bed.Play();
        var summary = bed.End();

        var datagrams = analyzer.Stop();
        foreach (var task in Tasks)
        {
            var own = datagrams.FindAll(datagram =>
                AnalyzerCapture.HeaderOf(datagram).MirrorId == task.Header.MirrorId
            );
            Assert.All(own, datagram => Assert.Equal(task.Header, Header.Of(datagram)));
            MirroredFile.AssertSame(
                DtcpBed.PacketsOf(task.Subscriber, task.Frames),
                [.. own.Select(datagram => datagram[Header.Length..])]
            );
        }
        Assert.Equal(datagrams.Count, summary.Packets("sent"));
        Assert.Equal(
            Tasks.Sum(task => DtcpBed.PacketsOf(task.Subscriber, task.Frames).Count),
            datagrams.Count
        );
    }

    [Fact]
    public void Jmirror_AfterLogin_CopiesFromThenOnUntilDelete()
    {
        using var bed = new DtcpBed();
        using var analyzer = AnalyzerCapture.Start(bed.Live);
        string[] target = ["--analyzer", LiveBed.Analyzer, "--source", LiveBed.Source];

        bed.Play(1, DtcpBed.LoginFrames);
        bed.Jmirror("add", [.. target, "--handle", "0x0000000300000001", "--username", "user3@isp.example"]);
        bed.Play(DtcpBed.LoginFrames + 1, 800);
        var list = bed.Jmirror("list");
        bed.Jmirror("delete", "--criteria", "1");
        bed.Play(801, 1700);
        var summary = bed.End();

        Assert.Contains("X-USERNAME: user3@isp.example", list, StringComparison.Ordinal);
        var expected = DtcpBed.PacketsOf(3, $"frame.number > {DtcpBed.LoginFrames} && frame.number <= 800");
        MirroredFile.AssertSame(expected, analyzer.StopAndReadPayloads());
        Assert.Equal(expected.Count, summary.Packets("sent"));
    }

    [Fact]
    public void Delete_AmidTraffic_EndsCopyingWithItsAnswer()
    {
        using var bed = new DtcpBed();
        using var analyzer = AnalyzerCapture.Start(bed.Live);
        using var device = bed.OpenByKey();
        using var traffic = bed.Live.PlayForEver(DtcpBed.Capture);

        device.Ask("ADD", DtcpBed.Adding("X-Interface-Id: tap", "0x0000000100000001"));
        analyzer.WaitForDatagrams();
        Assert.Equal("CRITERIA-COUNT: 1", device.Ask("DELETE", "Criteria-ID: 1", "Flags: STATIC")[2]);
        var answered = DateTimeOffset.UtcNow;
        bed.Play(1, 1000);

        // What a capture thread had in its hands at the answer may still be under way.
        var last = analyzer.StopAndReadTimes()[^1];
        Assert.True(last < answered.AddMilliseconds(50), $"{(last - answered).TotalMilliseconds} ms");
    }

    [Fact]
    public void DropPolicy_KeepsPacketsBackAndChangesForLaterLoginsOnly()
    {
        using var bed = new DtcpBed(
            sections: "policies: { no-data: { analyzer: md1, drop: [ { protocol: udp, destination-port: 65056 } ] } }"
        );
        using var analyzer = AnalyzerCapture.Start(bed.Live);
        using var device = bed.OpenByKey();
        device.Ask(
            "ADD",
            DtcpBed.Adding(
                "X-UserName: user1@isp.example",
                "0x0000000100000001",
                "X-JTap-Cdest-Dest-Port: 30030",
                "X-Drop-Policy: no-data"
            )
        );
        device.Ask("ADD", DtcpBed.Adding("X-UserName: user2@isp.example", "0x0000000200000002"));
        string[] change = ["Criteria-ID: 2", "X-Drop-Policy: no-data", "Flags: STATIC"];

        // The policy comes amid the first session, and goes amid the second.
        bed.Play(1, 900);
        Assert.Equal("CRITERIA-COUNT: 1", device.Ask("ENABLE", change)[2]);
        bed.Play(901, 1740);
        bed.Play(1, 900, login: 1);
        Assert.Equal("CRITERIA-COUNT: 1", device.Ask("DISABLE", change)[2]);
        bed.Play(901, 1740, login: 1);
        bed.Play(1, 1740, login: 2);
        bed.End();

        const string Kept = "!(udp.dstport == 65056)";
        var datagrams = analyzer.Stop();
        MirroredFile.AssertSame(
            [.. Enumerable.Repeat(DtcpBed.PacketsOf(1, Kept), 3).SelectMany(packets => packets)],
            PayloadsOf(1, datagrams)
        );
        MirroredFile.AssertSame(
            [.. DtcpBed.PacketsOf(2), .. DtcpBed.PacketsOf(2, Kept), .. DtcpBed.PacketsOf(2)],
            PayloadsOf(2, datagrams)
        );
    }

    private static List<byte[]> PayloadsOf(uint mirrorId, List<byte[]> datagrams) =>
        [
            .. datagrams
                .Where(datagram => AnalyzerCapture.HeaderOf(datagram).MirrorId == mirrorId)
                .Select(datagram => datagram[Header.Length..]),
        ];

    /// <summary>What a request can say of the header of a copy; the addresses and the other port are the bed's.</summary>
    private sealed record Header(uint MirrorId, uint SessionId, byte TimeToLive, int SourcePort)
    {
        public const int Length = 36;

        private const int TimeToLiveOffset = 8;
        private const int SourceOffset = 12;
        private const int DestinationOffset = 16;
        private const int SourcePortOffset = 20;
        private const int DestinationPortOffset = 22;

        public static Header Of(byte[] datagram)
        {
            Assert.Equal(LiveBed.Source, string.Join('.', datagram[SourceOffset..DestinationOffset]));
            Assert.Equal(LiveBed.Analyzer, string.Join('.', datagram[DestinationOffset..SourcePortOffset]));
            Assert.Equal(30030, datagram[DestinationPortOffset] << 8 | datagram[DestinationPortOffset + 1]);
            var (mirrorId, sessionId) = AnalyzerCapture.HeaderOf(datagram);
            return new Header(
                mirrorId,
                sessionId,
                datagram[TimeToLiveOffset],
                datagram[SourcePortOffset] << 8 | datagram[SourcePortOffset + 1]
            );
        }
    }
}
