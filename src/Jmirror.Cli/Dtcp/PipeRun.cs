using System.Net.Sockets;
using System.Text;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// <c>jmirror dtcp pipe</c>: what another SSH server starts as its subsystem. Standard input and output become a channel
/// of the DTCP service.
/// </summary>
internal static class PipeRun
{
    // "client-ip client-port server-port" and "client-ip client-port server-ip server-port", see sshd(8).
    private static readonly string[] AddressVariables = ["SSH_CONNECTION", "SSH_CLIENT"];

    public static int Execute(string path, Stream input, Stream output)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException failure)
        {
            throw new CommandException($"cannot open {path}: {failure.Message}", ExitCode.Environment);
        }
        using var service = new NetworkStream(socket);
        service.Write(Encoding.UTF8.GetBytes(Preamble.Line(Environment.UserName, ClientAddress())));
        var sending = Task.Run(() =>
        {
            Copy(input, service);
            socket.Shutdown(SocketShutdown.Send);
        });
        Copy(service, output);
        return ExitCode.Success;
    }

    private static string ClientAddress() =>
        AddressVariables
            .Select(name => Environment.GetEnvironmentVariable(name)?.Split(' ')[0])
            .FirstOrDefault(address => !string.IsNullOrEmpty(address))
        ?? "127.0.0.1";

    private static void Copy(Stream from, Stream to)
    {
        Span<byte> chunk = new byte[16 << 10];
        while (from.Read(chunk) is > 0 and var length)
        {
            to.Write(chunk[..length]);
            to.Flush();
        }
    }
}
