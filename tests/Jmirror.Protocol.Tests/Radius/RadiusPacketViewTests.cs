using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class RadiusPacketViewTests
{
    private const string Authenticator = "00000000000000000000000000000000";

    [Fact]
    public void TryRead_CoaVector_ShowsHeaderAndAttributes()
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(RadiusVectors.CoaRequest, out var packet));
        Assert.Equal(RadiusCode.CoaRequest, packet.Code);
        Assert.Equal(7, packet.Identifier);
        Assert.Equal("f24cd8a42f913218a5ac1da97f043062", Convert.ToHexStringLower(packet.Authenticator));
        Assert.Equal(
            [
                "AcctSessionId 3030313030303061",
                "LiAction 8001ca5079b063883d7c61a84bc83bf06042",
                "MedDevHandle 80022421e5ad88e3fa0e0bedd3a3f10a939b",
                "MedIpAddress 800345f41d1bf2d7002c36e4ec6621654348",
                "MedPortNumber 80042535dd5d05ca6846423db2d0465fc790",
            ],
            AttributesOf(RadiusVectors.CoaRequest)
        );
    }

    [Fact]
    public void TryRead_PaddingBehindTheLength_IsLeftOut()
    {
        Assert.Equal(
            RadiusFault.None,
            RadiusPacketView.TryRead([.. RadiusVectors.CoaAck, 1, 2, 3], out var packet)
        );
        Hex.AssertEqual(RadiusVectors.CoaAck, packet.Bytes);
    }

    [Theory]
    [InlineData("", RadiusFault.ShortHeader)]
    [InlineData("2b07001400000000000000000000000000000000", RadiusFault.None)]
    [InlineData("2b070014000000000000000000000000000000", RadiusFault.ShortHeader)] // 19 bytes
    [InlineData("2b07001300000000000000000000000000000000", RadiusFault.BadLength)]
    [InlineData("2b07100100000000000000000000000000000000", RadiusFault.BadLength)] // 4097
    [InlineData("2b07001500000000000000000000000000000000", RadiusFault.CutShort)]
    public void TryRead_Lengths_AreChecked(string hex, RadiusFault fault) =>
        Assert.Equal(fault, RadiusPacketView.TryRead(Hex.Bytes(hex), out _));

    [Theory]
    [InlineData("01", RadiusFault.BadAttribute)] // type without length
    [InlineData("0100", RadiusFault.BadAttribute)]
    [InlineData("0101", RadiusFault.BadAttribute)]
    [InlineData("010461", RadiusFault.BadAttribute)] // beyond the packet
    [InlineData("0102", RadiusFault.None)] // empty value
    [InlineData("01036101036201", RadiusFault.BadAttribute)] // third one broken
    public void TryRead_AttributeLengths_AreChecked(string attributes, RadiusFault fault) =>
        Assert.Equal(fault, RadiusPacketView.TryRead(PacketWith(attributes), out _));

    [Theory]
    // Several sub-attributes in one Vendor-Specific of 4874, then an ordinary attribute.
    [InlineData(
        "1a16 0000130a 3a0600000001 3b0a0000030000000090 010361",
        "LiAction 00000001|MedDevHandle 0000030000000090|UserName 61"
    )]
    [InlineData("1a0d 00000de9 0107 6574683a37", "AgentCircuitId 6574683a37")]
    [InlineData("1a08 0000130a 0102", "VirtualRouter ")] // empty sub-attribute
    // What does not have the known form stays one attribute.
    [InlineData("1a06 0000130a", "VendorSpecific 0000130a")] // no sub-attribute
    [InlineData("1a07 0000130a 3a", "VendorSpecific 0000130a3a")]
    [InlineData("1a0c 0000130a 3a0700000001", "VendorSpecific 0000130a3a0700000001")]
    [InlineData("1a0c 0000130a 3a0100000001", "VendorSpecific 0000130a3a0100000001")]
    [InlineData("1a0c 00000a4c 0a0600000001", "VendorSpecific 00000a4c0a0600000001")] // 2636, Juniper's other number
    [InlineData("1a04 0000", "VendorSpecific 0000")]
    [InlineData("1a02", "VendorSpecific ")]
    public void Attributes_VendorSpecific_IsTakenApart(string attributes, string expected) =>
        Assert.Equal(expected, string.Join('|', AttributesOf(PacketWith(attributes))));

    [Fact]
    public void Attributes_Offset_PointsAtTheValue()
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(RadiusVectors.CoaRequest, out var packet));
        foreach (var attribute in packet.Attributes)
            Hex.AssertEqual(
                attribute.Value,
                RadiusVectors.CoaRequest.AsSpan(attribute.Offset, attribute.Value.Length)
            );
    }

    [Fact]
    public void TryFind_FirstOfItsType_OrNothing()
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(PacketWith("010361 010362"), out var packet));
        Assert.True(packet.TryFind(RadiusAttributeType.UserName, out var found));
        Assert.Equal((byte)'a', found.Value[0]);
        Assert.False(packet.TryFind(RadiusAttributeType.AcctSessionId, out _));
    }

    private static byte[] PacketWith(string attributes)
    {
        var bytes = Hex.Bytes(attributes);
        return [0x2b, 0x07, 0, (byte)(20 + bytes.Length), .. Hex.Bytes(Authenticator), .. bytes];
    }

    private static List<string> AttributesOf(byte[] packet)
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(packet, out var view));
        var read = new List<string>();
        foreach (var attribute in view.Attributes)
            read.Add($"{attribute.Type} {Convert.ToHexStringLower(attribute.Value)}");
        return read;
    }
}
