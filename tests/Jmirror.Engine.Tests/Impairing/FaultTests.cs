using System.Buffers.Binary;
using System.Numerics;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Tests.Mirroring;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Impairing.ImpairedPacket;

namespace Jmirror.Engine.Tests.Impairing;

/// <summary>What each fault makes of a copy; the intact one is <see cref="Sample.MirroredPing"/>.</summary>
public sealed class FaultTests
{
    private const string Session = "00000090";
    private static readonly string Ping = Convert.ToHexStringLower(Sample.Ping);

    [Fact]
    public void Loss_EveryCopy_LeavesOnlyTheLedgersLine()
    {
        var (datagrams, lines) = Put(new Impairment(FaultKind.Loss, 1), Sample.Ping);
        Assert.Empty(datagrams);
        AssertIntact(FaultKind.Loss, Assert.Single(lines));
    }

    [Fact]
    public void Duplicate_EveryCopy_IsSentTwice()
    {
        var (datagrams, lines) = Put(new Impairment(FaultKind.Duplicate, 1), Sample.Ping);
        Assert.Equal(2, datagrams.Count);
        Assert.All(datagrams, datagram => Hex.AssertEqual(Sample.MirroredPing, datagram));
        AssertIntact(FaultKind.Duplicate, Assert.Single(lines));
    }

    [Fact]
    public void Truncate_ToFourBytes_OuterLengthsAreRight() =>
        AssertOne(
            new Impairment(FaultKind.Truncate, 1) { Keep = 4 },
            "4500002800010000ff11375ec0000201c0000264754e754e001400000000030000000090" + "45000024"
        );

    [Fact]
    public void Truncate_NothingToCutOff_CopyPasses() =>
        AssertPasses(new(FaultKind.Truncate, 1) { Keep = 36 });

    [Fact]
    public void Corrupt_ThreeBits_TurnsThreeOfTheMirroredPacket()
    {
        var (datagrams, _) = Put(new Impairment(FaultKind.Corrupt, 1) { Bits = 3 }, Sample.Ping);
        var copy = Assert.Single(datagrams);
        Hex.AssertEqual(Sample.MirroredPing.AsSpan(0, 36), copy.AsSpan(0, 36));
        Assert.Equal(
            3,
            copy.Zip(Sample.MirroredPing)
                .Sum(pair => BitOperations.PopCount((uint)(pair.First ^ pair.Second)))
        );
    }

    [Fact]
    public void ShortHeader_AnyCopy_EndsWithinTheMirrorHeader()
    {
        var lengths = new HashSet<int>();
        for (ulong seed = 0; seed < 60; seed++)
        {
            var copy = Assert.Single(
                Put(new Impairment(FaultKind.ShortHeader, 1), Sample.Ping, seed).Datagrams
            );
            lengths.Add(copy.Length - 28);
            AssertOuterIsRight(copy);
        }
        Assert.Equal(Enumerable.Range(0, 8), lengths.Order());
    }

    [Theory]
    [InlineData(FaultKind.Version2, "80000300")]
    [InlineData(FaultKind.Version3, "c0000300")]
    [InlineData(FaultKind.IdZero, "00000000")]
    public void HeaderFaults_AnyCopy_ChangeTheFirstWordAlone(FaultKind fault, string firstWord) =>
        AssertOne(
            new Impairment(fault, 1),
            "4500004800010000ff11373ec0000201c0000264754e754e00340000" + firstWord + Session + Ping
        );

    [Fact]
    public void IdZero_MirrorIdIsZero_CopyPasses()
    {
        using var way = new ImpairedWay([new(FaultKind.IdZero, 1)]);
        way.Send(Sample.Ping, ImpairedWay.Mirror(0));
        Assert.Equal(FaultKind.None, Assert.Single(way.Finish()).Fault);
    }

    [Fact]
    public void UdpLength_AnyCopy_IsTooShortOrTooLong()
    {
        var errors = new HashSet<int>();
        for (ulong seed = 0; seed < 500; seed++)
        {
            var copy = Assert.Single(
                Put(new Impairment(FaultKind.UdpLength, 1), Sample.Ping, seed).Datagrams
            );
            errors.Add(BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(24)) - 52);
            copy.AsSpan(24, 2).Clear();
            var intact = Sample.MirroredPing.ToArray();
            intact.AsSpan(24, 2).Clear();
            Hex.AssertEqual(intact, copy);
        }
        Assert.Equal([.. Enumerable.Range(-16, 16), .. Enumerable.Range(1, 16)], errors.Order());
    }

    [Fact]
    public void IpChecksum_AnyCopy_IsWrongAndNothingElse()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var copy = Assert.Single(
                Put(new Impairment(FaultKind.IpChecksum, 1), Sample.Ping, seed).Datagrams
            );
            Assert.NotEqual(0, InternetChecksum.Compute(copy.AsSpan(0, 20)));
            Hex.AssertEqual(Sample.MirroredPing.AsSpan(0, 10), copy.AsSpan(0, 10));
            Hex.AssertEqual(Sample.MirroredPing.AsSpan(12), copy.AsSpan(12));
        }
    }

    [Fact]
    public void UdpChecksum_AnyCopy_IsNeitherZeroNorRight()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var copy = Assert.Single(
                Put(new Impairment(FaultKind.UdpChecksum, 1), Sample.Ping, seed).Datagrams
            );
            AssertOuterIsRight(copy);
            Assert.NotEqual(0, BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(26)));
            // The sum over pseudo-header and datagram with the right checksum in it is 0.
            var sum = InternetChecksum.Sum(copy.AsSpan(12)) + 17 + 52;
            Assert.NotEqual(0, InternetChecksum.Fold(sum));
        }
    }

    [Fact]
    public void UnknownPayload_AnyCopy_BeginsWithNoKnownKind()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var copy = Assert.Single(
                Put(new Impairment(FaultKind.UnknownPayload, 1), Sample.Ping, seed).Datagrams
            );
            Assert.DoesNotContain(copy[36] >> 4, (int[])[4, 6, 15]);
            Assert.Equal(5, copy[36] & 0xf);
            Hex.AssertEqual(Sample.MirroredPing.AsSpan(0, 36), copy.AsSpan(0, 36));
            Hex.AssertEqual(Sample.MirroredPing.AsSpan(37), copy.AsSpan(37));
        }
    }

    [Fact]
    public void Oversize_AnyCopy_IsPaddedToTheLongestDatagramInFragments()
    {
        var (datagrams, lines) = Put(new Impairment(FaultKind.Oversize, 1), Sample.Ping);
        Assert.All(datagrams, piece => Assert.InRange(piece.Length, 21, 1500));
        var whole = OuterPieces.Assemble(datagrams);
        Assert.Equal(65535, whole.Length);
        Assert.Equal(65515, BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan(24)));
        Hex.AssertEqual(Sample.MirroredPing.AsSpan(28), whole.AsSpan(28, 44));
        Assert.DoesNotContain(whole[72..], b => b != 0);
        AssertIntact(FaultKind.Oversize, Assert.Single(lines));
    }

    private static void AssertOne(Impairment impairment, string expected)
    {
        var (datagrams, lines) = Put(impairment, Sample.Ping);
        Hex.AssertEqual(Hex.Bytes(expected), Assert.Single(datagrams));
        AssertIntact(impairment.Fault, Assert.Single(lines));
    }

    private static void AssertPasses(Impairment impairment)
    {
        var (datagrams, lines) = Put(impairment, Sample.Ping);
        Hex.AssertEqual(Sample.MirroredPing, Assert.Single(datagrams));
        AssertIntact(FaultKind.None, Assert.Single(lines));
    }
}
