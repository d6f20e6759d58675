using System.Net;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>A RADIUS server that is asked.</summary>
internal sealed class RadiusServer(RadiusServerConfig config)
{
    private readonly IPAddress _address = IPAddress.Parse(IpPrefix.FormatAddress(config.Address));

    /// <summary>The shared secret.</summary>
    public RadiusSecret Secret { get; } = config.Secret.Read();

    /// <summary>Where it answers a request.</summary>
    public IPEndPoint EndpointFor(RadiusCode request) =>
        new(_address, request == RadiusCode.AccessRequest ? config.Port : config.AccountingPort);
}
