using Jmirror.Engine.Impairing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Impairing.ImpairedPacket;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>What the faults that fragment make of a copy.</summary>
public sealed class FragmentFaultTests
{
    [Fact]
    public void OuterFragment_AnyCopy_IsSentInHalves()
    {
        // 52 bytes behind the IPv4 header: 32 and 20.
        var (datagrams, lines) = Put(new Impairment(FaultKind.OuterFragment, 1), Sample.Ping);
        Assert.Equal(2, datagrams.Count);
        Hex.AssertEqual(
            [.. Hex.Bytes("4500003400012000ff111752c0000201c0000264"), .. Sample.MirroredPing[20..52]],
            datagrams[0]
        );
        Hex.AssertEqual(
            [.. Hex.Bytes("4500002800010004ff11375ac0000201c0000264"), .. Sample.MirroredPing[52..]],
            datagrams[1]
        );
        AssertIntact(FaultKind.OuterFragment, Assert.Single(lines));
    }

    [Fact]
    public void OuterOverlap_SmallestFragments_EachRepeatsTheEndOfTheOneBefore()
    {
        var (datagrams, _) = Put(
            new Impairment(FaultKind.OuterOverlap, 1) { FragmentLength = 68 },
            Sample.Udp(300)
        );
        Assert.True(datagrams.Count > 4);
        for (var i = 1; i < datagrams.Count; i++)
        {
            Assert.Equal(OuterPieces.EndOf(datagrams[i - 1]) - 8, OuterPieces.StartOf(datagrams[i]));
            Hex.AssertEqual(datagrams[i - 1].AsSpan(datagrams[i - 1].Length - 8), datagrams[i].AsSpan(20, 8));
        }
        Hex.AssertEqual(Sample.Udp(300), OuterPieces.Assemble(datagrams).AsSpan(36));
    }

    [Fact]
    public void OuterMissing_AnyCopy_OneFragmentIsNotSent()
    {
        var starts = new HashSet<int>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            var (datagrams, lines) = Put(new Impairment(FaultKind.OuterMissing, 1), Sample.Ping, seed);
            starts.Add(OuterPieces.StartOf(Assert.Single(datagrams)));
            AssertIntact(FaultKind.OuterMissing, Assert.Single(lines));
        }
        Assert.Equal([0, 32], starts.Order());
    }

    [Fact]
    public void InnerFragment_AnyCopy_BecomesTwoCopiesWithTheirOwnLines()
    {
        var packet = Sample.Udp(120, flagsAndOffset: 0x4000);
        var (datagrams, lines) = Put(new Impairment(FaultKind.InnerFragment, 1), packet);
        Assert.Equal([36 + 20 + 56, 36 + 20 + 44], datagrams.Select(datagram => datagram.Length));
        Assert.All(datagrams, AssertOuterIsRight);
        AssertLinesAre(datagrams, lines);
        Assert.All(lines, line => Assert.Equal(FaultKind.InnerFragment, line.Fault));
        Hex.AssertEqual(
            packet.AsSpan(20),
            OuterPieces.Assemble([.. datagrams.Select(d => d[36..])]).AsSpan(20)
        );
        Assert.All(datagrams, d => Assert.Equal(0, InternetChecksum.Compute(d.AsSpan(36, 20))));
        // "Don't fragment" is cleared.
        Assert.Equal([0x20, 0], datagrams.Select(datagram => (int)datagram[42]));
    }

    [Fact]
    public void InnerOverlap_ThreeFragments_LaterOnesRepeat()
    {
        var (datagrams, lines) = Put(
            new Impairment(FaultKind.InnerOverlap, 1) { FragmentLength = 68 },
            Sample.Udp(120)
        );
        Assert.Equal(
            [FaultKind.InnerFragment, FaultKind.InnerOverlap, FaultKind.InnerOverlap],
            lines.Select(line => line.Fault)
        );
        AssertLinesAre(datagrams, lines);
        for (var i = 1; i < datagrams.Count; i++)
            Hex.AssertEqual(datagrams[i - 1].AsSpan(datagrams[i - 1].Length - 8), datagrams[i].AsSpan(56, 8));
    }

    [Fact]
    public void InnerMissing_AnyCopy_OneFragmentIsInTheLedgerOnly()
    {
        var (datagrams, lines) = Put(new Impairment(FaultKind.InnerMissing, 1), Sample.Udp(120));
        Assert.Equal(2, lines.Count);
        Assert.Single(lines, line => line.Fault == FaultKind.InnerMissing);
        AssertLinesAre(datagrams, [.. lines.Where(line => line.Fault == FaultKind.InnerFragment)]);
    }

    [Fact]
    public void InnerFragment_NotIpv4_CopyPasses()
    {
        var ipv6 = Hex.Bytes("60000000 0008 11 40") // IPv6, UDP
            .Concat(new byte[32])
            .Concat(Hex.Bytes("0035 0035 0008 0000"))
            .ToArray();
        var (datagrams, lines) = Put(new Impairment(FaultKind.InnerFragment, 1), ipv6);
        Hex.AssertEqual(ipv6, Assert.Single(datagrams).AsSpan(36));
        Assert.Equal(FaultKind.None, Assert.Single(lines).Fault);
    }
}
