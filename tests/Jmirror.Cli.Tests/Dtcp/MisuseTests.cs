using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>Clients that do not behave: the others go on being served.</summary>
[Collection("ssh front")]
public sealed class MisuseTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService _service = shared.Service;

    [Fact]
    public void Garbage_InPlaceOfSsh_IsCutOff()
    {
        using var garbage = Connect();
        garbage.Send(Encoding.ASCII.GetBytes(new string('x', 100_000)));

        AssertOthersAreServed();
    }

    [Fact]
    public void Line_OfAMegabyte_EndsItsChannelAlone()
    {
        var result = Tool.RunAny("/bin/sh", ["-c", $"head -c 1048576 /dev/zero | tr '\\0' a | {SshCommand}"]);

        Assert.DoesNotContain("DTCP/", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            _service.Log,
            line => line.Reason!.StartsWith("a line is longer", StringComparison.Ordinal)
        );
        AssertOthersAreServed();
    }

    [Fact]
    public void Zeros_WithoutEnd_AreCutOffAndCostNoMemory()
    {
        var result = Tool.RunAny("/bin/sh", ["-c", $"cat /dev/zero | timeout 20 {SshCommand}"]);

        Assert.NotEqual(124, result.ExitCode);
        AssertOthersAreServed();
        var peak = File.ReadAllLines($"/proc/{RunningService.Front()}/status")
            .Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        Assert.True(int.Parse(peak.Split(' ')[^2]) < 200_000, peak);
    }

    [Fact]
    public void Client_ThatNeverReads_StopsItselfAlone()
    {
        var list = Encoding.UTF8.GetString(_service.List());
        _service.ByKey([.. Enumerable.Range(1, 300).SelectMany(i => _service.Add($"user{i}"))]);
        var start = new ProcessStartInfo(
            Tool.Find("ssh")!,
            [
                .. _service.SshOptions,
                "-i",
                _service.KeyFile,
                "-p",
                $"{_service.Port}",
                "-s",
                "li-user@127.0.0.1",
                "flow-tap-dtcp",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var ssh = Process.Start(start)!;
        // 100 lists of 150 KB each, of which nobody takes any.
        _ = ssh.StandardInput.WriteAsync(string.Concat(Enumerable.Repeat(list, 100)));
        AssertOthersAreServed();
        ssh.Kill();
        _service.ByKey(_service.DeleteAll());
    }

    [Fact]
    public void Connections_BeyondTheLimit_AreClosedAtOnceAndServedLater()
    {
        using var service = new RunningService("connection-limit: 20");
        var idle = Enumerable.Range(0, 20).Select(_ => Connect(service.Port)).ToList();
        try
        {
            foreach (var open in idle)
                Assert.StartsWith("SSH-2.0-", BannerOf(open), StringComparison.Ordinal);
            for (var i = 0; i < 230; i++)
            {
                using var more = Connect(service.Port);
                Assert.Equal("", BannerOf(more));
            }
            Assert.True(service.HasSaid("connections are refused: 20 are open already (connection-limit)"));
            Assert.Single(service.Said);
        }
        finally
        {
            idle.ForEach(open => open.Dispose());
        }
        Waiting.Until(
            () => RunningService.CodesOf(service.ByKey(service.List())) is "200",
            "there is room again"
        );
    }

    [Fact]
    public void Connections_BeyondTheRate_AreClosedAtOnce()
    {
        using var service = new RunningService("", dtcp => dtcp with { RateLimit = 3 });
        for (var i = 0; i < 3; i++)
            Assert.Equal("200", RunningService.CodesOf(service.ByKey(service.List())));

        Assert.Equal(255, service.ByKey(service.List()).ExitCode);
        Assert.True(service.HasSaid("there were 3 within a minute already (rate-limit)"));
    }

    private string SshCommand =>
        $"ssh {string.Join(' ', _service.SshOptions)} -i {_service.KeyFile} -p {_service.Port} -s li-user@127.0.0.1 flow-tap-dtcp";

    private void AssertOthersAreServed() =>
        Assert.Equal("200", RunningService.CodesOf(_service.ByKey(_service.List())));

    private Socket Connect() => Connect(_service.Port);

    private static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private static string BannerOf(Socket socket)
    {
        var banner = new byte[64];
        try
        {
            return Encoding.ASCII.GetString(banner, 0, socket.Receive(banner));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
