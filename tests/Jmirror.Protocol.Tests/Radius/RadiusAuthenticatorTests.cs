using Jmirror.Protocol.Radius;

namespace Jmirror.Protocol.Tests.Radius;

public sealed class RadiusAuthenticatorTests
{
    private static readonly RadiusSecret Other = new("testing124");

    [Fact]
    public void IsRightRequest_CoaVector_IsRightWithItsSecretOnly()
    {
        var packet = View(RadiusVectors.CoaRequest);
        Assert.True(RadiusAuthenticator.IsRightRequest(packet, RadiusVectors.Secret));
        Assert.False(RadiusAuthenticator.IsRightRequest(packet, Other));
    }

    [Fact]
    public void IsRightAnswer_AckAndNakVectors_AreRightForTheirRequestOnly()
    {
        var request = View(RadiusVectors.CoaRequest);
        foreach (var answer in (byte[][])[RadiusVectors.CoaAck, RadiusVectors.CoaNak])
        {
            Assert.True(
                RadiusAuthenticator.IsRightAnswer(View(answer), request.Authenticator, RadiusVectors.Secret)
            );
            Assert.False(RadiusAuthenticator.IsRightAnswer(View(answer), request.Authenticator, Other));
            Assert.False(
                RadiusAuthenticator.IsRightAnswer(
                    View(answer),
                    RadiusVectors.Authenticator,
                    RadiusVectors.Secret
                )
            );
        }
    }

    [Fact]
    public void IsRightRequest_AnyBitChanged_IsWrong()
    {
        for (var bit = 0; bit < RadiusVectors.CoaRequest.Length * 8; bit++)
        {
            byte[] changed = [.. RadiusVectors.CoaRequest];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (RadiusPacketView.TryRead(changed, out var packet) == RadiusFault.None)
                Assert.False(RadiusAuthenticator.IsRightRequest(packet, RadiusVectors.Secret));
        }
    }

    [Fact]
    public void CheckMessage_Absent_SaysSo() =>
        Assert.Equal(
            MessageAuthenticity.Absent,
            RadiusAuthenticator.CheckMessage(
                View(RadiusVectors.CoaRequest),
                SaltCipher.NoAuthenticator,
                RadiusVectors.Secret
            )
        );

    [Fact]
    public void CheckMessage_Written_IsRightUntilAnAttributeChanges()
    {
        var packet = CoaWithMessageAuthenticator();
        Assert.Equal(MessageAuthenticity.Right, Check(packet, RadiusVectors.Secret));
        Assert.Equal(MessageAuthenticity.Wrong, Check(packet, Other));
        packet[^1] ^= 1;
        Assert.Equal(MessageAuthenticity.Wrong, Check(packet, RadiusVectors.Secret));
    }

    [Fact]
    public void CheckMessage_Twice_IsWrong()
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 1);
        writer.AddMessageAuthenticator();
        writer.AddMessageAuthenticator();
        var packet = buffer[..writer.FinishRequest(RadiusVectors.Secret)];
        Assert.Equal(MessageAuthenticity.Wrong, Check(packet, RadiusVectors.Secret));
    }

    [Fact]
    public void CheckMessage_WrongLength_IsWrong()
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 1);
        writer.Add(RadiusAttributeType.MessageAuthenticator, new byte[15]);
        var packet = buffer[..writer.FinishRequest(RadiusVectors.Secret)];
        Assert.Equal(MessageAuthenticity.Wrong, Check(packet, RadiusVectors.Secret));
    }

    private static MessageAuthenticity Check(byte[] packet, RadiusSecret secret) =>
        RadiusAuthenticator.CheckMessage(View(packet), SaltCipher.NoAuthenticator, secret);

    private static byte[] CoaWithMessageAuthenticator()
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        buffer.AsSpan().Fill(0xa5);
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, 1);
        writer.AddMessageAuthenticator();
        writer.AddText(RadiusAttributeType.UserName, "alice@isp.example");
        return buffer[..writer.FinishRequest(RadiusVectors.Secret)];
    }

    private static RadiusPacketView View(byte[] bytes)
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(bytes, out var view));
        return view;
    }
}
