using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>A FreeRADIUS server on loopback with a configuration folder of its own, gone when the test ends.</summary>
internal sealed class FreeradiusServer : IDisposable
{
    public const string Secret = "testing123";

    private readonly FreeradiusFolder _folder;
    private readonly RunningTool _server;
    private readonly ushort _port = FreePort();
    private readonly ushort _accountingPort = FreePort();

    /// <summary>Starts the server with a users file; skips the test where it is not installed.</summary>
    public FreeradiusServer(string users)
    {
        var path = FreeradiusFolder.Program();
        _folder = new FreeradiusFolder(users, Secret, "127.0.0.1", _port, _accountingPort);
        _server = RunningTool.Start(path, _folder.Arguments);
        _server.WaitUntilItSays(FreeradiusFolder.Ready);
    }

    /// <summary>The entry of the configuration by which the emulator asks it.</summary>
    public RadiusServerConfig Entry =>
        new()
        {
            Address = IpPrefix.FromIpv4(0x7f000001),
            Port = _port,
            AccountingPort = _accountingPort,
            Secret = new SecretConfig(new RadiusSecret(Secret), null),
        };

    /// <summary>An entry for a port where nobody listens.</summary>
    public RadiusServerConfig DeadEntry => Entry with { Port = FreePort(), AccountingPort = FreePort() };

    /// <summary>The accounting log.</summary>
    public string Accounting => _folder.Accounting;

    public void Dispose()
    {
        _server.Terminate();
        _server.Dispose();
        _folder.Dispose();
    }

    private static ushort FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
