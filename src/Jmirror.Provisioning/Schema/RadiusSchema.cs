using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>radius</c>.</summary>
internal static class RadiusSchema
{
    private const byte MostRetries = 10;

    private static readonly Key<RadiusConfig, DynamicRequestsConfig> DynamicRequests = new(
        "dynamic-requests",
        DynamicRequestsSchema.Kind
    )
    {
        Help =
            "The server for CoA- and Disconnect-Requests (RFC 5176), which start and stop mirrors of live sessions.",
        AbsentMeans = "there is none",
        Get = radius => radius.DynamicRequests,
    };

    private static readonly Key<RadiusConfig, ConfigList<SniffedServerConfig>> Sniff = new(
        "sniff",
        new ListKind<SniffedServerConfig>(RadiusServerSchema.SniffedKind, "an overheard server")
    )
    {
        Help =
            "RADIUS servers whose Access-Accepts to another router are overheard and decrypted: mirrors that they ask for "
            + "start at login.",
        AbsentMeans = "no Access-Accept is decrypted",
        Get = radius => radius.Sniff,
    };

    private static readonly Key<RadiusConfig, ConfigList<RadiusServerConfig>> Servers = new(
        "servers",
        new ListKind<RadiusServerConfig>(RadiusServerSchema.Kind, "a RADIUS server")
    )
    {
        Help =
            "RADIUS servers by which subscribers with login: radius log in; the next one is asked when one does not answer.",
        AbsentMeans = "no subscriber logs in by RADIUS",
        Get = radius => radius.Servers,
    };

    private static readonly Key<RadiusConfig, string> NasIdentifier = new("nas-identifier", RadiusText.Kind)
    {
        Help = "NAS-Identifier (attribute 32) of the router.",
        Example = "lab-mx1",
        AbsentMeans = "the router's name",
        Get = radius => radius.NasIdentifier,
    };

    private static readonly Key<RadiusConfig, Ipv4Address> NasIpAddress = new(
        "nas-ip-address",
        Scalars.Ipv4Host
    )
    {
        Help = "NAS-IP-Address (attribute 4) of the router.",
        Example = "192.0.2.1",
        AbsentMeans = "not sent",
        Get = radius => radius.NasIpAddress,
    };

    private static readonly Key<RadiusConfig, TimeSpan> InterimInterval = new(
        "interim-interval",
        Durations.Kind
    )
    {
        Help = "Time between Interim-Updates of a session, in whole seconds.",
        Example = "10m",
        AbsentMeans = "what the Access-Accept says (Acct-Interim-Interval), or no Interim-Updates",
        Get = radius => radius.InterimInterval,
    };

    private static readonly Key<RadiusConfig, TimeSpan> Timeout = new("timeout", Durations.Kind)
    {
        Help = "How long a server may take to answer a request.",
        Default = RadiusConfig.DefaultTimeout,
        Example = "3s",
        Get = radius => radius.Timeout,
    };

    private static readonly Key<RadiusConfig, byte> Retries = new(
        "retries",
        Scalars.Number<byte>("a number of retries", 0, MostRetries)
    )
    {
        Help = "How often a request is sent again to one server before the next one is asked.",
        Default = RadiusConfig.DefaultRetries,
        Example = "2",
        Get = radius => radius.Retries,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<RadiusConfig> Kind = new(
        "radius",
        [DynamicRequests, Sniff, Servers, NasIdentifier, NasIpAddress, InterimInterval, Timeout, Retries],
        values => new RadiusConfig
        {
            DynamicRequests = values.Has(DynamicRequests) ? values.Get(DynamicRequests) : null,
            Sniff = values.List(Sniff),
            Servers = values.List(Servers),
            NasIdentifier = values.Find(NasIdentifier),
            NasIpAddress = values.Find(NasIpAddress),
            InterimInterval = values.Find(InterimInterval),
            Timeout = values.Get(Timeout),
            Retries = values.Get(Retries),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = radius => radius.Origin,
        TellsAbsence = true,
    };
}
