using System.Text;

namespace Jmirror.Testing;

/// <summary>Whole DTCP messages in the form of Juniper's documents; the digests are recomputed with the key Juniper.</summary>
public static class DtcpDialogue
{
    public const string Add = """
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

    public const string Added = """
        DTCP/0.7 200 OK
        SEQ: 1
        CRITERIA-ID: 1
        TIMESTAMP: 2025-01-02 03:04:05.006
        AUTHENTICATION-INFO: 5844edde599c93488b3d917668c2ffcc43c60a90
        """;

    public const string List = """
        LIST DTCP/0.7
        Csource-ID: li-user
        Cdest-ID: md1
        Flags: BOTH
        Seq: 2
        Authentication-Info: ae284fcf256061b6026f86d7f3675aef31733180
        """;

    public const string Listed = """
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

    public const string Delete = """
        DELETE DTCP/0.7
        Csource-ID: li-user
        CRITERIA-ID: 1
        Flags: STATIC
        Seq: 3
        Authentication-Info: 3bea9dafb9c988712ba0913aff5f73466d2bcc20
        """;

    public const string Deleted = """
        DTCP/0.7 200 OK
        SEQ: 3
        CRITERIA-COUNT: 1
        TIMESTAMP: 2025-01-02 03:04:07.008
        AUTHENTICATION-INFO: 2e6c89d1ac78d7fe8f4f25e8b261fcd49cc573f4
        """;

    public const string Unknown = """
        DTCP/0.7 431 Unknown Criteria ID
        SEQ: 4
        CRITERIA-ID: 77
        TIMESTAMP: 2025-01-02 03:04:08.009
        AUTHENTICATION-INFO: aca4708c84af6cae5e6b418a2ca999184693002c
        """;

    public static IReadOnlyList<string> All { get; } = [Add, Added, List, Listed, Delete, Deleted, Unknown];

    /// <summary>As it stands on the wire: lines end with CR LF, and a blank line ends the message.</summary>
    public static byte[] Wire(string message) =>
        Encoding.UTF8.GetBytes(message.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n");
}
