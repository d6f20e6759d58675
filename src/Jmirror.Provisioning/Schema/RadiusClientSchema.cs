using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>An entry of <c>radius: dynamic-requests: clients</c>.</summary>
internal static class RadiusClientSchema
{
    private static readonly Key<DynamicClientConfig, IpPrefix> Address = new("address", Addresses.Any)
    {
        Help = "Address or prefix of the client; of several that fit the longest counts.",
        Example = "198.51.100.1",
        IsRequired = true,
        Get = client => client.Address,
    };

    private static readonly Key<DynamicClientConfig, SecretConfig> Secret = new(
        "secret",
        new SecretKind(RadiusSecret.MaxLength)
    )
    {
        Help = "Shared secret, 1 to 256 bytes, or { file: PATH } for a file that holds it.",
        Example = "testing123",
        IsRequired = true,
        Get = client => client.Secret,
    };

    /// <summary>The entry.</summary>
    public static readonly MappingKind<DynamicClientConfig> Kind = new(
        "a client",
        [Address, Secret],
        values => new DynamicClientConfig
        {
            Address = values.Get(Address),
            Secret = values.Get(Secret),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = client => client.Origin,
    };
}
