using System.Net;
using System.Net.Sockets;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>DTCP over bare TCP, or over UDP with one message a datagram.</summary>
internal sealed class SocketDtcpLink : DtcpLink
{
    private readonly Socket _socket;

    private SocketDtcpLink(Socket socket) => _socket = socket;

    public static new async Task<DtcpLink> OpenAsync(DtcpRequestStep step, CancellationToken cancellation)
    {
        var socket =
            step.Transport == DtcpTransport.Tcp
                ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
                : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket
                .ConnectAsync(new DnsEndPoint(step.Router, step.Port), cancellation)
                .ConfigureAwait(false);
            return new SocketDtcpLink(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new CommandException(
                $"the DTCP service cannot be reached: {failure.Message}",
                ExitCode.Environment
            );
        }
    }

    public override async ValueTask SendAsync(byte[] request, CancellationToken cancellation) =>
        await _socket.SendAsync(request, cancellation).ConfigureAwait(false);

    protected override ValueTask<int> ReadAsync(Memory<byte> chunk, CancellationToken cancellation) =>
        _socket.ReceiveAsync(chunk, cancellation);

    protected override void Close() => _socket.Dispose();
}
