using System.Net;
using System.Net.Sockets;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Cli.Dtcp;

/// <summary>The DTCP service of a run, with whatever lets clients in.</summary>
internal sealed class DtcpService : IDisposable
{
    private readonly List<IDisposable> _parts = [];
    private string? _socketPath;
    private string _how = "";

    private DtcpService() { }

    /// <summary>Where it can be reached, for the person who started it.</summary>
    public string Announcement => $"{_how} at {Address}";

    /// <summary>Address and port, or path.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Opens the service of a configuration; null when there is none.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="plane">What carries requests out.</param>
    /// <param name="interfaceNumber">Number of a capture interface by name; null when there is none.</param>
    /// <param name="clock">For the times in answers, and for limits.</param>
    /// <param name="starter">Starts the SSH front; null where the configuration needs none.</param>
    /// <param name="say">The ordinary log. Called by any thread.</param>
    /// <exception cref="CommandException">It cannot work here.</exception>
    public static DtcpService? Open(
        EmulatorConfig config,
        IControlPlane plane,
        Func<string, ushort?> interfaceNumber,
        TimeProvider clock,
        FrontStarter? starter,
        Action<string> say
    )
    {
        if (config.Dtcp is not { } dtcp)
            return null;
        var service = new DtcpService();
        try
        {
            service.Listen(dtcp, new DtcpServer(config, plane, interfaceNumber, clock), starter, say);
            return service;
        }
        catch (SocketException failure)
        {
            service.Dispose();
            throw new CommandException($"dtcp cannot listen: {failure.Message}", ExitCode.Environment);
        }
        catch (CommandException)
        {
            service.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _parts.Reverse();
        foreach (var part in _parts)
            part.Dispose();
        if (_socketPath is not null)
            File.Delete(_socketPath);
    }

    private void Listen(DtcpConfig config, DtcpServer server, FrontStarter? starter, Action<string> say)
    {
        var endpoint = new IPEndPoint(config.Listen, config.Port);
        (_how, Address) = config.Transport switch
        {
            DtcpTransport.Ssh => ("DTCP over SSH", StartFront(config, server, starter, say)),
            DtcpTransport.Socket => ("DTCP for an SSH server", ListenAtPath(config.Socket, server)),
            DtcpTransport.Tcp => (
                "DTCP over bare TCP",
                $"{Keep(DtcpListener.Tcp(server, endpoint)).Endpoint}"
            ),
            _ => ("DTCP over UDP", $"{Keep(new DtcpDatagramListener(server, endpoint)).Endpoint}"),
        };
    }

    private string StartFront(DtcpConfig config, DtcpServer server, FrontStarter? starter, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(starter);
        if (LibsshPackage.Warning() is { } warning)
            say(warning);
        var keys = new HostKeyFolder(config.HostKeys);
        // In the abstract namespace, where no file is left behind; the kernel tells who connects.
        var name = $"\0jmirror-dtcp-{Guid.NewGuid():n}";
        var front = new SshFrontSupervisor(
            starter,
            () => FrontOrders.Of(config, keys.Load(), name),
            keys.Save,
            say
        );
        _ = keys.Load();
        Keep(DtcpListener.Unix(server, name, front.IsFront));
        return Keep(front).Start();
    }

    private string ListenAtPath(string path, DtcpServer server)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // Left behind by a run that was killed; one that is in use would answer.
        if (File.Exists(path) && !IsInUse(path))
            File.Delete(path);
        Keep(DtcpListener.Unix(server, path));
        _socketPath = path;
        return path;
    }

    private static bool IsInUse(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
