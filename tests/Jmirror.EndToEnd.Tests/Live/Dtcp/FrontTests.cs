using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Live.Dtcp;

/// <summary>The SSH server of a run is a process of its own, and not of its privileges.</summary>
[Collection(WireCollection.Name)]
public sealed class FrontTests
{
    // CAP_NET_ADMIN and CAP_NET_RAW (linux/capability.h), all that a run keeps.
    private const string RunsCapabilities = "CapEff:\t0000000000003000";

    [Fact]
    public void Front_ThatDies_ComesBackAsNobodyWhileMirroringGoesOn()
    {
        using var bed = new DtcpBed();
        using var analyzer = AnalyzerCapture.Start(bed.Live);
        using (var device = bed.OpenByKey())
            device.Ask("ADD", DtcpBed.Adding("X-UserName: user4@isp.example", "0x0000000400000004"));
        Assert.Contains(
            RunsCapabilities,
            File.ReadAllLines($"/proc/{bed.Run.Id}/status"),
            StringComparer.Ordinal
        );
        var first = bed.Front;
        AssertIsNobody(first);

        bed.Play(1, 800);
        Tool.Run("kill", "-KILL", $"{first}");
        bed.Run.WaitUntilItSays("the DTCP front has ended (exit code 137)");
        bed.Play(801, 1700);
        bed.Run.WaitUntilItSays("the DTCP front is back");

        Assert.NotEqual(first, bed.Front);
        AssertIsNobody(bed.Front);
        // The channel died with the front, the trigger did not.
        using (var device = bed.OpenByKey())
            Assert.Contains("X-USERNAME: user4@isp.example", device.Ask("LIST"), StringComparer.Ordinal);
        bed.End();
        MirroredFile.AssertSame(DtcpBed.PacketsOf(4, "frame.number <= 1700"), analyzer.StopAndReadPayloads());
    }

    private static void AssertIsNobody(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        Assert.Contains("Uid:\t65534\t65534\t65534\t65534", status, StringComparer.Ordinal);
        Assert.Contains("Gid:\t65534\t65534\t65534\t65534", status, StringComparer.Ordinal);
        Assert.Contains("Groups:\t ", status, StringComparer.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparer.Ordinal);
        foreach (var set in (string[])["CapInh", "CapPrm", "CapEff", "CapAmb"])
            Assert.Contains($"{set}:\t0000000000000000", status, StringComparer.Ordinal);
    }
}
