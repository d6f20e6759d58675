using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>The DTCP service over UDP as the draft has it: one request a datagram, one answer back.</summary>
public sealed class DtcpDatagramListener : IDisposable
{
    // The blank line that ends a message may be left out: the datagram ends it.
    private static readonly byte[] End = "\r\n\r\n"u8.ToArray();

    private readonly DtcpServer _server;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address is not to be had.</exception>
    public DtcpDatagramListener(DtcpServer server, IPEndPoint endpoint)
    {
        _server = server;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(endpoint);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
        _answering = Task.Run(AnswerAllAsync);
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Endpoint => _socket.LocalEndPoint!;

    /// <summary>Stops to listen.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _answering.Wait();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAllAsync()
    {
        var datagram = new byte[ushort.MaxValue];
        var anybody = new IPEndPoint(
            _socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any,
            0
        );
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var got = await _socket
                    .ReceiveFromAsync(datagram, SocketFlags.None, anybody, _stop.Token)
                    .ConfigureAwait(false);
                var answer = AnswerTo(datagram.AsSpan(0, got.ReceivedBytes), (IPEndPoint)got.RemoteEndPoint);
                if (answer.Length > 0)
                    await _socket
                        .SendToAsync(answer, SocketFlags.None, got.RemoteEndPoint, _stop.Token)
                        .ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // An answer that is too long, or that nobody takes: the draft has no cure for either.
            }
        }
    }

    private ReadOnlyMemory<byte> AnswerTo(ReadOnlySpan<byte> datagram, IPEndPoint client)
    {
        var answers = new ArrayBufferWriter<byte>();
        var session = _server.Open(null, $"{client.Address}");
        _ = session.Receive(datagram, answers) && session.Receive(End, answers);
        return answers.WrittenMemory;
    }
}
