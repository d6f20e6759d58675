using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Mirror;

public sealed class MirrorDatagramTests
{
    [Theory]
    [MemberData(nameof(Vectors.All), MemberType = typeof(Vectors))]
    public void TryDecode_Vector_GivesAllItSays(Vector vector)
    {
        var bytes = vector.Bytes;

        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));

        Assert.Equal(vector.Outer, datagram.Outer);
        Assert.Equal(vector.Identification, datagram.Identification);
        Assert.Equal(vector.Header, datagram.Header);
        Assert.Equal(vector.Kind, datagram.Packet.Kind);
        Assert.Equal(vector.PppProtocol, datagram.Packet.PppProtocol);
        Assert.Equal(MirrorFaults.None, datagram.Faults);
        Hex.AssertEqual(vector.Payload, datagram.PayloadOf(bytes));
    }

    [Fact]
    public void TryDecode_AnyEncodedDatagram_GivesWhatWasEncoded() =>
        Gen.Select(AnyMirror.Outer, AnyMirror.Header, Gen.UShort, Gen.Byte.Array[0, 200])
            .Sample(
                (outer, header, identification, payload) =>
                {
                    var bytes = Encode(outer, header, identification, payload);
                    Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
                    Assert.Equal(outer, datagram.Outer);
                    Assert.Equal(header, datagram.Header);
                    Assert.Equal(identification, datagram.Identification);
                    Hex.AssertEqual(payload, datagram.PayloadOf(bytes));
                    var version = header.Version > 1 ? MirrorFaults.UndefinedVersion : MirrorFaults.None;
                    Assert.Equal(version | datagram.Packet.Faults, datagram.Faults);
                },
                iter: 50_000
            );

    [Fact]
    public void TryDecode_LargestPayload_GivesAllOfIt()
    {
        var payload = new byte[OuterTemplate.MaxPayloadLength];
        payload.AsSpan().Fill(0x5a);
        var bytes = Encode(Vectors.A.Outer, Vectors.A.Header, 9, payload);
        Assert.Equal(ushort.MaxValue, bytes.Length);
        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
        Hex.AssertEqual(payload, datagram.PayloadOf(bytes));
    }

    [Fact]
    public void TryDecode_OuterOptions_StepsOverThem()
    {
        // Vector A with a router alert option (RFC 2113).
        var bytes = Hex.Bytes(
            """
            46 00 00 4c 00 01 00 00 ff 11 a2 35 c0 00 02 01
            c0 00 02 64 94 04 00 00 75 4e 75 4e 00 34 00 00
            00 00 03 00 00 00 00 90 45 00 00 24 12 34 00 00
            40 01 d9 20 64 40 01 0a c6 33 64 07 08 00 86 87
            00 01 00 01 6a 6d 2d 74 65 73 74 21
            """
        );
        Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
        Assert.Equal(MirrorFaults.None, datagram.Faults);
        Assert.Equal(Vectors.A.Header, datagram.Header);
        Assert.Equal(40, datagram.PayloadOffset);
        Hex.AssertEqual(Vectors.Echo, datagram.PayloadOf(bytes));
    }

    [Fact]
    public void TryDecodeUdpPayload_VectorAsASocketHandsItOver_GivesTheSame()
    {
        var udpPayload = Vectors.C.Bytes[28..];
        Assert.True(MirrorDatagram.TryDecodeUdpPayload(Vectors.C.Outer, udpPayload, out var datagram));
        Assert.Equal(Vectors.C.Outer, datagram.Outer);
        Assert.Equal(Vectors.C.Header, datagram.Header);
        Assert.Equal(0x0021, datagram.Packet.PppProtocol);
        Assert.Equal(MirrorFaults.None, datagram.Faults);
        Hex.AssertEqual(Vectors.C.Payload, datagram.PayloadOf(udpPayload));
    }

    [Fact]
    public void TryDecodeUdpPayload_SevenBytes_NamesTheFault()
    {
        Assert.False(MirrorDatagram.TryDecodeUdpPayload(Vectors.A.Outer, new byte[7], out var datagram));
        Assert.Equal(MirrorFaults.ShortMirrorHeader, datagram.Faults);
    }

    [Fact]
    public void TryDecode_Repeatedly_AllocatesNothing()
    {
        var bytes = Vectors.C.Bytes;
        MirrorDatagram.TryDecode(bytes, out _);
        var before = Allocations.Now;
        for (var i = 0; i < 1000; i++)
            MirrorDatagram.TryDecode(bytes, out _);
        Allocations.AssertNonePerOperation(before, 1000);
    }

    internal static byte[] Encode(
        OuterHeader outer,
        MirrorHeader header,
        ushort identification,
        ReadOnlySpan<byte> payload
    )
    {
        var bytes = new byte[OuterTemplate.Length + payload.Length];
        bytes.AsSpan().Fill(0xa5);
        new OuterTemplate(outer, header).Write(bytes, payload.Length, identification);
        payload.CopyTo(bytes.AsSpan(OuterTemplate.Length));
        return bytes;
    }
}
