using System.Net;
using System.Net.Sockets;
using System.Text;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>Without the service's own SSH server: OpenSSH's sshd, bare TCP, UDP.</summary>
[Collection("ssh front")]
public sealed class OtherTransportTests
{
    [Fact]
    public void Sshd_WithOneSubsystemLine_IsAFront()
    {
        Assert.SkipUnless(Tool.Find("sshd") is not null, "sshd is not installed");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "sshd needs root to let others log in");
        using var service = new RunningService("transport: socket");
        using var folder = new TemporaryFolder();
        var port = FreePort();
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.PathOf("host_key"));
        Directory.CreateDirectory("/run/sshd");
        File.Copy($"{service.KeyFile}.pub", folder.PathOf("authorized_keys"));
        var settings = folder.Write(
            "sshd_config",
            $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder.PathOf("host_key")}
            AuthorizedKeysFile {folder.PathOf("authorized_keys")}
            StrictModes no
            PermitRootLogin yes
            PidFile none
            Subsystem flow-tap-dtcp {Path.Combine(
                AppContext.BaseDirectory,
                "jmirror"
            )} dtcp pipe --socket {service.Address}

            """
        );
        using var sshd = RunningTool.Start(Tool.Find("sshd")!, ["-D", "-e", "-f", settings]);
        sshd.WaitUntilItSays("Server listening");

        var result = Tool.RunAny(
            Tool.Find("ssh")!,
            [
                .. service.SshOptions,
                "-i",
                service.KeyFile,
                "-p",
                $"{port}",
                "-s",
                "root@127.0.0.1",
                "flow-tap-dtcp",
            ],
            Encoding.UTF8.GetString([.. service.Add("alice", "root"), .. service.List("root")])
        );

        Assert.Equal("200 200", RunningService.CodesOf(result));
        Assert.Contains("CSOURCE-ADDRESS: 127.0.0.1", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Socket_GivenAnUnknownUserOrNoPreamble_IsClosed()
    {
        using var service = new RunningService("transport: socket");
        string[] beginnings = ["mallory 127.0.0.1\n", "li-user\n", new string('x', 600)];
        foreach (var beginning in beginnings)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(service.Address));
            socket.Send([.. Encoding.ASCII.GetBytes(beginning), .. service.List()]);
            Assert.Equal("", ReadAll(socket));
        }
        Assert.Contains(service.Log, line => line.Trigger is "DTCP login");
    }

    [Fact]
    public void Tcp_WithoutSsh_IsAnswered()
    {
        using var service = new RunningService("transport: tcp");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPEndPoint.Parse(service.Address));
        socket.Send([.. service.Add("alice"), .. service.List("root")]);
        socket.Shutdown(SocketShutdown.Send);

        var text = ReadAll(socket);

        Assert.StartsWith("DTCP/0.7 200 OK\r\nSEQ: 1\r\nCRITERIA-ID: 1\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nSEQ: 2\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Udp_OneRequestADatagram_IsAnswered()
    {
        using var service = new RunningService("transport: udp");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReceiveTimeout = 10_000;
        socket.Connect(IPEndPoint.Parse(service.Address));
        socket.Send("no request"u8);
        socket.Send(service.Add("alice"));

        var answer = new byte[2000];
        Assert.StartsWith(
            "DTCP/0.7 200 OK\r\nSEQ: 1\r\nCRITERIA-ID: 1\r\n",
            Encoding.UTF8.GetString(answer, 0, socket.Receive(answer)),
            StringComparison.Ordinal
        );
    }

    private static string ReadAll(Socket socket)
    {
        var text = new StringBuilder();
        var chunk = new byte[4096];
        try
        {
            while (socket.Receive(chunk) is > 0 and var length)
                text.Append(Encoding.UTF8.GetString(chunk, 0, length));
        }
        catch (SocketException)
        {
            // Closed with bytes unread.
        }
        return text.ToString();
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
