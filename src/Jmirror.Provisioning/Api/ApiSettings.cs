using System.Net;

namespace Jmirror.Provisioning.Api;

/// <summary>Where the control API listens.</summary>
public sealed record ApiSettings
{
    /// <summary>Path of the Unix socket; null: none.</summary>
    public string? Socket { get; init; }

    /// <summary>TCP address and port, port 0 for any free one; null: no TCP.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>What TCP clients must show; required with <see cref="Listen"/>.</summary>
    public string? Token { get; init; }
}

/// <summary>The control API cannot be had.</summary>
/// <param name="message">Why, and what to do: one sentence without a full stop.</param>
public sealed class ApiUnavailableException(string message) : Exception(message);
