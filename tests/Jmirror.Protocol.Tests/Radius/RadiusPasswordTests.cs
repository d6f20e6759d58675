using System.Text;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class RadiusPasswordTests
{
    private static readonly RadiusSecret Secret = new("xyzzy5461");

    [Fact]
    public void Hide_ExampleOfRfc2865Section71_GivesItsBytes()
    {
        var hidden = new byte[RadiusPassword.MaxLength];
        var length = RadiusPassword.Hide(
            "arctangent"u8,
            Hex.Bytes("0f403f9473978057bd83d5cb98f4227a"),
            Secret,
            hidden
        );
        Hex.AssertEqual(Hex.Bytes("0dbe708d93d413ce3196e43f782a0aee"), hidden.AsSpan(0, length));
    }

    [Fact]
    public void AccessRequest_ExampleOfRfc2865Section71_HasItsAnswer()
    {
        var request = Hex.Bytes(
            """
            01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb
            98 f4 22 7a 01 06 6e 65 6d 6f 02 12 0d be 70 8d
            93 d4 13 ce 31 96 e4 3f 78 2a 0a ee 04 06 c0 a8
            01 10 05 06 00 00 00 03
            """
        );
        var accept = Hex.Bytes(
            """
            02 00 00 26 86 fe 22 0e 76 24 ba 2a 10 05 f6 bf
            9b 55 e0 b2 06 06 00 00 00 01 0f 06 00 00 00 00
            0e 06 c0 a8 01 03
            """
        );
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(request, out var asked));
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(accept, out var answer));
        Assert.True(RadiusAuthenticator.IsRightAnswer(answer, asked.Authenticator, Secret));
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(128, 128)]
    public void Hide_Length_IsWholeBlocks(int password, int expected) =>
        Assert.Equal(
            expected,
            RadiusPassword.Hide(new byte[password], new byte[16], Secret, new byte[RadiusPassword.MaxLength])
        );

    [Fact]
    public void Hide_SecondBlock_IsChainedToTheFirst()
    {
        var password = Encoding.UTF8.GetBytes(new string('x', 32));
        var hidden = new byte[RadiusPassword.MaxLength];
        RadiusPassword.Hide(password, new byte[16], Secret, hidden);
        Assert.False(hidden.AsSpan(0, 16).SequenceEqual(hidden.AsSpan(16, 16)));
    }

    [Fact]
    public void WriteChap_ExampleOfRfc2865Section72_GivesItsBytes()
    {
        // The challenge is the Request Authenticator. openssl md5 gives the same for identifier, password, challenge.
        var response = new byte[RadiusPassword.ChapLength];
        RadiusPassword.WriteChap(
            0x16,
            "arctangent"u8,
            Hex.Bytes("2aee86f08d0d55969ca5978e0d3367a2"),
            response
        );
        Hex.AssertEqual(Hex.Bytes("16 e97557c316185895f293ff6344077275"), response);
    }
}
