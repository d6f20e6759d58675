using System.Globalization;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>What real routers sent: the summary is what tshark counts.</summary>
public class RouterCaptureTests
{
    public static TheoryData<string, int> RouterCaptures =>
        new()
        {
            { "jmirror/jmirror_ip.pcap", 6502 },
            { "jmirror/jmirror_ipv6.pcap", 54301 },
            { "jmirror/jmirror_l2tp.pcap", 5000 },
        };

    [Theory]
    [MemberData(nameof(RouterCaptures))]
    public void Receive_RouterCapture_CountsStreamsPacketsAndBytesAsTshark(string name, int port)
    {
        var path = Captures.Shared(name);
        var rows = Tool.Run(
            "tshark",
            "-r",
            path,
            "-d",
            $"udp.port=={port},jmirror",
            "-Y",
            $"udp.dstport=={port}",
            "-T",
            "fields",
            "-E",
            "occurrence=f",
            "-e",
            "ip.src",
            "-e",
            "udp.length",
            "-e",
            "udp.payload"
        );
        var expected = rows
            .Lines.Select(line => line.Split('\t'))
            .GroupBy(row => (Source: row[0], Ids: row[2][..16]), StreamOf)
            .OrderBy(stream => stream.Key.Ids, StringComparer.Ordinal)
            .ThenBy(stream => stream.Key.Source, StringComparer.Ordinal)
            .Select(stream => (stream.Key.Source, stream.Key.Ids, stream.LongCount(), stream.Sum()))
            .ToList();

        var summary = JmirrorProgram.RunJson(0, "receive", "--read", path, "--port", $"{port}");

        Assert.Equal(
            expected,
            summary
                .GetProperty("streams")
                .EnumerateArray()
                .Select(stream =>
                    (
                        stream.GetProperty("source").GetString()!,
                        $"{stream.Number("mirrorId"):x8}{stream.Number("sessionId"):x8}",
                        stream.Number("packets"),
                        stream.Number("bytes")
                    )
                )
        );
        Assert.Equal(rows.Lines.Length, summary.Packets("mirrored"));
    }

    [Fact]
    public void ReceiveWrite_HasAnInterfaceForEachStream()
    {
        using var folder = new TemporaryFolder();
        var inner = folder.PathOf("inner.pcapng");

        JmirrorProgram.RunJson(
            0,
            "receive",
            "--read",
            Captures.Shared("jmirror/jmirror_ipv6.pcap"),
            "--write",
            inner
        );

        var names = Tool.Run("tshark", "-r", inner, "-T", "fields", "-e", "frame.interface_name")
            .Lines.CountBy(name => name, StringComparer.Ordinal)
            .OrderBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => (name.Key, name.Value));
        Assert.Equal(
            [
                ("mirror 32768 session 1 from 64.230.45.123", 17),
                ("mirror 32768 session 1 from 64.230.56.119", 83),
            ],
            names
        );
    }

    // UDP and mirror header are 16 bytes.
    private static long StreamOf(string[] row) => long.Parse(row[1], CultureInfo.InvariantCulture) - 16;
}
