using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Configuration;

/// <summary>What the router does with RADIUS.</summary>
public sealed record RadiusConfig
{
    /// <summary>The server for CoA- and Disconnect-Requests; null: there is none.</summary>
    public DynamicRequestsConfig? DynamicRequests { get; init; }

    /// <summary>RADIUS servers whose Access-Accepts are overheard and decrypted.</summary>
    public ConfigList<SniffedServerConfig> Sniff { get; init; } = [];

    /// <summary>RADIUS servers by which subscribers log in, in order of preference.</summary>
    public ConfigList<RadiusServerConfig> Servers { get; init; } = [];

    /// <summary>NAS-Identifier; null: the router's name.</summary>
    public string? NasIdentifier { get; init; }

    /// <summary>NAS-IP-Address; null: not sent.</summary>
    public Ipv4Address? NasIpAddress { get; init; }

    /// <summary>Time between Interim-Updates; null: what the Access-Accept says, or none.</summary>
    public TimeSpan? InterimInterval { get; init; }

    /// <summary>How long a server may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How often a request is sent again to one server before the next one is tried.</summary>
    public byte Retries { get; init; } = DefaultRetries;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;

    internal const byte DefaultRetries = 2;
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(3);
}

/// <summary>The server for CoA- and Disconnect-Requests.</summary>
public sealed record DynamicRequestsConfig
{
    /// <summary>RFC 5176, section 2.1.</summary>
    internal const ushort DefaultPort = 3799;

    /// <summary>Addresses it listens on, in the number space of <see cref="IpPrefix"/>; empty: all of the host.</summary>
    public ConfigList<UInt128> Listen { get; init; } = [];

    /// <summary>UDP port; 0 takes a free one.</summary>
    public ushort Port { get; init; } = DefaultPort;

    /// <summary>Who may send requests.</summary>
    public ConfigList<DynamicClientConfig> Clients { get; init; } = [];

    /// <summary>True to take mirroring attributes that are not encrypted.</summary>
    public bool AllowClearAttributes { get; init; }

    /// <summary>True to drop requests without Message-Authenticator.</summary>
    public bool RequireMessageAuthenticator { get; init; }

    /// <summary>How far Event-Timestamp may be from the clock; requests without it are dropped then. Null: not looked at.</summary>
    public TimeSpan? EventTimestampWindow { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>Who may send dynamic requests.</summary>
public sealed record DynamicClientConfig
{
    /// <summary>Address or prefix; of several that contain an address the longest counts.</summary>
    public required IpPrefix Address { get; init; }

    /// <summary>The shared secret.</summary>
    public required SecretConfig Secret { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>A RADIUS server whose Access-Accepts are overheard.</summary>
public sealed record SniffedServerConfig
{
    /// <summary>Its address, in the number space of <see cref="IpPrefix"/>.</summary>
    public required UInt128 Server { get; init; }

    /// <summary>The secret that it shares with the router.</summary>
    public required SecretConfig Secret { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>A RADIUS server by which subscribers log in.</summary>
public sealed record RadiusServerConfig
{
    /// <summary>IANA's port for authentication.</summary>
    internal const ushort DefaultPort = 1812;

    /// <summary>IANA's port for accounting.</summary>
    internal const ushort DefaultAccountingPort = 1813;

    /// <summary>Its address, in the number space of <see cref="IpPrefix"/>.</summary>
    public required UInt128 Address { get; init; }

    /// <summary>UDP port for authentication.</summary>
    public ushort Port { get; init; } = DefaultPort;

    /// <summary>UDP port for accounting.</summary>
    public ushort AccountingPort { get; init; } = DefaultAccountingPort;

    /// <summary>The shared secret.</summary>
    public required SecretConfig Secret { get; init; }

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>A secret, said in the configuration or in a file of its own.</summary>
/// <param name="Said">The secret; null while it is still in its file, see <see cref="File"/>.</param>
/// <param name="File">Name of the file, from the folder of the configuration; null when the configuration says the secret.</param>
public sealed record SecretConfig(RadiusSecret? Said, string? File)
{
    /// <summary>The secret.</summary>
    /// <exception cref="InvalidOperationException">The configuration was parsed, not loaded, and the secret is in a file.</exception>
    public RadiusSecret Value =>
        Said ?? throw new InvalidOperationException($"the secret in {File} has not been read");
}
