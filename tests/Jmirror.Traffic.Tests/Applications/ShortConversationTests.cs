using Jmirror.Testing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications;

/// <summary>
/// Conversations of two packets, byte for byte: seed 1, worked out by a script from the RFCs and the documented draws.
/// </summary>
public sealed class ShortConversationTests
{
    [Fact]
    public void Dns_Conversation1_AsksForAnIpv4AddressAndGetsIt()
    {
        var packets = Talk.Listen(Talk.Of(ApplicationKind.Dns), 1);
        Assert.Equal(2, packets.Count);
        Hex.AssertEqual(
            Hex.Bytes(
                "4500003c 34f50000 4011f8f0 64400007 c6122272 dbeb0035 002877b1"
                    + "f1d0 0100 0001 0000 0000 0000 06 683138343264 07 6578616d706c65 00 0001 0001"
            ),
            packets[0].Bytes
        );
        Hex.AssertEqual(
            Hex.Bytes(
                "4500004c 34f60000 3a11fedf c6122272 64400007 0035dbeb 0038eb8f"
                    + "f1d0 8180 0001 0001 0000 0000 06 683138343264 07 6578616d706c65 00 0001 0001"
                    + "c00c 0001 0001 0000012c 0004 c613842d"
            ),
            packets[1].Bytes
        );
    }

    [Fact]
    public void Dns_Conversation5_AsksForAnIpv6AddressAndGetsIt() =>
        Hex.AssertEqual(
            Hex.Bytes(
                "45000058 8d670000 3411ff1b c612cfb8 64400007 0035d542 0044ca10"
                    + "426b 8180 0001 0001 0000 0000 06 683135343264 07 6578616d706c65 00 001c 0001"
                    + "c00c 001c 0001 0000012c 0010 2001000200000000000000000001542d"
            ),
            Talk.Listen(Talk.Of(ApplicationKind.Dns), 5)[1].Bytes
        );

    [Theory]
    [InlineData(1UL, false, "c021 09 f5 0008 b2093e81", "c021 0a f5 0008 f0233229")]
    [InlineData(5UL, true, "c021 09 66 0008 f0233229", "c021 0a 66 0008 b2093e81")]
    public void LcpEcho_FromEitherEnd_HasTheMagicNumberOfItsSender(
        ulong number,
        bool isFromRouter,
        string request,
        string reply
    )
    {
        var packets = Talk.Listen(Talk.Of(ApplicationKind.Ppp), number);
        Assert.Equal(2, packets.Count);
        Assert.All(packets, packet => Assert.True(packet.IsPpp));
        Assert.Equal([isFromRouter, !isFromRouter], packets.Select(packet => packet.IsDownstream));
        Hex.AssertEqual(Hex.Bytes(request), packets[0].Bytes);
        Hex.AssertEqual(Hex.Bytes(reply), packets[1].Bytes);
    }

    [Fact]
    public void Echo_EachRequest_IsAnsweredWithItsOwnData()
    {
        var packets = Talk.Listen(Talk.Of(ApplicationKind.Icmp), 5);
        Assert.InRange(packets.Count, 2, 16);
        foreach (var pair in packets.Chunk(2))
        {
            Assert.Equal([8, 0], pair.Select(packet => packet.Bytes[20]));
            Hex.AssertEqual(pair[0].Bytes.AsSpan(24), pair[1].Bytes.AsSpan(24));
        }
    }
}
