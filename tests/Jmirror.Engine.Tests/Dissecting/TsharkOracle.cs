using System.Diagnostics;
using System.Globalization;
using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>
/// What tshark says about the frames of a capture, in the words of <see cref="PacketKey"/>. It counts every layer
/// of a frame, so a field has as many values as there are headers of its kind, outermost first.
/// </summary>
internal static class TsharkOracle
{
    private static readonly string[] Fields =
    [
        "frame.protocols",
        "frame.len",
        "frame.cap_len",
        "vlan.id",
        "ieee8021ad.id",
        "pppoe.session_id",
        "ppp.protocol",
        "l2tp.tunnel",
        "l2tp.session",
        "ip.src",
        "ip.dst",
        "ip.len",
        "ip.proto",
        "ip.dsfield",
        "ip.flags.mf",
        "ip.frag_offset",
        "ipv6.src",
        "ipv6.dst",
        "ipv6.plen",
        "ipv6.tclass",
        "udp.srcport",
        "udp.dstport",
        "tcp.srcport",
        "tcp.dstport",
    ];

    private const string Tshark = "/usr/bin/tshark";

    /// <summary>One line per frame, in the form of <see cref="Describe(DissectOutcome, in PacketKey)"/>.</summary>
    public static IReadOnlyList<string> Describe(string capture)
    {
        Assert.SkipUnless(File.Exists(Tshark), $"{Tshark} is not installed");
        var start = new ProcessStartInfo(Tshark)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-r",
            capture,
            "-o",
            "ip.defragment:FALSE",
            "-T",
            "fields",
            "-E",
            "separator=|",
        ];
        foreach (var argument in arguments.Concat(Fields.SelectMany(field => new[] { "-e", field })))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        // Its warnings go nowhere, but must not fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [.. lines.Select(line => new Layers(line).Describe())];
    }

    /// <summary>Those fields of a key that tshark shows as well.</summary>
    public static string Describe(DissectOutcome outcome, in PacketKey key) =>
        outcome != DissectOutcome.Found
            ? $"{outcome}"
            : $"vlans={key.OuterVlan}.{key.InnerVlan} pppoe={key.PppoeSession} l2tp={key.L2tpTunnel}.{key.L2tpSession} "
                + $"outer=[{Describe(key.Outer)}] inner=[{Describe(key.Inner)}]";

    private static string Describe(in Payload payload) =>
        payload.Kind switch
        {
            PayloadKind.None => "",
            PayloadKind.PppOther => $"ppp {payload.PppProtocol:x4}",
            _ =>
                $"ppp {payload.PppProtocol:x4} {Frame.Text(payload.Source)}>{Frame.Text(payload.Destination)} length {payload.Length} "
                    + $"tc {payload.TrafficClass:x2} fragment {payload.IsFragment} "
                    + (IsTcpOrUdp(payload) ? $"{payload.SourcePort}>{payload.DestinationPort}" : ""),
        };

    private static bool IsTcpOrUdp(in Payload payload) => payload is { HasPorts: true, Protocol: 6 or 17 };

    /// <summary>Reads one frame's line from the outermost header inwards.</summary>
    private sealed class Layers(string line)
    {
        private readonly Dictionary<string, Queue<string>> _values = Fields
            .Zip(line.Split('|'))
            .ToDictionary(
                pair => pair.First,
                pair => new Queue<string>(pair.Second.Split(',', StringSplitOptions.RemoveEmptyEntries)),
                StringComparer.Ordinal
            );

        private readonly Queue<string> _protocols = new(line.Split('|')[0].Split(':'));

        public string Describe()
        {
            if (Number(Next("frame.len")) != Number(Next("frame.cap_len")))
                return $"{DissectOutcome.Truncated}";
            var vlans = _values["ieee8021ad.id"].Concat(_values["vlan.id"]).ToArray();
            var session = Number(Next("pppoe.session_id"));
            var outer = DescribePayload();
            if (outer.Length == 0)
                return $"{DissectOutcome.NonIp}";
            // Control messages have the two ids as well, but carry no PPP.
            var hasL2tp = _protocols.Contains("l2tp") && _protocols.Contains("ppp");
            var (tunnel, l2tpSession) = (Next("l2tp.tunnel"), Next("l2tp.session"));
            return $"vlans={vlans.ElementAtOrDefault(0) ?? "0"}.{vlans.ElementAtOrDefault(1) ?? "0"} pppoe={session} "
                + $"l2tp={(hasL2tp ? tunnel : "0")}.{(hasL2tp ? l2tpSession : "0")} "
                + $"outer=[{outer}] inner=[{(hasL2tp ? DescribePayload() : "")}]";
        }

        private string DescribePayload()
        {
            var ppp = 0;
            while (_protocols.TryDequeue(out var protocol))
            {
                if (protocol is "ppp")
                {
                    ppp = Number(Next("ppp.protocol"));
                    if (_protocols.TryPeek(out var inside) && inside is "ip" or "ipv6")
                        continue;
                    return $"ppp {ppp:x4}";
                }
                if (protocol is "ip" or "ipv6")
                    return $"ppp {ppp:x4} "
                        + (protocol is "ip" ? DescribeIpv4() : DescribeIpv6())
                        + DescribePorts();
            }
            return "";
        }

        private string DescribeIpv4()
        {
            var isFragment = Number(Next("ip.frag_offset")) != 0 | Number(Next("ip.flags.mf")) != 0;
            return $"{Next("ip.src")}>{Next("ip.dst")} length {Next("ip.len")} "
                + $"tc {Number(Next("ip.dsfield")):x2} fragment {isFragment} ";
        }

        private string DescribeIpv6() =>
            $"{Next("ipv6.src")}>{Next("ipv6.dst")} length {40 + Number(Next("ipv6.plen"))} "
            + $"tc {Number(Next("ipv6.tclass")):x2} fragment False ";

        private string DescribePorts()
        {
            while (
                _protocols.TryPeek(out var extension)
                && extension.StartsWith("ipv6.", StringComparison.Ordinal)
            )
                _protocols.Dequeue();
            return _protocols.TryPeek(out var transport) && transport is "tcp" or "udp"
                ? $"{Next($"{transport}.srcport")}>{Next($"{transport}.dstport")}"
                : "";
        }

        private string Next(string field) => _values[field].TryDequeue(out var value) ? value : "0";

        private static int Number(string text) =>
            text.StartsWith("0x", StringComparison.Ordinal)
                ? int.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : int.Parse(text, CultureInfo.InvariantCulture);
    }
}
