using System.Text;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Dtcp;

/// <summary>A whole dialogue, byte for byte, in the form of Juniper's documents.</summary>
public sealed class DialogueTests
{
    private const string Add = """
        ADD DTCP/0.7
        Csource-ID: li-user
        Cdest-ID: md1
        Priority: 2
        X-JTap-Cdest-Dest-Address: 192.0.2.100
        X-JTap-Cdest-Dest-Port: 30030
        X-JTap-Cdest-Source-Address: 192.0.2.1
        X-JTap-Cdest-Source-Port: 50000
        X-JTap-Cdest-TTL: 64
        X-MD-Intercept-Id: 0x0000030000000090
        X-UserName: alice@isp.example
        Flags: STATIC
        Seq: 1
        Authentication-Info: 122a4410ebe5b14cfa985015ff0fd97cd3c4a4dc
        """;

    private const string Added = """
        DTCP/0.7 200 OK
        SEQ: 1
        CRITERIA-ID: 1
        TIMESTAMP: 2025-01-02 03:04:05.006
        AUTHENTICATION-INFO: 5844edde599c93488b3d917668c2ffcc43c60a90
        """;

    private const string List = """
        LIST DTCP/0.7
        Csource-ID: li-user
        Cdest-ID: md1
        Flags: BOTH
        Seq: 2
        Authentication-Info: ae284fcf256061b6026f86d7f3675aef31733180
        """;

    private const string Listed = """
        DTCP/0.7 200 OK
        SEQ: 2
        TIMESTAMP: 2025-01-02 03:04:06.007
        CRITERIA-ID: 1
        CSOURCE-ID: li-user
        CDEST-ID: md1
        CSOURCE-ADDRESS: 198.51.100.5
        FLAGS: Static
        X-JTAP-CDEST-DEST-ADDRESS: 192.0.2.100
        X-JTAP-CDEST-DEST-PORT: 30030
        X-JTAP-CDEST-SOURCE-ADDRESS: 192.0.2.1
        X-JTAP-CDEST-SOURCE-PORT: 50000
        X-JTAP-CDEST-TTL: 64
        X-USERNAME: alice@isp.example
        X-MD-INTERCEPT-ID: 0x0000030000000090
        AVERAGE-BANDWIDTH: 0
        MATCHING-PACKETS: 0
        MATCHING-BYTES: 0
        NUM-REFRESH: 0
        LAST-REFRESH: 2025-01-02 03:04:05.006
        CRITERIA-NUM: 1
        CRITERIA-COUNT: 1
        AUTHENTICATION-INFO: 1d3ede32653f4d085bfe44cdf2e3d1d41b215487
        """;

    private const string Delete = """
        DELETE DTCP/0.7
        Csource-ID: li-user
        CRITERIA-ID: 1
        Flags: STATIC
        Seq: 3
        Authentication-Info: 3bea9dafb9c988712ba0913aff5f73466d2bcc20
        """;

    private const string Deleted = """
        DTCP/0.7 200 OK
        SEQ: 3
        CRITERIA-COUNT: 1
        TIMESTAMP: 2025-01-02 03:04:07.008
        AUTHENTICATION-INFO: 2e6c89d1ac78d7fe8f4f25e8b261fcd49cc573f4
        """;

    private const string DeletedUnknown = """
        DTCP/0.7 431 Unknown Criteria ID
        SEQ: 4
        CRITERIA-ID: 77
        TIMESTAMP: 2025-01-02 03:04:08.009
        AUTHENTICATION-INFO: aca4708c84af6cae5e6b418a2ca999184693002c
        """;

    [Fact]
    public void Dialogue_IsAnsweredByteForByte()
    {
        var bench = new Bench { Now = At(5, 6) };
        Hex.AssertEqual(Wire(Added), bench.Send(Wire(Add)));
        bench.Now = At(6, 7);
        Hex.AssertEqual(Wire(Listed), bench.Send(Wire(List)));
        bench.Now = At(7, 8);
        Hex.AssertEqual(Wire(Deleted), bench.Send(Wire(Delete)));
        bench.Now = At(8, 9);
        for (var skipped = 0; skipped < 3; skipped++)
            _ = bench.Request("NOOP", "");
        var unknown = bench.Request("DELETE", "Csource-ID: li-user\nCRITERIA-ID: 77\nFlags: STATIC");
        Hex.AssertEqual(Wire(DeletedUnknown), bench.Send(unknown));
        Assert.Empty(bench.Plane.Requests);
    }

    [Fact]
    public void Requests_SplitOrJoinedInAnyWay_AreAnsweredInOrder()
    {
        byte[] requests = [.. Wire(Add), .. Wire(List), .. Wire(Delete)];
        byte[] answers;
        for (var step = 1; step <= requests.Length; step++)
        {
            var bench = new Bench { Now = At(5, 6) };
            answers = [.. requests.Chunk(step).SelectMany(bench.Send)];
            var text = Encoding.UTF8.GetString(answers);
            Assert.StartsWith(Added.ReplaceLineEndings("\r\n"), text, StringComparison.Ordinal);
            Assert.Equal(
                "SEQ: 1 SEQ: 2 SEQ: 3",
                string.Join(
                    ' ',
                    text.Split("\r\n").Where(line => line.StartsWith("SEQ", StringComparison.Ordinal))
                )
            );
        }
    }

    private static DateTimeOffset At(int second, int millisecond) =>
        new(2025, 1, 2, 3, 4, second, millisecond, TimeSpan.Zero);

    private static byte[] Wire(string message) =>
        Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n") + "\r\n\r\n");
}
