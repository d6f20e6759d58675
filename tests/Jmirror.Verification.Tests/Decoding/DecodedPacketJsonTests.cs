using System.Text;
using System.Text.Json;
using Jmirror.Testing;
using Jmirror.Verification.Decoding;

namespace Jmirror.Verification.Tests.Decoding;

public sealed class DecodedPacketJsonTests
{
    [Fact]
    public void WriteLine_MirroredUdp_WritesEveryField() =>
        Assert.Equal(
            """
            {"number":7,"timestamp":"2009-05-13T08:15:02.123456789Z","outer":{"source":"192.0.2.1","destination":"192.0.2.100","sourcePort":30030,"destinationPort":30030,"ttl":255,"identification":1},"mirrorId":768,"sessionId":144,"version":0,"payload":{"kind":"ipv4","pppProtocol":null,"source":"10.0.0.1","destination":"10.0.0.2","protocol":17,"sourcePort":5060,"destinationPort":53,"length":28},"faults":["bad-payload-checksum"]}

            """,
            Lines("4500001c 00000000 40110000 0a000001 0a000002 13c4 0035 0008 0000")
        );

    [Fact]
    public void WriteLine_MirroredLcp_WritesNullForWhatDoesNotApply() =>
        Assert.EndsWith(
            """
            "payload":{"kind":"ppp","pppProtocol":49185,"source":null,"destination":null,"protocol":null,"sourcePort":null,"destinationPort":null,"length":12},"faults":[]}

            """,
            Lines("ff03 c021 09200008b4c6c8ac"),
            StringComparison.Ordinal
        );

    [Fact]
    public void WriteLine_SeveralPackets_IsOneJsonDocumentPerLine()
    {
        var lines = Lines(
                MirrorDatagrams.Echo,
                "60000000 0000 3b 40 20010db8000000000000000000000001 20010db8000000000000000000000002",
                "",
                "02"
            )
            .Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Empty(lines[4]);
        var kinds = lines[..4]
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(packet => packet.GetProperty("payload").GetProperty("kind").GetString());
        Assert.Equal("ipv4 ipv6 unknown unknown", string.Join(' ', kinds));
    }

    private static string Lines(params string[] payloads)
    {
        using var output = new MemoryStream();
        using var json = new DecodedPacketJson(output);
        foreach (var payload in payloads)
        {
            var bytes = MirrorDatagrams.Encode(Hex.Bytes(payload));
            json.WriteLine(
                DecodedPacket.From(7, 1_242_202_502_123_456_789, MirrorDatagrams.Decode(bytes), bytes)
            );
        }
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
