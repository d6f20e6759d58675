using System.Net.Sockets;
using static Jmirror.Network.Linux.PollConstants;
using static Jmirror.Network.Linux.Ssh.Libssh;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>Carries bytes between a channel and the service's socket until one of them ends.</summary>
internal sealed unsafe class SshSplice
{
    private const int WaitStep = 1000; // ms
    private const int ChunkSize = 32 << 10;

    // The window is below this; libssh accepts data beyond it, and has no limit of its own.
    private const int MostBuffered = 4 << 20;

    private readonly nint _session;
    private readonly nint _events;
    private readonly nint _channel;
    private readonly Socket _service;
    private readonly byte[] _chunk = new byte[ChunkSize];
    private byte[] _fromClient = [];
    private Memory<byte> _toService;
    private Memory<byte> _toClient;
    private bool _hasRead;
    private bool _hasClientEnded;
    private bool _hasServiceEnded;

    public SshSplice(nint session, nint events, nint channel, Socket service)
    {
        (_session, _events, _channel, _service) = (session, events, channel, service);
        service.Blocking = false;
    }

    /// <summary>Carries on until the service ends, the client is gone, or one of them misbehaves.</summary>
    public void Run()
    {
        try
        {
            while (CarryToService() && CarryToClient())
            {
                if (_hasServiceEnded && _toClient.IsEmpty)
                    return;
                Wait();
                if (ssh_event_dopoll(_events, 0) == SSH_ERROR || ssh_is_connected(_session) == 0)
                    return;
            }
        }
        catch (SocketException)
        {
            // The service has gone.
        }
    }

    // libssh 0.10 opens the window again at each read, however much is still buffered: everything is read at once, or
    // nothing at all while the service is behind.
    private bool CarryToService()
    {
        if (ssh_channel_poll(_channel, 1) > 0)
            return false;
        var available = ssh_channel_poll(_channel, 0);
        if (available > MostBuffered || available == SSH_ERROR)
            return false;
        _hasRead = _toService.IsEmpty && available > 0;
        if (_hasRead && !TryRead(available))
            return false;
        if (available == SSH_EOF && _toService.IsEmpty && !_hasClientEnded)
        {
            _hasClientEnded = true;
            _service.Shutdown(SocketShutdown.Send);
        }
        while (!_toService.IsEmpty)
        {
            var sent = _service.Send(_toService.Span, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success)
                return false;
            _toService = _toService[sent..];
        }
        return ssh_channel_is_closed(_channel) == 0;
    }

    private bool TryRead(int available)
    {
        if (_fromClient.Length < available)
            _fromClient = new byte[available];
        int read;
        fixed (byte* destination = _fromClient)
            read = ssh_channel_read_nonblocking(_channel, destination, (uint)available, 0);
        _toService = _fromClient.AsMemory(0, Math.Max(read, 0));
        return read == available;
    }

    private bool CarryToClient()
    {
        if (_toClient.IsEmpty && !_hasServiceEnded)
        {
            var received = _service.Receive(_chunk, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                return false;
            _hasServiceEnded = error == SocketError.Success && received == 0;
            _toClient = _chunk.AsMemory(0, received);
        }
        if (_toClient.IsEmpty)
            return true;
        // Fewer than asked for: the client's window is full, or keys are being exchanged.
        int written;
        fixed (byte* bytes = _toClient.Span)
            written = ssh_channel_write(_channel, bytes, (uint)_toClient.Length);
        if (written is SSH_ERROR)
            return false;
        _toClient = _toClient[Math.Max(written, 0)..];
        return true;
    }

    private void Wait()
    {
        var isPending = (ssh_get_poll_flags(_session) & SSH_WRITE_PENDING) != 0;
        var wantsService =
            (_toClient.IsEmpty && !_hasServiceEnded ? POLLIN : 0) | (_toService.IsEmpty ? 0 : POLLOUT);
        Span<Pollfd> waited =
        [
            new Pollfd
            {
                Descriptor = ssh_get_fd(_session),
                Events = (short)(POLLIN | (isPending ? POLLOUT : 0)),
            },
            // A negative descriptor is not waited for: one whose peer has gone would be ready for ever.
            new Pollfd
            {
                Descriptor = wantsService == 0 ? -1 : (int)_service.Handle,
                Events = (short)wantsService,
            },
        ];
        // Behind what was read may stand the end, of which no descriptor tells.
        Libc.Wait(waited, _hasRead ? 0 : WaitStep);
    }
}
