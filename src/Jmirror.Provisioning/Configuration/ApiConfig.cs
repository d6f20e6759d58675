using System.Net;

namespace Jmirror.Provisioning.Configuration;

/// <summary>Where the control API listens.</summary>
public sealed record ApiConfig
{
    /// <summary>Path of the Unix socket; null: the default one, or none when <see cref="HasSocket"/> says so.</summary>
    public string? Socket { get; init; }

    /// <summary>False for <c>socket: none</c>.</summary>
    public bool HasSocket { get; init; } = true;

    /// <summary>TCP address and port; null: no TCP.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>File that holds the token of TCP clients; made when it is not there. Null without <see cref="Listen"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    /// <summary>Folder of the sockets whose path nobody chose.</summary>
    public const string SocketFolder = "/run/jmirror";

    /// <summary>The socket that a router of this name listens on; null: none.</summary>
    public string? SocketOf(string routerName) =>
        HasSocket ? Socket ?? Path.Join(SocketFolder, $"{routerName}.sock") : null;
}
