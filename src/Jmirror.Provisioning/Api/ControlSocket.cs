using System.Net.Sockets;

namespace Jmirror.Provisioning.Api;

/// <summary>The Unix socket of the control API: open to its owner only, and never another run's.</summary>
internal static class ControlSocket
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes the folder when it is missing, and removes what a run that did not end well left behind.
    /// </summary>
    /// <exception cref="ApiUnavailableException">Another run listens there, or there is a file of another kind.</exception>
    public static void Prepare(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        if (!File.Exists(path))
            return;
        if (IsListening(path))
            throw new ApiUnavailableException(
                $"another run listens on {path}: end it, or give api another socket"
            );
        // A file that is no socket has content or can be opened; what refuses both is a dead socket.
        if (!IsSocket(path))
            throw new ApiUnavailableException($"{path} is no socket: remove it, or give api another socket");
        File.Delete(path);
    }

    /// <summary>A bound socket. Nobody can connect before its mode is set: only listening lets them.</summary>
    public static Socket Bind(UnixDomainSocketEndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endPoint);
            File.SetUnixFileMode(endPoint.ToString()!, OwnerOnly);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsListening(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsSocket(string path)
    {
        try
        {
            using var _ = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            // ENXIO: a socket cannot be opened (open(2)).
            return true;
        }
    }
}
