using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Searching;

/// <summary>find-max over loopback, without privileges: far below what it carries, so the range is the limit.</summary>
public sealed class LoopbackSearchTests
{
    [Fact]
    public void UdpReceiver_RangeBelowTheLimit_FindsItsUpperEnd()
    {
        var result = JmirrorProgram.Run([
            .. Loopback(),
            "--from",
            "200",
            "--to",
            "400",
            "--trial",
            "500ms",
            "--confirmations",
            "1",
            "--tolerance",
            "5%",
            "--json",
        ]);

        var summary = JmirrorProgram.Summary(result, 0);
        summary.AssertBalanced();
        Assert.Equal("find-max", summary.GetProperty("command").GetString());
        var found = summary.GetProperty("found");
        Assert.Equal(
            "pps mbps wantedPps confirmed stopReason conclusion",
            string.Join(' ', found.EnumerateObject().Select(property => property.Name))
        );
        Assert.Equal("upper-bound", found.GetProperty("stopReason").GetString());
        Assert.Equal(400, found.GetProperty("wantedPps").GetDouble());
        Assert.True(found.GetProperty("confirmed").GetBoolean());
        Assert.Equal(5, summary.GetProperty("settings").GetProperty("tolerancePercent").GetDouble());
        Assert.Equal(
            "search search confirmation",
            string.Join(
                ' ',
                summary
                    .GetProperty("trials")
                    .EnumerateArray()
                    .Select(trial => trial.GetProperty("purpose").GetString())
            )
        );
        Assert.All(summary.GetProperty("trials").EnumerateArray(), AssertNothingLost);
        // The warm-up sends for half a second at the lowest rate.
        Assert.InRange(
            summary.Packets("sent")
                - summary
                    .GetProperty("trials")
                    .EnumerateArray()
                    .Sum(trial => trial.GetProperty("sent").GetInt64()),
            1,
            101
        );
    }

    [Fact]
    public void Interrupted_EndsWithWhatWasFoundSoFar()
    {
        using var search = RunningTool.Start(
            JmirrorProgram.Path,
            [
                .. Loopback(),
                "--from",
                "100",
                "--to",
                "200",
                "--trial",
                "500ms",
                "--confirmations",
                "100",
                "--json",
            ]
        );
        search.WaitUntilItSays("confirm");

        var result = search.Interrupt();

        var found = JmirrorProgram.Summary(result, 130).GetProperty("found");
        Assert.Equal("unfinished", found.GetProperty("stopReason").GetString());
        Assert.False(found.GetProperty("confirmed").GetBoolean());
        Assert.Equal(200, found.GetProperty("wantedPps").GetDouble());
        Assert.Contains("the search ended early: interrupted", result.Error, StringComparison.Ordinal);
    }

    private static void AssertNothingLost(JsonElement trial)
    {
        Assert.Equal("passed", trial.GetProperty("outcome").GetString());
        Assert.Equal(trial.GetProperty("sent").GetInt64(), trial.GetProperty("received").GetInt64());
        Assert.Equal(0, trial.GetProperty("lost").GetInt64());
        Assert.Equal(0, trial.GetProperty("droppedByReceiver").GetInt64());
    }

    private static string[] Loopback()
    {
        var port = FreePort();
        return
        [
            "find-max",
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            "--engine",
            "udp",
            "--analyzer",
            $"127.0.0.1:{port}",
            "--listen",
            $"127.0.0.1:{port}",
            "--settle",
            "100ms",
        ];
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
