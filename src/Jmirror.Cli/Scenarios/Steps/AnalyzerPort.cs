using System.Net;
using System.Net.Sockets;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>
/// The analyzer's UDP port on this host, held for a receiver that watches the interface: open, it takes what comes and
/// throws it away; closed, the kernel answers every datagram with ICMP port unreachable, so that a sender counts
/// copies as refused. What is on the wire, the receiver sees either way, and the sender's ledger stays exact.
/// </summary>
internal sealed class AnalyzerPort : IAnalyzerSwitch, IDisposable
{
    // Nobody reads: what the kernel has no room for here it drops without telling the sender.
    private const int LeastReceiveBuffer = 1;

    private readonly IPEndPoint _endpoint;
    private Socket? _socket;

    /// <summary>Opens the port.</summary>
    /// <param name="endpoint">Address of this host and port; port 0 takes a free one.</param>
    /// <exception cref="CommandException">Somebody else has the port, or the address is not this host's.</exception>
    public AnalyzerPort(IPEndPoint endpoint)
    {
        _socket = Open(endpoint);
        _endpoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint Endpoint => _endpoint;

    public Task TakeDownAsync(CancellationToken cancellation)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public Task BringUpAsync(CancellationToken cancellation)
    {
        _socket ??= Open(_endpoint);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private static Socket Open(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = LeastReceiveBuffer,
        };
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new CommandException(
                $"the analyzer's port cannot be held: {failure.Message}",
                ExitCode.Environment
            );
        }
    }
}
