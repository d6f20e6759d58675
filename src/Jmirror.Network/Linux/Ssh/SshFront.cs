using System.Net;
using System.Net.Sockets;
using static Jmirror.Network.Linux.Ssh.Libssh;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>
/// An SSH server with one subsystem, whose channels it splices to sockets of a service. SSH itself is libssh's: a
/// fault there ends the process, so this belongs in a process of its own, without privileges.
/// </summary>
public sealed class SshFront : IDisposable
{
    // Enough for libssh, and 250 of them are cheap.
    private const int StackSize = 512 << 10;
    private const int Backlog = 64;

    private readonly SshFrontSettings _settings;
    private readonly ConnectionGate _gate;
    private readonly TimeProvider _clock;
    private readonly SshBind _bind;
    private readonly Socket _listener;
    private readonly Thread _thread;
    private bool _isRefusing;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SshFrontException">libssh is missing, or the address is not to be had.</exception>
    public SshFront(SshFrontSettings settings, TimeProvider clock)
    {
        ThrowIfNotInstalled();
        (_settings, _clock) = (settings, clock);
        _gate = new ConnectionGate(settings.ConnectionLimit, settings.RateLimit, clock);
        _bind = new SshBind(settings.HostKeys);
        _listener = Listen(settings.Listen);
        Endpoint = (IPEndPoint)_listener.LocalEndPoint!;
        _thread = new Thread(AcceptAll) { IsBackground = true, Name = "ssh" };
        _thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Stops to accept; connections end with the process.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
        _bind.Dispose();
    }

    internal static void ThrowIfNotInstalled()
    {
        if (!IsInstalled)
            throw new SshFrontException("libssh.so.4 is not installed: sudo apt-get install libssh-4");
    }

    private static Socket Listen(IPEndPoint endpoint)
    {
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endpoint);
            listener.Listen(Backlog);
            return listener;
        }
        catch (SocketException failure)
        {
            listener.Dispose();
            throw new SshFrontException($"cannot listen on {endpoint}: {failure.Message}");
        }
    }

    private void AcceptAll()
    {
        while (true)
        {
            try
            {
                Take(_listener.Accept());
            }
            catch (SocketException failure)
                when (failure.SocketErrorCode
                        is SocketError.OperationAborted
                            or SocketError.Interrupted
                            or SocketError.InvalidArgument
                            or SocketError.NotSocket
                )
            {
                return;
            }
            catch (SocketException)
            {
                // The client went before it was accepted, or descriptors are short: the next may fare better.
                Thread.Sleep(TimeSpan.FromMilliseconds(10));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Take(Socket socket)
    {
        using (socket)
        {
            if (_gate.TryEnter() is { } reason)
            {
                // Once, not for each of a flood.
                if (!_isRefusing)
                    _settings.Say($"connections are refused: {reason}");
                _isRefusing = true;
                return;
            }
            _isRefusing = false;
            if (SshConnection.TryAccept(socket, _bind, _settings, _clock) is { } connection)
                new Thread(() => Serve(connection), StackSize)
                {
                    IsBackground = true,
                    Name = "ssh client",
                }.Start();
            else
                _gate.Leave();
        }
    }

    private void Serve(SshConnection connection)
    {
        try
        {
            connection.Run();
        }
        finally
        {
            _gate.Leave();
        }
    }
}
