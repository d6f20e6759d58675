using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// Takes clients of the DTCP service in through a listening socket: a Unix socket behind an SSH server, or bare TCP.
/// </summary>
/// <remarks>
/// What comes through the Unix socket begins with one line that says whose channel it is, <c>USER ADDRESS</c> and a
/// line feed; behind it, and in the other direction, stands DTCP.
/// </remarks>
public sealed class DtcpListener : IDisposable
{
    private const int Backlog = 64;
    private const int LongestPreamble = 512;

    private static readonly TimeSpan PreambleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly DtcpServer _server;
    private readonly Socket _listener;
    private readonly Func<Socket, bool>? _isTrusted;
    private readonly bool _hasPreamble;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private DtcpListener(DtcpServer server, Socket listener, bool hasPreamble, Func<Socket, bool>? isTrusted)
    {
        (_server, _listener, _hasPreamble, _isTrusted) = (server, listener, hasPreamble, isTrusted);
        _room = new SemaphoreSlim(server.Config.ConnectionLimit);
        _accepting = Task.Run(AcceptAllAsync);
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Endpoint => _listener.LocalEndPoint!;

    /// <summary>Listens on a Unix socket, for an SSH server.</summary>
    /// <param name="server">The service.</param>
    /// <param name="path">Path, or a name in the abstract namespace (beginning with NUL).</param>
    /// <param name="isTrusted">Tells whether a connected peer is the SSH server; null: whoever may open the socket.</param>
    /// <exception cref="SocketException">The socket cannot be made.</exception>
    public static DtcpListener Unix(DtcpServer server, string path, Func<Socket, bool>? isTrusted = null)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return Listen(server, listener, new UnixDomainSocketEndPoint(path), hasPreamble: true, isTrusted);
    }

    /// <summary>Listens on TCP, where any user may be meant.</summary>
    /// <exception cref="SocketException">The address is not to be had.</exception>
    public static DtcpListener Tcp(DtcpServer server, IPEndPoint endpoint)
    {
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return Listen(server, listener, endpoint, hasPreamble: false, isTrusted: null);
    }

    /// <summary>Ends all channels.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        _stop.Dispose();
        _room.Dispose();
    }

    private static DtcpListener Listen(
        DtcpServer server,
        Socket listener,
        EndPoint endpoint,
        bool hasPreamble,
        Func<Socket, bool>? isTrusted
    )
    {
        try
        {
            listener.Bind(endpoint);
            listener.Listen(Backlog);
            return new DtcpListener(server, listener, hasPreamble, isTrusted);
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task AcceptAllAsync()
    {
        var channels = new HashSet<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                channels.RemoveWhere(channel => channel.IsCompleted);
                channels.Add(Task.Run(() => ServeAsync(socket)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                // The client went before it was accepted, or descriptors are short: the next may fare better.
                await Task.Delay(Pause, _server.Clock).ConfigureAwait(false);
            }
        }
        await Task.WhenAll(channels).ConfigureAwait(false);
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        if (!_room.Wait(0))
            return;
        try
        {
            if (_isTrusted?.Invoke(socket) == false)
                return;
            var (session, first) = _hasPreamble
                ? await OpenByPreambleAsync(stream).ConfigureAwait(false)
                : (_server.Open(null, $"{((IPEndPoint)socket.RemoteEndPoint!).Address}"), default);
            if (session is not null)
                await new DtcpChannel(stream, session, _server.Clock)
                    .ServeAsync(first, _stop.Token)
                    .ConfigureAwait(false);
        }
        catch (Exception end)
            when (end is IOException or OperationCanceledException or SocketException or TimeoutException)
        {
            // The client has gone, takes no answers, or the service ends.
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<(DtcpSession? Session, ReadOnlyMemory<byte> First)> OpenByPreambleAsync(Stream stream)
    {
        using var timed = new CancellationTokenSource(PreambleTime, _server.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, timed.Token);
        var bytes = new byte[LongestPreamble];
        var length = 0;
        int end;
        while ((end = bytes.AsSpan(0, length).IndexOf((byte)'\n')) < 0 && length < bytes.Length)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), limit.Token).ConfigureAwait(false);
            if (read == 0)
                return default;
            length += read;
        }
        if (end < 0 || Encoding.UTF8.GetString(bytes, 0, end).Split(' ') is not [var user, var address])
            return default;
        if (!_server.Users.Contains(user))
        {
            _server.LogRefusal(new DtcpClient(user, address), "DTCP login", "there is no such user");
            return default;
        }
        return (_server.Open(user, address), bytes.AsMemory((end + 1)..length));
    }
}
