using Jmirror.EndToEnd.Tests.Wire;

namespace Jmirror.EndToEnd.Tests.Live.Dtcp;

/// <summary>Clients that do not behave: a mediation device goes on being served, and its mirror loses nothing.</summary>
[Collection(WireCollection.Name)]
public sealed class MisuseTests
{
    private const int Megabyte = 1 << 20;
    private const int Connections = 240;

    [Fact]
    public void Clients_ThatMisbehaveTogether_DisturbNobody()
    {
        using var bed = new DtcpBed("connection-limit: 250\n  rate-limit: 250");
        using var analyzer = AnalyzerCapture.Start(bed.Live);
        using var device = bed.OpenByPassword();
        using var silent = bed.OpenByKey();
        using var talkative = bed.OpenByKey();
        using var deaf = bed.OpenByKey();
        device.Ask("ADD", DtcpBed.Adding("X-UserName: user4@isp.example", "0x0000000400000004"));
        foreach (var number in Enumerable.Range(0, 200))
            device.Ask("ADD", DtcpBed.Adding($"X-UserName: nobody{number}", "0x0000000500000005"));

        bed.Play(1, 500);
        silent.Send(silent.Request("LIST")[..40]);
        Assert.True(talkative.IsCutOffBy(new string('a', Megabyte)));
        // 300 lists of 100 KB each, of which nobody takes any.
        deaf.Send(string.Concat(Enumerable.Range(0, 300).Select(_ => deaf.Request("LIST"))));
        using var idle = bed.Live.StartInRouter(
            "/bin/bash",
            "-c",
            $"for i in $(seq {Connections}); do exec {{fd}}<>/dev/tcp/127.0.0.1/32001; done; echo open >&2; sleep 60"
        );
        bed.Play(501, 1000);
        idle.WaitUntilItSays("open");

        Assert.Equal(
            "DTCP/0.7 200 OK",
            device.Ask("ADD", DtcpBed.Adding("X-UserName: bob", "0x0000000600000006"))[0]
        );
        bed.Play(1001, 1700);
        Assert.Equal("CRITERIA-COUNT: 1", device.Ask("DELETE", "Criteria-ID: 202", "Flags: STATIC")[2]);
        bed.End();
        MirroredFile.AssertSame(DtcpBed.PacketsOf(4, "frame.number <= 1700"), analyzer.StopAndReadPayloads());
    }
}
