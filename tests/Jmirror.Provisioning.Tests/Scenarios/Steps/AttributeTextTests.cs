using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Provisioning.Tests.Scenarios.Steps;

public sealed class AttributeTextTests
{
    private const uint Juniper = 4874 << 8;

    [Theory]
    [InlineData("User-Name=alice=x@isp.example", 1u, "616c6963653d78406973702e6578616d706c65")]
    [InlineData("LI-Action=on", Juniper | 58, "00000001")]
    [InlineData("LI-Action=noop", Juniper | 58, "00000002")]
    [InlineData("LI-Action=7", Juniper | 58, "00000007")]
    [InlineData("Med-Dev-Handle=0x0102", Juniper | 59, "0102")]
    [InlineData("Med-Ip-Address=192.0.2.100", Juniper | 60, "c0000264")]
    [InlineData("Med-Port-Number=30030", Juniper | 61, "0000754e")]
    [InlineData("44=0x", 44u, "")]
    [InlineData("26.4874.58=0x00000001", Juniper | 58, "00000001")]
    public void Text_OfAnAttribute_IsItsTypeAndBytes(string text, uint type, string bytes)
    {
        Assert.Null(AttributeText.Parse(text, out var attribute));
        Assert.Equal((RadiusAttributeType)type, attribute.Type);
        Assert.Equal(bytes, Convert.ToHexStringLower([.. attribute.Value]));
        Assert.Equal(
            text.StartsWith("LI", StringComparison.Ordinal)
                || text.StartsWith("Med", StringComparison.Ordinal),
            attribute.IsSalted
        );
    }

    [Theory]
    [InlineData("User-Name", "is no attribute: write Name=value, for example User-Name=alice@isp.example")]
    [InlineData(
        "Med-Dev-Handel=0x01",
        "names no attribute that is known here: did you mean 'Med-Dev-Handle'?, or a number such as 26.4874.58"
    )]
    [InlineData(
        "300=0x01",
        "has no attribute's number in front of the '=': 1 to 255, or 26.4874.58 for a vendor's"
    )]
    [InlineData(
        "0=0x01",
        "has no attribute's number in front of the '=': 1 to 255, or 26.4874.58 for a vendor's"
    )]
    [InlineData(
        "27.4874.58=0x01",
        "has no attribute's number in front of the '=': 1 to 255, or 26.4874.58 for a vendor's"
    )]
    [InlineData(
        "26.16777216.58=0x01",
        "has no attribute's number in front of the '=': 1 to 255, or 26.4874.58 for a vendor's"
    )]
    [InlineData("LI-Action=start", "has no value behind the '=': give on, off, noop, or a number of 32 bits")]
    [InlineData(
        "Med-Dev-Handle=0x1",
        "has no value behind the '=': give bytes as 0x and pairs of hexadecimal digits"
    )]
    [InlineData("Med-Ip-Address=lab", "has no value behind the '=': give an IPv4 address")]
    [InlineData("Med-Port-Number=-1", "has no value behind the '=': give a number of 32 bits")]
    [InlineData("User-Name=", "has no value behind the '=': give a text")]
    public void Text_OfNoAttribute_IsRefused(string text, string fault) =>
        Assert.Equal(fault, AttributeText.Parse(text, out _));

    [Theory]
    [InlineData("44=0x", 253)]
    [InlineData("26.4874.59=0x", 247)]
    [InlineData("Med-Dev-Handle=0x", 239)]
    public void Value_LongerThanAnAttribute_IsRefused(string beginning, int longest)
    {
        Assert.Null(AttributeText.Parse(beginning + new string('0', 2 * longest), out _));
        Assert.Equal(
            $"is too long: {longest} bytes at most",
            AttributeText.Parse(beginning + new string('0', 2 * longest + 2), out _)
        );
    }

    [Theory]
    [InlineData("44=0x0102", 4)]
    [InlineData("26.4874.58=0x00000001", 12)]
    [InlineData("LI-Action=on", 26)]
    [InlineData("Med-Dev-Handle=0x000000000000000000000000000000", 26)]
    [InlineData("Med-Dev-Handle=0x00000000000000000000000000000000", 42)]
    public void WireLength_IsWhatTheWriterNeeds(string text, int length)
    {
        Assert.Null(AttributeText.Parse(text, out var attribute));
        Assert.Equal(length, attribute.WireLength);

        Span<byte> buffer = stackalloc byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 1);
        var secret = new RadiusSecret("testing123");
        byte[] value = [.. attribute.Value];
        if (attribute.IsSalted)
            writer.AddSalted(attribute.Type, value, 1, SaltCipher.NoAuthenticator, secret);
        else
            writer.Add(attribute.Type, value);
        Assert.Equal(RadiusPacketView.HeaderLength + length, writer.FinishRequest(secret));
    }
}
