using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>
/// Signalling frames as hexadecimal text, put together from the inside out after the RFCs; lengths are filled in.
/// All on outer VLAN 5 (802.1Q) unless told otherwise.
/// </summary>
internal static class Wire
{
    public const string Client = "020000000001";
    public const string OtherClient = "020000000002";
    public const string Router = "0200000000ff";
    public const string OtherRouter = "0200000000fe";
    public const string Broadcast = "ffffffffffff";
    public const string Nobody = "00000000";

    /// <summary>PPPoE discovery; code: PADI 09, PADO 07, PADR 19, PADS 65, PADT a7.</summary>
    public static string Discovery(string code, string from, string to, int session = 0, string tags = "") =>
        $"{to}{from} 8100 0005 8863 11{code} {session:x4} {Counted(tags)}";

    /// <summary>TR-101 tag with circuit id and remote id, given as hexadecimal.</summary>
    public static string LineTag(string circuitId, string remoteId) =>
        $"0105 {Counted($"00000de9 01{ShortCounted(circuitId)} 02{ShortCounted(remoteId)}")}";

    /// <summary>A PPP frame in PPPoE.</summary>
    public static string Ppp(string from, string to, string protocol, string packet, int session = 7) =>
        $"{to}{from} 8100 0005 8864 1100 {session:x4} {Counted($"{protocol}{packet}")}";

    /// <summary>LCP, PAP, CHAP, IPCP, IPV6CP packet.</summary>
    public static string Control(int code, int identifier, string data = "") =>
        $"{code:x2}{identifier:x2}{Bytes(data) + 4:x4}{data}";

    public static string Lcp(int code, int identifier = 1) => Control(code, identifier, "00000000");

    public static string PapRequest(int identifier, string name) =>
        Control(1, identifier, $"{ShortCounted(Text(name))}{ShortCounted(Text("secret"))}");

    public static string ChapResponse(int identifier, string name, int code = 2) =>
        Control(code, identifier, $"04 01020304 {Text(name)}");

    public static string Ipcp(int code, int identifier, string address) =>
        Control(code, identifier, $"0306{address}");

    /// <summary>An IPv4 UDP packet; addresses as eight digits.</summary>
    public static string Udp4(string source, string destination, int from, int to, string payload) =>
        $"4500 {Bytes(payload) + 28:x4} 0000 0000 40 11 0000 {source}{destination} {Datagram(from, to, payload)}";

    /// <summary>An IPv6 UDP packet; addresses as 32 digits.</summary>
    public static string Udp6(string source, string destination, int from, int to, string payload) =>
        $"60000000 {Bytes(payload) + 8:x4} 11 40 {source}{destination} {Datagram(from, to, payload)}";

    /// <summary>An ICMPv6 packet.</summary>
    public static string Icmp6(string source, string destination, string message) =>
        $"60000000 {Bytes(message):x4} 3a ff {source}{destination} {message}";

    /// <summary>A frame with an IPv4 packet.</summary>
    public static string Ipv4Frame(string from, string to, string packet) =>
        $"{to}{from} 8100 0005 0800 {packet}";

    /// <summary>A frame with an IPv6 packet.</summary>
    public static string Ipv6Frame(string from, string to, string packet) =>
        $"{to}{from} 8100 0005 86dd {packet}";

    /// <summary>An ARP request.</summary>
    public static string Arp(string from, string senderAddress) =>
        $"{Broadcast}{from} 8100 0005 0806 0001 0800 0604 0001 {from}{senderAddress} 000000000000 0a0000fe";

    /// <summary>A DHCPv4 message with transaction id 0x11223344 and the message type as its first option.</summary>
    public static string Dhcp(
        int type,
        string hardware = Client,
        string ciaddr = Nobody,
        string yiaddr = Nobody,
        string giaddr = Nobody,
        string options = "",
        string transaction = "11223344"
    )
    {
        var op = type is 2 or 5 or 6 ? "02" : "01";
        return $"{op}010600 {transaction} 00000000 {ciaddr}{yiaddr}{Nobody}{giaddr} {hardware}{Zeros(10 + 64 + 128)} "
            + $"63825363 3501{type:x2}{options}ff";
    }

    /// <summary>Option 82 with circuit id and remote id, given as hexadecimal.</summary>
    public static string Option82(string circuitId, string remoteId) =>
        $"52{ShortCounted($"01{ShortCounted(circuitId)}02{ShortCounted(remoteId)}")}";

    /// <summary>A DHCPv6 option.</summary>
    public static string Option6(int code, string value) => $"{code:x4}{Counted(value)}";

    /// <summary>IA_NA with one address.</summary>
    public static string AddressLease(string address, uint valid = 3600, uint identifier = 1) =>
        Option6(3, $"{identifier:x8}{Zeros(8)}{Option6(5, $"{address}{valid:x8}{valid:x8}")}");

    /// <summary>IA_PD with one prefix.</summary>
    public static string PrefixLease(string prefix, int length, uint valid = 7200, uint identifier = 1) =>
        Option6(25, $"{identifier:x8}{Zeros(8)}{Option6(26, $"{valid:x8}{valid:x8}{length:x2}{prefix}")}");

    /// <summary>An L2TP control message.</summary>
    public static string L2tpControl(int tunnel, int session, string pairs) =>
        $"c802 {Bytes(pairs) + 12:x4} {tunnel:x4}{session:x4} 00000000 {pairs}";

    /// <summary>An attribute value pair; flags: 8 mandatory, 4 hidden.</summary>
    public static string Pair(int type, string value, int flags = 8) =>
        $"{flags:x}{Bytes(value) + 6:x3} 0000 {type:x4} {value}";

    /// <summary>An L2TP data message.</summary>
    public static string L2tpData(int tunnel, int session, string protocol, string packet) =>
        $"0002 {tunnel:x4}{session:x4} ff03 {protocol}{packet}";

    public static string Text(string text) =>
        Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));

    public static string Zeros(int bytes) => new('0', 2 * bytes);

    private static string Datagram(int from, int to, string payload) =>
        $"{from:x4}{to:x4}{Bytes(payload) + 8:x4}0000{payload}";

    private static string Counted(string hex) => $"{Bytes(hex):x4}{hex}";

    private static string ShortCounted(string hex) => $"{Bytes(hex):x2}{hex}";

    private static int Bytes(string hex) => Hex.Bytes(hex).Length;
}
