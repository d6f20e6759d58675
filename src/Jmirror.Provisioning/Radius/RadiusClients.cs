using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Who may send dynamic requests. A handful, so they are looked through.</summary>
internal sealed class RadiusClients
{
    private readonly RadiusClient[] _clients;

    public RadiusClients(IEnumerable<DynamicClientConfig> clients) =>
        _clients = [
            .. clients
                .OrderByDescending(client => client.Address.Length)
                .Select(client => new RadiusClient(client.Address, client.Secret.Value)),
        ];

    /// <summary>The client of the longest prefix with this address; null when there is none.</summary>
    public RadiusClient? Find(UInt128 address)
    {
        foreach (var client in _clients)
        {
            if (client.Address.Contains(address))
                return client;
        }
        return null;
    }
}

/// <summary>One entry of the clients.</summary>
/// <param name="address">Address or prefix.</param>
/// <param name="secret">The shared secret.</param>
internal sealed class RadiusClient(IpPrefix address, RadiusSecret secret)
{
    /// <summary>Address or prefix.</summary>
    public IpPrefix Address => address;

    /// <summary>The shared secret.</summary>
    public RadiusSecret Secret => secret;

    /// <summary>When a line about this client last went to the secure log, nanoseconds since 1970-01-01 UTC.</summary>
    public long LastLogged { get; set; } = long.MinValue / 2;
}
