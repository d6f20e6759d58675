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

    private readonly TemporaryFolder _folder = new();
    private readonly RunningTool _server;
    private readonly ushort _port = FreePort();
    private readonly ushort _accountingPort = FreePort();

    /// <summary>Starts the server with a users file; skips the test where it is not installed.</summary>
    public FreeradiusServer(string users)
    {
        var path = Tool.Find("freeradius");
        Assert.SkipUnless(path is not null, "freeradius is not installed");
        _folder.Write("dictionary", "");
        _folder.Write("users", users);
        _folder.Write("radiusd.conf", Configuration());
        _server = RunningTool.Start(path, ["-f", "-d", _folder.PathOf("."), "-n", "radiusd"]);
        _server.WaitUntilItSays("Ready to process requests");
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
    public string Accounting =>
        File.Exists(_folder.PathOf("accounting")) ? File.ReadAllText(_folder.PathOf("accounting")) : "";

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

    private string Configuration() =>
        $$"""
            prefix = /usr
            name = radiusd
            raddbdir = {{_folder.PathOf(".")}}
            logdir = {{_folder.PathOf(".")}}
            run_dir = {{_folder.PathOf(".")}}
            db_dir = {{_folder.PathOf(".")}}
            libdir = /usr/lib/freeradius
            pidfile = {{_folder.PathOf("radiusd.pid")}}
            log {
              destination = stderr
            }
            client loopback {
              ipaddr = 127.0.0.1
              secret = {{Secret}}
              require_message_authenticator = yes
            }
            modules {
              files {
                usersfile = {{_folder.PathOf("users")}}
              }
              detail {
                filename = {{_folder.PathOf("accounting")}}
              }
              pap {
              }
              chap {
              }
            }
            server default {
              listen {
                type = auth
                ipaddr = 127.0.0.1
                port = {{_port}}
              }
              listen {
                type = acct
                ipaddr = 127.0.0.1
                port = {{_accountingPort}}
              }
              authorize {
                chap
                files
                pap
              }
              authenticate {
                Auth-Type PAP {
                  pap
                }
                Auth-Type CHAP {
                  chap
                }
              }
              accounting {
                detail
              }
            }
            """;
}
