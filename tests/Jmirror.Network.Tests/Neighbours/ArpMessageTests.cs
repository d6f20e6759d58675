using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Neighbours;

public class ArpMessageTests
{
    private static readonly MacAddress Asker = new(0x020000000001);
    private static readonly ArpQuestion Question = new(
        new Ipv4Address(0xc0000201),
        new Ipv4Address(0xc0000264)
    );

    // Composed by hand from RFC 826: 192.0.2.100 answers 192.0.2.1.
    private const string Reply =
        "020000000001 020000000009 0806 0001 0800 06 04 0002 020000000009 c0000264 020000000001 c0000201";

    [Fact]
    public void WriteRequest_IntoDirtyBuffer_WritesEveryByte()
    {
        var frame = new byte[ArpMessage.Length];
        frame.AsSpan().Fill(0xa5);

        ArpMessage.WriteRequest(frame, Asker, Question);

        Hex.AssertEqual(
            Hex.Bytes(
                "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000264"
            ),
            frame
        );
    }

    [Fact]
    public void TryReadReply_AnswerToOurQuestion_GivesTheAddress()
    {
        Assert.True(ArpMessage.TryReadReply(Hex.Bytes(Reply), Asker, Question, out var answer));
        Assert.Equal(new MacAddress(0x020000000009), answer);
    }

    [Theory]
    [InlineData("0800", 12)] // not ARP
    [InlineData("0001", 20)] // a question
    [InlineData("0006", 14)] // not Ethernet
    [InlineData("c0000265", 28)] // about another address
    [InlineData("c0000202", 38)] // asked by another
    [InlineData("020000000002", 32)] // to another station
    [InlineData("ffffffffffff", 22)] // a group answers
    [InlineData("000000000000", 22)] // nobody answers
    public void TryReadReply_AnythingElse_IsRefused(string changed, int offset)
    {
        var frame = Hex.Bytes(Reply);
        Hex.Bytes(changed).CopyTo(frame, offset);

        Assert.False(ArpMessage.TryReadReply(frame, Asker, Question, out _));
    }

    [Fact]
    public void TryReadReply_CutShort_IsRefused()
    {
        var frame = Hex.Bytes(Reply);
        for (var length = 0; length < frame.Length; length++)
            Assert.False(ArpMessage.TryReadReply(frame.AsSpan(0, length), Asker, Question, out _));
    }
}
