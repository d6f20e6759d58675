using System.Net;
using System.Net.Sockets;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>What an SSH front needs to know.</summary>
public sealed record SshFrontSettings
{
    /// <summary>Where to listen; port 0 lets the kernel choose.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The one subsystem that clients may ask for.</summary>
    public required string Subsystem { get; init; }

    /// <summary>Most connections at a time.</summary>
    public required int ConnectionLimit { get; init; }

    /// <summary>Most new connections in a minute.</summary>
    public required int RateLimit { get; init; }

    /// <summary>Private keys in PEM, as <see cref="SshHostKeys.Generate()"/> makes them.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    /// <summary>Public keys of each user, in the form of authorized_keys.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> AuthorizedKeys { get; init; }

    /// <summary>True for a user's password. Called by any thread; should take as long for unknown users.</summary>
    public required Func<string, string, bool> IsPassword { get; init; }

    /// <summary>
    /// Opens the way to the service for a user at an address, once it has logged in and asked for the subsystem.
    /// Called by any thread.
    /// </summary>
    public required Func<string, IPAddress, Socket> Connect { get; init; }

    /// <summary>Takes sentences for the ordinary log; without names of users. Called by any thread.</summary>
    public required Action<string> Say { get; init; }

    /// <summary>Time from connecting to the subsystem.</summary>
    public TimeSpan LoginTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Refused passwords and keys until the connection is closed.</summary>
    public int MostTries { get; init; } = 6;
}

/// <summary>An SSH front cannot be opened; the message is a sentence without a full stop.</summary>
public sealed class SshFrontException(string message) : Exception(message);
