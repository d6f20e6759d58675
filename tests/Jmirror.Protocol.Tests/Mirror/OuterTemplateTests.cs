using System.Buffers.Binary;
using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class OuterTemplateTests
{
    private static readonly Gen<(OuterHeader, MirrorHeader, int, ushort)> AnyWrite = Gen.Select(
        AnyMirror.Outer,
        AnyMirror.Header,
        Gen.Int[0, OuterTemplate.MaxPayloadLength],
        Gen.UShort
    );

    [Fact]
    public void Length_IsTheDocumentedOverheadOf36Bytes()
    {
        Assert.Equal(36, OuterTemplate.Length);
        Assert.Equal(65499, OuterTemplate.MaxPayloadLength);
    }

    [Theory]
    [MemberData(nameof(Vectors.All), MemberType = typeof(Vectors))]
    public void Write_VectorsIntoDirtyBuffer_GivesTheirBytes(Vector vector)
    {
        var template = new OuterTemplate(vector.Outer, vector.Header);
        var datagram = new byte[vector.Bytes.Length];
        datagram.AsSpan().Fill(0xa5);

        template.Write(datagram, vector.Payload.Length, vector.Identification);
        vector.Payload.CopyTo(datagram, OuterTemplate.Length);

        Hex.AssertEqual(vector.Bytes, datagram);
    }

    [Fact]
    public void Write_LargerRoom_TouchesOnlyThe36Bytes()
    {
        var datagram = new byte[64];
        datagram.AsSpan().Fill(0xa5);
        new OuterTemplate(Vectors.A.Outer, Vectors.A.Header).Write(datagram, 28, 1);
        Assert.All(datagram[OuterTemplate.Length..], rest => Assert.Equal(0xa5, rest));
    }

    [Fact]
    public void Write_AnyFields_ChecksumIsThatOfTheWholeHeader() =>
        AnyWrite.Sample(
            (outer, header, payloadLength, identification) =>
            {
                var bytes = new byte[OuterTemplate.Length];
                bytes.AsSpan().Fill(0xa5);
                new OuterTemplate(outer, header).Write(bytes, payloadLength, identification);

                var ip = bytes.AsSpan(0, 20);
                var written = BinaryPrimitives.ReadUInt16BigEndian(ip[10..]);
                ip[10..12].Clear();
                Assert.Equal(InternetChecksum.Compute(ip), written);
            },
            iter: 100_000
        );

    [Fact]
    public void Write_EveryIdentificationAndTheLengthExtremes_ChecksumHolds()
    {
        var template = new OuterTemplate(Vectors.A.Outer, Vectors.A.Header);
        var bytes = new byte[OuterTemplate.Length];
        int[] payloadLengths = [0, 1, 20, 1464, OuterTemplate.MaxPayloadLength];
        foreach (var payloadLength in payloadLengths)
        {
            for (var identification = 0; identification <= ushort.MaxValue; identification++)
            {
                template.Write(bytes, payloadLength, (ushort)identification);
                Assert.Equal(0, InternetChecksum.Compute(bytes.AsSpan(0, 20)));
            }
        }
    }

    [Fact]
    public void Write_AnyFields_LeavesTheTemplateAsItWas() =>
        AnyWrite.Sample(
            (outer, header, payloadLength, identification) =>
            {
                var template = new OuterTemplate(outer, header);
                var first = new byte[OuterTemplate.Length];
                var second = new byte[OuterTemplate.Length];
                template.Write(first, payloadLength, identification);
                template.Write(
                    second,
                    OuterTemplate.MaxPayloadLength - payloadLength,
                    (ushort)~identification
                );
                template.Write(second, payloadLength, identification);
                Hex.AssertEqual(first, second);
            }
        );

    [Fact]
    public void Template_MirrorIdOf31Bits_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new OuterTemplate(Vectors.A.Outer, new MirrorHeader(0, MirrorHeader.MaxMirrorId + 1, 0))
        );

    [Fact]
    public void Write_Repeatedly_AllocatesNothing()
    {
        var template = new OuterTemplate(Vectors.A.Outer, Vectors.A.Header);
        var bytes = new byte[OuterTemplate.Length];
        template.Write(bytes, 1, 1);
        var before = Allocations.Now;
        for (var i = 0; i < 1000; i++)
            template.Write(bytes, i, (ushort)i);
        Allocations.AssertNonePerOperation(before, 1000);
    }
}
