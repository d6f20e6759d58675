using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class RadiusPacketWriterTests
{
    private static readonly Gen<RadiusAttributeType> AnyType = Gen.OneOf(
            Gen.UInt[1, 25],
            Gen.UInt[27, 79],
            Gen.UInt[81, 255],
            Gen.UInt[0, 255].Select(type => (RadiusVendor.Juniper << 8) | type),
            Gen.UInt[0, 255].Select(type => (RadiusVendor.DslForum << 8) | type)
        )
        .Select(type => (RadiusAttributeType)type);

    [Fact]
    public void Writer_CoaVector_GivesItsBytes()
    {
        var buffer = Dirty();
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 7);
        writer.AddText(RadiusAttributeType.AcctSessionId, "0010000a");
        AddSalted(ref writer, RadiusAttributeType.LiAction, "00000001", 0x8001);
        AddSalted(ref writer, RadiusAttributeType.MedDevHandle, "0000030000000090", 0x8002);
        AddSalted(ref writer, RadiusAttributeType.MedIpAddress, "c0000264", 0x8003);
        AddSalted(ref writer, RadiusAttributeType.MedPortNumber, "0000754e", 0x8004);
        var length = writer.FinishRequest(RadiusVectors.Secret);
        Hex.AssertEqual(RadiusVectors.CoaRequest, buffer.AsSpan(0, length));
        Assert.All(buffer[length..], rest => Assert.Equal(0xa5, rest));
    }

    [Fact]
    public void Writer_AnswerVectors_GiveTheirBytes()
    {
        var buffer = Dirty();
        var requestAuthenticator = RadiusVectors.CoaRequest.AsSpan(4, 16);
        var ack = new RadiusPacketWriter(buffer, RadiusCode.CoaAck, 7);
        var length = ack.FinishAnswer(requestAuthenticator, RadiusVectors.Secret);
        Hex.AssertEqual(RadiusVectors.CoaAck, buffer.AsSpan(0, length));

        var nak = new RadiusPacketWriter(buffer, RadiusCode.CoaNak, 7);
        nak.AddNumber(RadiusAttributeType.ErrorCause, (uint)RadiusErrorCause.SessionContextNotFound);
        length = nak.FinishAnswer(requestAuthenticator, RadiusVectors.Secret);
        Hex.AssertEqual(RadiusVectors.CoaNak, buffer.AsSpan(0, length));
    }

    // Clear values of the mirroring attributes, as Juniper's documents lay them out.
    [Theory]
    [InlineData(RadiusAttributeType.LiAction, "00000001", "1a0c0000130a3a0600000001")]
    [InlineData(RadiusAttributeType.MedDevHandle, "0000030000000090", "1a100000130a3b0a0000030000000090")]
    [InlineData(RadiusAttributeType.MedIpAddress, "c0000264", "1a0c0000130a3c06c0000264")]
    [InlineData(RadiusAttributeType.MedPortNumber, "0000754e", "1a0c0000130a3d060000754e")]
    [InlineData(RadiusAttributeType.AgentCircuitId, "6574683a37", "1a0d00000de901076574683a37")]
    public void Add_VendorAttribute_HasItsLayout(RadiusAttributeType type, string value, string expected)
    {
        var buffer = Dirty();
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 1);
        writer.Add(type, Hex.Bytes(value));
        var length = writer.FinishRequest(RadiusVectors.Secret);
        Hex.AssertEqual(Hex.Bytes(expected), buffer.AsSpan(20, length - 20));
    }

    [Fact]
    public void AnyAttributes_WrittenAndRead_AreTheSame() =>
        Gen.Select(Gen.Select(AnyType, Gen.Byte.Array[0, 120]).Array[0, 20], Gen.Bool, Gen.Byte.Array[16])
            .Sample(
                (attributes, isProtected, requestAuthenticator) =>
                {
                    var buffer = Dirty();
                    var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaAck, 9);
                    if (isProtected)
                        writer.AddMessageAuthenticator();
                    foreach (var (type, value) in attributes)
                        writer.Add(type, value);
                    var length = writer.FinishAnswer(requestAuthenticator, RadiusVectors.Secret);

                    Assert.Equal(
                        RadiusFault.None,
                        RadiusPacketView.TryRead(buffer.AsSpan(0, length), out var packet)
                    );
                    Assert.True(
                        RadiusAuthenticator.IsRightAnswer(packet, requestAuthenticator, RadiusVectors.Secret)
                    );
                    Assert.Equal(
                        isProtected ? MessageAuthenticity.Right : MessageAuthenticity.Absent,
                        RadiusAuthenticator.CheckMessage(packet, requestAuthenticator, RadiusVectors.Secret)
                    );
                    var at = 0;
                    foreach (var read in packet.Attributes)
                    {
                        if (read.Type == RadiusAttributeType.MessageAuthenticator)
                            continue;
                        Assert.Equal(attributes[at].Item1, read.Type);
                        Hex.AssertEqual(attributes[at].Item2, read.Value);
                        at++;
                    }
                    Assert.Equal(attributes.Length, at);
                },
                iter: 2000
            );

    [Fact]
    public void AddIpv6Prefix_WrittenAndRead_IsTheSame() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128])
            .Where((bytes, length) => !new IpPrefix(IpPrefix.ReadIpv6(bytes), length).IsIpv4)
            .Sample(
                (bytes, length) =>
                {
                    var prefix = new IpPrefix(default, length);
                    prefix = prefix with { Address = IpPrefix.ReadIpv6(bytes) & prefix.Mask };
                    var buffer = Dirty();
                    var writer = new RadiusPacketWriter(buffer, RadiusCode.AccountingRequest, 1);
                    writer.AddIpv6Prefix(RadiusAttributeType.DelegatedIpv6Prefix, prefix);
                    var end = writer.FinishRequest(RadiusVectors.Secret);
                    RadiusPacketView.TryRead(buffer.AsSpan(0, end), out var packet);
                    Assert.True(packet.TryFind(RadiusAttributeType.DelegatedIpv6Prefix, out var attribute));
                    Assert.True(RadiusValues.TryReadIpv6Prefix(attribute.Value, out var read));
                    Assert.Equal(prefix, read);
                },
                iter: 1000
            );

    [Fact]
    public void Add_TooLong_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(RadiusAttributeType.UserName, 254, times: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(RadiusAttributeType.LiAction, 248, times: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(RadiusAttributeType.UserName, 253, times: 16));
        Assert.Equal(20 + (15 * 255), Write(RadiusAttributeType.UserName, 253, times: 15));
        Assert.Equal(20 + 255, Write(RadiusAttributeType.LiAction, 247, times: 1));
    }

    private static int Write(RadiusAttributeType type, int valueLength, int times)
    {
        var writer = new RadiusPacketWriter(new byte[8192], RadiusCode.CoaRequest, 1);
        for (var i = 0; i < times; i++)
            writer.Add(type, new byte[valueLength]);
        return writer.FinishRequest(RadiusVectors.Secret);
    }

    private static void AddSalted(
        ref RadiusPacketWriter writer,
        RadiusAttributeType type,
        string clear,
        ushort salt
    ) => writer.AddSalted(type, Hex.Bytes(clear), salt, SaltCipher.NoAuthenticator, RadiusVectors.Secret);

    private static byte[] Dirty()
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        buffer.AsSpan().Fill(0xa5);
        return buffer;
    }
}
