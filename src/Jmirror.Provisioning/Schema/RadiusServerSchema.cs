using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>Entries of <c>radius: servers</c> and <c>radius: sniff</c>.</summary>
internal static class RadiusServerSchema
{
    private static readonly Key<RadiusServerConfig, UInt128> Address = new("address", Addresses.Host)
    {
        Help = "Address of the RADIUS server.",
        Example = "198.51.100.2",
        IsRequired = true,
        Get = server => server.Address,
    };

    private static readonly Key<RadiusServerConfig, ushort> Port = new("port", Scalars.UdpPort)
    {
        Help = "UDP port for authentication.",
        Default = RadiusServerConfig.DefaultPort,
        Example = "1812",
        Get = server => server.Port,
    };

    private static readonly Key<RadiusServerConfig, ushort> AccountingPort = new(
        "accounting-port",
        Scalars.UdpPort
    )
    {
        Help = "UDP port for accounting.",
        Default = RadiusServerConfig.DefaultAccountingPort,
        Example = "1813",
        Get = server => server.AccountingPort,
    };

    private static readonly Key<RadiusServerConfig, SecretConfig> Secret = new(
        "secret",
        new SecretKind(RadiusSecret.MaxLength)
    )
    {
        Help = "Shared secret, 1 to 256 bytes, or { file: PATH } for a file that holds it.",
        Example = "testing123",
        IsRequired = true,
        Get = server => server.Secret,
    };

    private static readonly Key<SniffedServerConfig, UInt128> SniffedServer = new("server", Addresses.Host)
    {
        Help = "Address of a RADIUS server whose answers pass a capture interface.",
        Example = "198.51.100.2",
        IsRequired = true,
        Get = sniffed => sniffed.Server,
    };

    private static readonly Key<SniffedServerConfig, SecretConfig> SniffedSecret = new(
        "secret",
        new SecretKind(RadiusSecret.MaxLength)
    )
    {
        Help = "Shared secret, 1 to 256 bytes, or { file: PATH } for a file that holds it.",
        Example = "testing123",
        IsRequired = true,
        Get = sniffed => sniffed.Secret,
    };

    /// <summary>A server by which subscribers log in.</summary>
    public static readonly MappingKind<RadiusServerConfig> Kind = new(
        "a RADIUS server",
        [Address, Port, AccountingPort, Secret],
        values => new RadiusServerConfig
        {
            Address = values.Get(Address),
            Port = values.Get(Port),
            AccountingPort = values.Get(AccountingPort),
            Secret = values.Get(Secret),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = server => server.Origin,
    };

    /// <summary>A server that is overheard.</summary>
    public static readonly MappingKind<SniffedServerConfig> SniffedKind = new(
        "an overheard server",
        [SniffedServer, SniffedSecret],
        values => new SniffedServerConfig
        {
            Server = values.Get(SniffedServer),
            Secret = values.Get(SniffedSecret),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = sniffed => sniffed.Origin,
    };
}
