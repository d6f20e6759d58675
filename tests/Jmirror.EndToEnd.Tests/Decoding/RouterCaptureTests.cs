using System.Globalization;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Decoding;

/// <summary>What real routers sent: <c>decode</c> prints what tshark shows.</summary>
public sealed class RouterCaptureTests
{
    private const int RouterPackets = 144;

    public static TheoryData<string, int> RouterCaptures =>
        new()
        {
            { "jmirror/jmirror_ip.pcap", 6502 },
            { "jmirror/jmirror_l2tp.pcap", 5000 },
            { "jmirror/jmirror_ipv6.pcap", 54301 },
        };

    [Theory]
    [MemberData(nameof(RouterCaptures))]
    public void Json_HasTheIdsAndInnerPacketsThatTsharkShows(string name, int port)
    {
        var capture = Captures.Shared(name);
        var rows = Tool.Run(
                "tshark",
                [
                    "-n",
                    "-r",
                    capture,
                    "-d",
                    $"udp.port=={port},jmirror",
                    "-T",
                    "fields",
                    .. (
                        (string[])
                            [
                                "frame.number",
                                "jmirror.mid",
                                "jmirror.sid",
                                "ip.src",
                                "ip.dst",
                                "ip.id",
                                "ip.ttl",
                                "ppp.protocol",
                                "ipv6.src",
                                "ipv6.dst",
                            ]
                    ).SelectMany(field => new[] { "-e", field }),
                ]
            )
            .Lines.Select(line => DescribeRow(line.Split('\t')));

        Assert.Equal(
            rows,
            JmirrorProgram.Decode(capture, "--port", $"{port}").Select(Describe),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(RouterCaptures))]
    public void Heuristic_FindsThemWithoutThePort(string name, int port)
    {
        var capture = Captures.Shared(name);
        Assert.Equal(
            JmirrorProgram.Run("decode", capture, "--port", $"{port}").Output,
            JmirrorProgram.Run("decode", capture).Output
        );
    }

    [Fact]
    public void Text_HasALineForEachPacketWithItsIds()
    {
        var result = JmirrorProgram.Run(
            "decode",
            Captures.Shared("jmirror/jmirror_ip.pcap"),
            Captures.Shared("jmirror/jmirror_l2tp.pcap"),
            Captures.Shared("jmirror/jmirror_ipv6.pcap")
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(RouterPackets, result.Lines.Length);
        Assert.Equal(
            38,
            result.Lines.Count(line =>
                line.Contains(" mirror 2 session 1111111: IPv4 ", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            6,
            result.Lines.Count(line =>
                line.Contains(" mirror 12345 session 123456: PPP LCP, 12 bytes", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            100,
            result.Lines.Count(line =>
                line.Contains(" mirror 32768 session 1: PPP ", StringComparison.Ordinal)
            )
        );
        Assert.Contains(
            $"{RouterPackets} frames: {RouterPackets} mirrored packets, 0 others",
            result.Error,
            StringComparison.Ordinal
        );
    }

    // Number, ids, outer source, destination, identification and TTL, PPP protocol, inner source and destination.
    private static string DescribeRow(string[] fields)
    {
        var (sources, destinations) = (fields[3].Split(','), fields[4].Split(','));
        var protocol = fields[7].Length > 0 ? $"{Hexadecimal(fields[7])}" : "";
        var inner =
            fields[8].Length > 0 ? $"{fields[8].Split(',')[0]} {fields[9].Split(',')[0]}"
            : sources.Length > 1 ? $"{sources[1]} {destinations[1]}"
            : " ";
        return $"{fields[0]} {Hexadecimal(fields[1])} {Hexadecimal(fields[2])} {sources[0]} {destinations[0]} "
            + $"{Hexadecimal(fields[5].Split(',')[0])} {fields[6].Split(',')[0]} {protocol} {inner}";
    }

    private static string Describe(JsonElement packet)
    {
        var (outer, payload) = (packet.GetProperty("outer"), packet.GetProperty("payload"));
        return $"{packet.GetProperty("number")} {packet.GetProperty("mirrorId")} {packet.GetProperty("sessionId")} "
            + $"{outer.GetProperty("source")} {outer.GetProperty("destination")} {outer.GetProperty("identification")} "
            + $"{outer.GetProperty("ttl")} {payload.GetProperty("pppProtocol")} {payload.GetProperty("source")} {payload.GetProperty("destination")}";
    }

    private static uint Hexadecimal(string text) =>
        uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
