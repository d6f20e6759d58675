using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.PollConstants;
using static Jmirror.Network.Linux.Ssh.Libssh;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>One client from key exchange to the end of its channel. One thread owns everything of libssh's in it.</summary>
internal sealed unsafe class SshConnection
{
    private const int WaitStep = 100; // ms

    // For the last answers to get through a slow line.
    private static readonly TimeSpan PartingTime = TimeSpan.FromSeconds(30);

    private readonly SshFrontSettings _settings;
    private readonly TimeProvider _clock;
    private readonly long _begin;
    private readonly nint _session;
    private readonly IPAddress _address;
    private readonly ServerCallbacks* _serverCallbacks;
    private readonly ChannelCallbacks* _channelCallbacks;
    private GCHandle _self;
    private nint _events;

    private SshConnection(nint session, IPAddress address, SshFrontSettings settings, TimeProvider clock)
    {
        (_session, _address, _settings, _clock) = (session, address, settings, clock);
        _begin = clock.GetTimestamp();
        _self = GCHandle.Alloc(this);
        Login = new SshLogin(settings);
        _serverCallbacks = SshCallbacks.NewServerCallbacks((nint)_self);
        _channelCallbacks = SshCallbacks.NewChannelCallbacks((nint)_self);
        _ = ssh_set_server_callbacks(session, _serverCallbacks);
    }

    /// <summary>Who it is.</summary>
    public SshLogin Login { get; }

    /// <summary>The channel; 0 until there is one.</summary>
    public nint Channel { get; private set; }

    /// <summary>True once the client has asked for the subsystem.</summary>
    public bool HasSubsystem { get; private set; }

    /// <summary>
    /// Takes a socket over, on the thread that owns <paramref name="bind"/>; null when libssh does not want it. The
    /// caller disposes the socket in any case: libssh closes a descriptor of its own.
    /// </summary>
    public static SshConnection? TryAccept(
        Socket socket,
        SshBind bind,
        SshFrontSettings settings,
        TimeProvider clock
    )
    {
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        var descriptor = Libc.DuplicateNonBlocking((int)socket.Handle);
        if (descriptor < 0)
            return null;
        var connection = new SshConnection(ssh_new(), address, settings, clock);
        if (bind.TryAccept(connection._session, descriptor))
            return connection;
        connection.End();
        return null;
    }

    /// <summary>Serves the client to its end.</summary>
    public void Run()
    {
        try
        {
            ssh_set_blocking(_session, 0);
            if (!ExchangeKeys() || !LogIn())
                return;
            using var service = Connect();
            if (service is null)
                return;
            new SshSplice(_session, _events, Channel, service).Run();
            _ = ssh_channel_request_send_exit_status(Channel, 0);
            _ = ssh_channel_send_eof(Channel);
            _ = ssh_channel_close(Channel);
            Part();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Opens the channel; 0 refuses it: there is one already, or nobody has logged in.</summary>
    public nint OpenChannel()
    {
        if (Channel != 0 || Login.User is null)
            return 0;
        Channel = ssh_channel_new(_session);
        // Now, and not when it is served: clients send the next request right behind this one.
        if (Channel != 0)
            _ = ssh_set_channel_callbacks(Channel, _channelCallbacks);
        return Channel;
    }

    /// <summary>Grants the subsystem, once.</summary>
    public bool OpenSubsystem(string name)
    {
        if (HasSubsystem || !name.Equals(_settings.Subsystem, StringComparison.Ordinal))
            return false;
        return HasSubsystem = true;
    }

    private bool IsInTime => _clock.GetElapsedTime(_begin) < _settings.LoginTime;

    private bool ExchangeKeys()
    {
        while (ssh_handle_key_exchange(_session) is var result && result != SSH_OK)
        {
            if (result != SSH_AGAIN || !IsInTime)
                return false;
            var events = (short)(POLLIN | (HasOutput ? POLLOUT : 0));
            var waited = new Pollfd { Descriptor = ssh_get_fd(_session), Events = events };
            Libc.Wait(new Span<Pollfd>(ref waited), WaitStep);
        }
        _events = ssh_event_new();
        return ssh_event_add_session(_events, _session) == SSH_OK;
    }

    private bool HasOutput => (ssh_get_poll_flags(_session) & SSH_WRITE_PENDING) != 0;

    // For keys that libssh does not like it sends no refusal at all: the clock ends the wait.
    private bool LogIn()
    {
        ssh_set_auth_methods(_session, SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_PUBLICKEY);
        while (!HasSubsystem)
        {
            if (!IsInTime || Login.HasFailed || ssh_event_dopoll(_events, WaitStep) == SSH_ERROR)
                return false;
            if (ssh_is_connected(_session) == 0)
                return false;
        }
        return true;
    }

    private Socket? Connect()
    {
        try
        {
            return _settings.Connect(Login.User!, _address);
        }
        catch (SocketException failure)
        {
            _settings.Say($"the service cannot be reached: {failure.Message}");
            return null;
        }
    }

    // The client hangs up when it has everything. ssh_blocking_flush gives up before that.
    private void Part()
    {
        var begin = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(begin) < PartingTime && ssh_is_connected(_session) != 0)
        {
            if (ssh_event_dopoll(_events, WaitStep) == SSH_ERROR)
                return;
        }
    }

    private void End()
    {
        ssh_disconnect(_session);
        if (_events != 0)
            ssh_event_free(_events);
        ssh_free(_session);
        NativeMemory.Free(_serverCallbacks);
        NativeMemory.Free(_channelCallbacks);
        _self.Free();
    }
}
