using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary><c>jmirror generate</c> into files, and what tshark sees in them.</summary>
internal static class Generation
{
    /// <summary>Severity from which Wireshark's expert is heard here: warning (epan/expert.h, PI_WARN).</summary>
    private const string Warning = "0x600000";

    private static readonly string[] Strict =
    [
        "-n",
        "-o",
        "ip.check_checksum:TRUE",
        "-o",
        "tcp.check_checksum:TRUE",
        "-o",
        "udp.check_checksum:TRUE",
        "-o",
        "radius.shared_secret:testing123",
        "-o",
        "radius.validate_authenticator:TRUE",
        "-d",
        "udp.port==30030,jmirror",
    ];

    /// <summary>Every kind of access, behind two tags where there are tags, so that each VLAN pair has one subscriber.</summary>
    public static IReadOnlyList<string> AllAccess { get; } =
    ["--access", "ipoe,pppoe,l2tp", "--outer-vlans", "100-109", "--inner-vlans", "1-10"];

    /// <summary>Every kind of traffic that needs no capture, over both families.</summary>
    public static IReadOnlyList<string> AllTraffic { get; } =
    ["--mix", "http=5,voip=3,dns=2,icmp=2,ppp=2,tls=3,udp=3", "--size", "64-1400", "--ipv6", "30%"];

    /// <summary>Sessions that come and go all the time, ten of them at once or so; with RADIUS.</summary>
    public static IReadOnlyList<string> Churn { get; } =
    [
        "--logins-per-second",
        "50",
        "--online",
        "exponential:200ms",
        "--offline",
        "50ms",
        "--overheard-radius",
        "testing123",
    ];

    /// <summary>Writes a file; the summary, which adds up.</summary>
    public static JsonElement Write(string file, params IReadOnlyList<string> options)
    {
        var summary = JmirrorProgram.RunJson(0, ["generate", .. options, "--write", file]);
        Assert.Empty(summary.GetProperty("problems").EnumerateArray());
        Assert.Equal(summary.Packets("generated"), summary.Packets("sent"));
        return summary;
    }

    /// <summary>What tshark says of the packets that a display filter selects.</summary>
    public static string[] Tshark(string file, string filter, params IReadOnlyList<string> options) =>
        Tool.Run("tshark", [.. Strict, "-r", file, "-Y", filter, .. options]).Lines;

    /// <summary>Rows of fields of the packets that a display filter selects.</summary>
    public static List<string[]> Fields(string file, string filter, params string[] fields) =>
        [
            .. Tshark(file, filter, ["-T", "fields", .. fields.SelectMany(name => new[] { "-e", name })])
                .Select(line => line.Split('\t')),
        ];

    /// <summary>Asserts that tshark has nothing to say against any packet.</summary>
    public static void AssertFaultless(string file) =>
        Assert.Empty(
            Tshark(
                file,
                "_ws.malformed || tcp.analysis.flags || ip.checksum.status == 0 || tcp.checksum.status == 0"
                    + " || udp.checksum.status == 0 || icmp.checksum.status == 0 || icmpv6.checksum.status == 0"
                    + $" || radius.authenticator.invalid == 1 || _ws.expert.severity >= {Warning}"
            )
        );
}
