using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary>Each kind of fault reaches the wire as it is described: tshark is the witness.</summary>
public class MalformedTests
{
    [Theory]
    [InlineData("short-header", "udp.length >= 8 && udp.length < 16 && !jmirror.mid")]
    [InlineData("version2", "udp.payload[0:4] == 80:00:00:01")]
    [InlineData("version3", "udp.payload[0:4] == c0:00:00:01")]
    [InlineData("id-zero", "jmirror.mid == 0 && jmirror.sid == 1")]
    [InlineData("udp-length", "udp.length#1 != ip.len#1 - 20")]
    [InlineData("ip-checksum", "ip.checksum.status#1 == 0 && jmirror.mid == 1")]
    [InlineData("udp-checksum", "udp.checksum.status#1 == 0 && udp.checksum#1 != 0")]
    [InlineData("unknown-payload", "data && !jmirror && udp.payload[0:8] == 00:00:00:01:00:00:00:01")]
    [InlineData("oversize", "ip.reassembled.length == 65515")]
    [InlineData("outer-fragment", "ip.reassembled.length && jmirror.mid == 1 && !(ip.fragment.overlap == 1)")]
    [InlineData(
        "outer-overlap",
        "ip.fragment.overlap == 1 && !(ip.fragment.overlap.conflict == 1) && jmirror.mid == 1"
    )]
    public void Replay_EveryCopy_IsMalformedAsDescribed(string fault, string filter)
    {
        using var run = new ImpairedReplay($"{fault}=100%");
        Assert.Equal(ImpairedReplay.Copies, run.Faults(fault));
        Assert.Equal(ImpairedReplay.Copies, run.Frames(filter));
    }

    [Fact]
    public void Replay_UdpLength_IsTooLongAndTooShort()
    {
        using var run = new ImpairedReplay("udp-length=100%");
        Assert.InRange(run.Frames("udp.length#1 + 20 > ip.len#1"), 20, 80);
    }

    [Fact]
    public void Replay_OuterMissing_NothingCanBeReassembled()
    {
        using var run = new ImpairedReplay("outer-missing=100%");
        Assert.Equal(ImpairedReplay.Copies, run.Frames("ip"));
        Assert.Equal(0, run.Frames("ip.reassembled.length"));
    }

    [Fact]
    public void Replay_InnerFragments_AreReassembledToThePacketsThatWereCut()
    {
        using var run = new ImpairedReplay("inner-fragment=100%");
        var cut = run.Faults("inner-fragment") / 2;
        Assert.InRange(cut, 20, ImpairedReplay.Copies);
        Assert.Equal(ImpairedReplay.Copies + cut, run.Frames("ip"));
        Assert.Equal(cut, run.Frames("jmirror.mid == 1 && ip.flags.mf#2 == 1"));
        Assert.Equal(cut, run.Frames("jmirror.mid == 1 && ip.frag_offset#2 > 0"));
        Assert.Equal(0, run.Frames("ip.checksum.status == 0"));
    }

    [Fact]
    public void Replay_SameSeed_SameBytes()
    {
        string[] some =
        [
            "loss=10%",
            "corrupt=10%",
            "reorder=10%",
            "duplicate=10%",
            "delay=10%:time=30ms:jitter=9ms",
        ];
        using var first = new ImpairedReplay(some);
        using var second = new ImpairedReplay(some);
        Hex.AssertEqual(File.ReadAllBytes(first.File), File.ReadAllBytes(second.File));
    }

    [Fact]
    public void Replay_DelayIntoAFile_ShowsInThePacketsTimes()
    {
        using var plain = new ImpairedReplay();
        using var delayed = new ImpairedReplay("delay=100%:time=20ms");
        Assert.Equal(
            PcapFile.Read(plain.File).Select(packet => packet.Timestamp + 20_000_000),
            PcapFile.Read(delayed.File).Select(packet => packet.Timestamp)
        );
    }

    [Fact]
    public void Replay_SomeDelayedIntoAFile_TimesDoNotStepBack()
    {
        using var run = new ImpairedReplay("delay=20%:time=20us:jitter=10us", "reorder=20%");
        var times = PcapFile.Read(run.File).Select(packet => packet.Timestamp).ToList();
        Assert.Equal(ImpairedReplay.Copies, times.Count);
        Assert.Equal(times.Order(), times);
    }
}
