using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>RADIUS accounting that passes the tap binds an Acct-Session-Id to traffic.</summary>
[Collection(WireCollection.Name)]
public sealed class AccountingTests
{
    private const string Client = "10.77.0.2";
    private const string Server = "10.77.0.1";

    [Fact]
    public void AccountingStartOfRadclient_BindsTheAcctSessionIdToTheAddress()
    {
        var radclient = Tool.Find("radclient");
        Assert.SkipUnless(radclient is not null, "radclient (freeradius-utils) is not installed");
        var one = new TriggerCase(
            "dev-ipoe-dhcp82.pcap",
            "acct-session-id: '0010abcd'",
            "ip.addr == 10.0.0.13",
            CopiedLayer.TwoTags
        );
        var expected = one.Expected;
        using var bed = new LiveBed();
        bed.InSubscribers($"ip addr add {Client}/24 dev {LiveBed.Wire}");
        bed.InSubscribers($"ip neigh add {Server} lladdr 02:00:00:00:00:44 dev {LiveBed.Wire}");
        using var analyzer = AnalyzerCapture.Start(bed);
        // The address alone: what else this line's lease teaches is another test's.
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            analyzers: { md1: { address: {{LiveBed.Analyzer}} } }
            learning: { dhcp: false, dhcpv6: false, neighbour-discovery: false }
            {{bed.ApiSection}}
            mirrors: [ { trigger: { {{one.Trigger}} }, analyzer: md1, mirror-id: 1, session-id: from-accounting } ]
            """
        );
        var request = bed.Write(
            "accounting.txt",
            "Acct-Status-Type = Start, Acct-Session-Id = \"0010abcd\", User-Name = \"acct@isp.example\", "
                + "NAS-IP-Address = 192.0.2.7, Framed-IP-Address = 10.0.0.13\n"
        );
        // Nobody answers; the request on the wire is enough.
        bed.StartInSubscribers(
                radclient,
                "-r",
                "1",
                "-t",
                "0.2",
                "-f",
                request,
                $"{Server}:1813",
                "acct",
                "secret"
            )
            .WaitForEnd();
        bed.Play(one.Path);
        LiveBed.End(run);

        var datagrams = analyzer.Stop();
        MirroredFile.AssertSame(expected, [.. datagrams.Select(AnalyzerCapture.PayloadOf)]);
        Assert.All(
            datagrams,
            datagram => Assert.Equal((1u, 0x0010abcdu), AnalyzerCapture.HeaderOf(datagram))
        );
    }

    [Fact]
    public void AccountingOfARealNetwork_IsListedWithNameIdAndAddress()
    {
        var capture = Captures.Shared("subscriber/lan-mixed-radius-acct.pcap");
        using var bed = new LiveBed();
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            """
        );
        bed.Play(capture);
        var username = Oracle.Fields(capture, "radius.code == 4", "radius.User_Name")[0][0];
        var sessions = bed.Control("subscribers", "list", "--filter", "acct-session-id=EE103E26")
            .GetProperty("subscribers");
        LiveBed.End(run);

        Assert.Equal(1, sessions.GetArrayLength());
        var subscriber = sessions[0].GetProperty("subscriber");
        Assert.Equal(username, subscriber.GetProperty("username").GetString());
        Assert.Contains("10.9.98.155", subscriber.GetProperty("ipv4").ToString(), StringComparison.Ordinal);
    }
}
