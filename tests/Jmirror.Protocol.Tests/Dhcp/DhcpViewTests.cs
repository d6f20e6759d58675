using Jmirror.Protocol.Dhcp;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dhcp;

/// <summary>Messages after RFC 2131, section 2, every unused byte dirty.</summary>
public sealed class DhcpViewTests
{
    private const int FileLength = 128;
    private const int ServerNameLength = 64;

    [Fact]
    public void TryRead_Acknowledgement_GivesItsFields()
    {
        Assert.True(DhcpView.TryRead(Message("350105 330400000e10 36040a0000fe ff"), out var view));
        Assert.False(view.IsFromClient);
        Assert.Equal(0xe503722bU, view.TransactionId);
        Assert.Equal(new Ipv4Address(0x0a000001), view.ClientAddress);
        Assert.Equal(new Ipv4Address(0x0a000002), view.YourAddress);
        Assert.Equal(new Ipv4Address(0x0a000004), view.RelayAddress);
        Assert.Equal(new MacAddress(0x020000000001), view.HardwareAddress);
        Assert.Equal(DhcpMessageType.Ack, view.MessageType);
        Assert.Equal(3600U, view.LeaseTime);
        Assert.Equal(new Ipv4Address(0x0a0000fe), view.FindAddress(DhcpOption.ServerIdentifier));
        Assert.Equal(default, view.FindAddress(DhcpOption.RequestedAddress));
    }

    [Theory]
    [InlineData("35020505 33020e10 ff")]
    [InlineData("ff 350105 330400000e10")]
    [InlineData("3501")]
    [InlineData("")]
    public void Options_OtherLengthBehindEndOrCutOff_AreMissing(string options)
    {
        Assert.True(DhcpView.TryRead(Message(options), out var view));
        Assert.Equal(DhcpMessageType.None, view.MessageType);
        Assert.Null(view.LeaseTime);
    }

    [Fact]
    public void Options_Padded_AreFound()
    {
        Assert.True(DhcpView.TryRead(Message("000000 350105 00"), out var view));
        Assert.Equal(DhcpMessageType.Ack, view.MessageType);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    public void Overload_SaysWhichFieldsHoldOptions(byte overload, bool usesFile, bool usesServerName)
    {
        var message = Message($"3401{overload:x2} ff", file: "350105 ff", serverName: "36040a0000fe ff");

        Assert.True(DhcpView.TryRead(message, out var view));
        Assert.Equal(usesFile, view.MessageType == DhcpMessageType.Ack);
        Assert.Equal(usesServerName, view.FindAddress(DhcpOption.ServerIdentifier) != default);
    }

    // RFC 3396, section 7: options field, file, server name.
    [Fact]
    public void Join_SplitOverAllFields_KeepsTheOrder()
    {
        var message = Message("340103 52024142 520143 ff", file: "52014 5 ff", serverName: "520146 ff");
        Span<byte> joined = stackalloc byte[8];
        joined.Fill(0xa5);

        Assert.True(DhcpView.TryRead(message, out var view));
        Assert.Equal(5, view.Join(DhcpOption.RelayAgentInformation, joined));
        Assert.Equal(Hex.Bytes("4142434546 a5a5a5"), joined);
    }

    [Fact]
    public void Join_DestinationTooSmall_CountsAndWritesNothingBehindIt()
    {
        Span<byte> joined = stackalloc byte[3];

        Assert.True(DhcpView.TryRead(Message("52024142 52024344 ff"), out var view));
        Assert.Equal(4, view.Join(DhcpOption.RelayAgentInformation, joined));
        Assert.Equal(Hex.Bytes("414200"), joined);
    }

    [Fact]
    public void HardwareAddress_NoEthernet_IsZero()
    {
        var message = Message("ff");
        message[1] = 32;

        Assert.True(DhcpView.TryRead(message, out var view));
        Assert.Equal(default, view.HardwareAddress);
    }

    [Fact]
    public void TryRead_WithoutMagicOrTooShortOrOtherOperation_IsRefused()
    {
        var message = Message("");
        Assert.True(DhcpView.TryRead(message, out _));
        Assert.False(DhcpView.TryRead(message.AsSpan(0, message.Length - 1), out _));
        message[^1]++;
        Assert.False(DhcpView.TryRead(message, out _));
        message[^1]--;
        message[0] = 3;
        Assert.False(DhcpView.TryRead(message, out _));
    }

    private static byte[] Message(string options, string file = "", string serverName = "") =>
        Hex.Bytes(
            "02010600 e503722b a5a5a5a5 0a000001 0a000002 0a000003 0a000004 020000000001 a5a5a5a5a5a5a5a5a5a5"
                + Padded(serverName, ServerNameLength)
                + Padded(file, FileLength)
                + "63825363"
                + options
        );

    private static string Padded(string hex, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xa5);
        Hex.Bytes(hex).CopyTo(bytes, 0);
        return Convert.ToHexString(bytes);
    }
}
