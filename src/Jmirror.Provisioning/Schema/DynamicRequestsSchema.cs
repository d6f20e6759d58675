using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The key <c>radius: dynamic-requests</c>.</summary>
internal static class DynamicRequestsSchema
{
    private static readonly Key<DynamicRequestsConfig, ConfigList<UInt128>> Listen = new(
        "listen",
        new OneOrManyKind<UInt128>(Addresses.Host, Addresses.Host.ToYaml)
    )
    {
        Help = "Address of the host that requests come to, or a list of them.",
        Example = "[192.0.2.1, \"2001:db8::1\"]",
        AbsentMeans = "all addresses of the host",
        Get = requests => requests.Listen is { Count: > 0 } addresses ? addresses : null,
    };

    private static readonly Key<DynamicRequestsConfig, ushort> Port = new("port", Scalars.UdpPort)
    {
        Help =
            "UDP port that requests come to. RFC 5176 says 3799; routers of JUNOSe's time often used 1700.",
        Default = DynamicRequestsConfig.DefaultPort,
        Example = "3799",
        Get = requests => requests.Port,
    };

    private static readonly Key<DynamicRequestsConfig, ConfigList<DynamicClientConfig>> Clients = new(
        "clients",
        new ListKind<DynamicClientConfig>(RadiusClientSchema.Kind, "a client")
    )
    {
        Help = "Who may send requests; those of all others are dropped and counted.",
        IsRequired = true,
        Get = requests => requests.Clients,
    };

    private static readonly Key<DynamicRequestsConfig, bool> AllowClearAttributes = new(
        "allow-clear-attributes",
        Scalars.Flag
    )
    {
        Help =
            "Whether mirroring attributes (26-58 to 26-61) may come without their salt encryption. Whether routers take "
            + "them is not documented.",
        Default = false,
        Example = "true",
        Get = requests => requests.AllowClearAttributes,
    };

    private static readonly Key<DynamicRequestsConfig, bool> RequireMessageAuthenticator = new(
        "require-message-authenticator",
        Scalars.Flag
    )
    {
        Help =
            "Whether requests without Message-Authenticator (attribute 80) are dropped. A wrong one always is.",
        Default = false,
        Example = "true",
        Get = requests => requests.RequireMessageAuthenticator,
    };

    private static readonly Key<DynamicRequestsConfig, TimeSpan> EventTimestampWindow = new(
        "event-timestamp-window",
        Durations.Kind
    )
    {
        Help =
            "How far Event-Timestamp (attribute 55) may be from this host's clock; requests without it are dropped then.",
        Example = "300s",
        AbsentMeans = "Event-Timestamp is not looked at",
        Get = requests => requests.EventTimestampWindow,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<DynamicRequestsConfig> Kind = new(
        "dynamic-requests",
        [Listen, Port, Clients, AllowClearAttributes, RequireMessageAuthenticator, EventTimestampWindow],
        values => new DynamicRequestsConfig
        {
            Listen = values.List(Listen),
            Port = values.Get(Port),
            Clients = values.List(Clients),
            AllowClearAttributes = values.Get(AllowClearAttributes),
            RequireMessageAuthenticator = values.Get(RequireMessageAuthenticator),
            EventTimestampWindow = values.Find(EventTimestampWindow),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = requests => requests.Origin,
        TellsAbsence = true,
    };
}
