using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>Each fault by the smallest change to a good datagram that brings it about, and brings about nothing else.</summary>
public sealed class MirrorFaultsTests
{
    private static readonly Case[] Cases =
    [
        new("19 bytes", MirrorFaults.ShortOuterHeader, A => A[..19]),
        new("no bytes", MirrorFaults.ShortOuterHeader, _ => []),
        new("header length beyond the bytes", MirrorFaults.ShortOuterHeader, A => Set(A, 0, 0x4f)[..59]),
        new("version 6", MirrorFaults.NotIpv4, A => Set(A, 0, 0x65)),
        new("header length 16", MirrorFaults.BadOuterHeaderLength, A => Set(A, 0, 0x44)),
        new("TCP", MirrorFaults.NotUdp, A => Sealed(Set(A, 9, 6))),
        new("more fragments", MirrorFaults.OuterFragment, A => Sealed(Set(A, 6, 0x20))),
        new("fragment offset 8", MirrorFaults.OuterFragment, A => Sealed(Set(A, 7, 1))),
        new("7 bytes of UDP", MirrorFaults.ShortUdpHeader, A => Sealed(Set(A[..27], 3, 27))),
        new("7 bytes of mirror header", MirrorFaults.ShortMirrorHeader, A => Shortened(A, 35)),
        new("TTL changed, checksum not", MirrorFaults.BadOuterChecksum, A => Set(A, 8, 254)),
        new("total length 0", MirrorFaults.BadTotalLength, A => Sealed(Set(A, 3, 0))),
        new("captured 60 of 72 bytes", MirrorFaults.CutShort, A => A[..60]),
        new("4 bytes of padding", MirrorFaults.TrailingBytes, A => [.. A, 0, 0, 0, 0]),
        new("UDP length 0", MirrorFaults.UdpLengthDisagrees, A => Set(A, 25, 0)),
        new("UDP length too large", MirrorFaults.UdpLengthDisagrees, A => Set(A, 25, 0x35)),
        new(
            "UDP length 1 less",
            MirrorFaults.UdpLengthDisagrees | MirrorFaults.PayloadShort,
            A => Set(A, 25, 0x33)
        ),
        new("right UDP checksum", MirrorFaults.UdpChecksumSet, A => Set(Set(A, 26, 0x8c), 27, 0xf3)),
        new("wrong UDP checksum", MirrorFaults.UdpChecksumWrong, A => Set(Set(A, 26, 0x8c), 27, 0xf2)),
        new("version bits 2", MirrorFaults.UndefinedVersion, A => Set(A, 28, 0x80)),
        new("version bits 3", MirrorFaults.UndefinedVersion, A => Set(A, 28, 0xc0)),
        new("header only", MirrorFaults.EmptyPayload, A => Shortened(A, 36)),
        new("Ethernet inside", MirrorFaults.UnknownPayload, A => Set(A, 36, 0x02)),
        new("IPv4 of 19 bytes inside", MirrorFaults.ShortPayloadHeader, A => Shortened(A, 55)),
        new("IPv4 with header length 16 inside", MirrorFaults.BadPayloadHeader, A => Set(A, 36, 0x44)),
        new("IPv4 that lost 1 byte inside", MirrorFaults.PayloadShort, A => Shortened(A, 71)),
        new("IPv4 with 4 bytes of padding inside", MirrorFaults.PayloadLong, A => Lengthened(A, 4)),
        new("TTL of the mirrored packet changed", MirrorFaults.BadPayloadChecksum, A => Set(A, 44, 1)),
    ];

    public static TheoryData<string> CaseNames => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void TryDecode_OneThingWrong_NamesJustThat(string name)
    {
        var (_, faults, change) = Cases.Single(c => c.Name.Equals(name, StringComparison.Ordinal));

        var isUsable = MirrorDatagram.TryDecode(change(Vectors.A.Bytes), out var datagram);

        Assert.Equal(faults, datagram.Faults);
        Assert.Equal((faults & MirrorFaults.Unusable) == MirrorFaults.None, isUsable);
        Assert.Equal(isUsable, datagram.IsUsable);
        if (isUsable && faults != MirrorFaults.UndefinedVersion)
            Assert.Equal(Vectors.A.Header, datagram.Header);
    }

    [Fact]
    public void Cases_Together_ShowEveryFault() =>
        Assert.Equal(
            MirrorFaultTexts.All.Aggregate((all, one) => all | one),
            Cases.Aggregate(MirrorFaults.None, (all, one) => all | one.Faults)
        );

    [Fact]
    public void TryDecode_FirstFragment_StillReadsPortsAndIds()
    {
        Assert.False(MirrorDatagram.TryDecode(Sealed(Set(Vectors.A.Bytes, 6, 0x20)), out var datagram));
        Assert.Equal(Vectors.A.Outer, datagram.Outer);
        Assert.Equal(Vectors.A.Header, datagram.Header);
    }

    [Fact]
    public void TryDecode_LaterFragment_DoesNotTakeItsBytesForHeaders()
    {
        Assert.False(MirrorDatagram.TryDecode(Sealed(Set(Vectors.A.Bytes, 7, 1)), out var datagram));
        Assert.Equal(Vectors.A.Outer with { SourcePort = 0, DestinationPort = 0 }, datagram.Outer);
        Assert.Equal(default, datagram.Header);
    }

    [Fact]
    public void TryDecode_CutCapture_GivesTheBytesThatAreThere()
    {
        var bytes = Vectors.A.Bytes[..60];
        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
        Hex.AssertEqual(Vectors.Echo.AsSpan(0, 24), datagram.PayloadOf(bytes));
    }

    [Fact]
    public void TryDecode_Padding_LeavesItOut()
    {
        byte[] bytes = [.. Vectors.A.Bytes, 0, 0, 0, 0];
        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
        Hex.AssertEqual(Vectors.Echo, datagram.PayloadOf(bytes));
    }

    [Fact]
    public void Texts_OfEveryFault_AreDistinctNamesAndWholeSentences()
    {
        var flags = Enum.GetValues<MirrorFaults>().Except([MirrorFaults.None, MirrorFaults.Unusable]);
        Assert.Equal(flags, MirrorFaultTexts.All);
        Assert.All(
            MirrorFaultTexts.All,
            fault =>
            {
                Assert.Equal(
                    $"{fault}",
                    MirrorFaultTexts.NameOf(fault).Replace("-", "", StringComparison.Ordinal),
                    true
                );
                Assert.EndsWith(".", MirrorFaultTexts.SentenceOf(fault), StringComparison.Ordinal);
            }
        );
    }

    private sealed record Case(string Name, MirrorFaults Faults, Func<byte[], byte[]> Change);

    private static byte[] Set(byte[] bytes, int offset, byte value)
    {
        bytes[offset] = value;
        return bytes;
    }

    /// <summary>Makes the outer header checksum right again.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        bytes.AsSpan(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes.AsSpan(10),
            InternetChecksum.Compute(bytes.AsSpan(0, 20))
        );
        return bytes;
    }

    /// <summary>Cuts the datagram to <paramref name="length"/> bytes as if it had been sent so.</summary>
    private static byte[] Shortened(byte[] bytes, byte length) =>
        Sealed(Set(Set(bytes[..length], 3, length), 25, (byte)(length - 20)));

    private static byte[] Lengthened(byte[] bytes, byte by)
    {
        byte[] longer = [.. bytes, .. new byte[by]];
        return Sealed(Set(Set(longer, 3, (byte)longer.Length), 25, (byte)(longer.Length - 20)));
    }
}
