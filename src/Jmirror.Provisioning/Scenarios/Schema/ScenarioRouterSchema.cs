using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>Entries of <c>routers</c>.</summary>
internal static class ScenarioRouterSchema
{
    private static readonly Key<Placed<ScenarioRouterConfig>, RouterSeries> Series = new(
        "series",
        Scalars.Choice(("e", RouterSeries.E), ("mx", RouterSeries.Mx))
    )
    {
        Help = "Whose rules apply: e (E Series, JUNOSe) or mx (MX Series, Junos).",
        Default = RouterSeries.Mx,
        Example = "mx",
        Get = router => router.Value.Series,
    };

    private static readonly Key<Placed<ScenarioRouterConfig>, Ipv4Address> SourceAddress = new(
        "source-address",
        Scalars.Ipv4Host
    )
    {
        Help = "Outer source address.",
        Example = "192.0.2.1",
        AbsentMeans = "the address from which this host would send to the analyzer",
        Get = router => router.Value.SourceAddress,
    };

    private static readonly Key<Placed<ScenarioRouterConfig>, ushort> UdpSourcePort = new(
        "udp-source-port",
        Scalars.UdpPort
    )
    {
        Help = "UDP source port, on MX Series only: an E Series router sends from the port it sends to.",
        Example = "50000",
        AbsentMeans = "the same as the destination port",
        Get = router => router.Value.UdpSourcePort,
    };

    private static readonly Key<Placed<ScenarioRouterConfig>, byte> TimeToLive = new(
        "ttl",
        Scalars.Number<byte>("a TTL", 1, byte.MaxValue)
    )
    {
        Help = "TTL of the outer IPv4 header, hops.",
        Default = OuterHeader.DefaultTimeToLive,
        Example = "255",
        Get = router => router.Value.TimeToLive,
    };

    /// <summary>An entry.</summary>
    public static readonly MappingKind<Placed<ScenarioRouterConfig>> Kind = new(
        "a router",
        [Series, SourceAddress, UdpSourcePort, TimeToLive],
        values => new Placed<ScenarioRouterConfig>(
            new ScenarioRouterConfig
            {
                Series = values.Get(Series),
                SourceAddress = values.Find(SourceAddress),
                UdpSourcePort = values.Find(UdpSourcePort),
                TimeToLive = values.Get(TimeToLive),
            },
            values.Origin
        )
    )
    {
        OriginOf = router => router.Origin,
        TellsAbsence = true,
        Check = (values, errors) =>
        {
            if (values.Get(Series) == RouterSeries.E && values.Has(UdpSourcePort))
                errors.Add(
                    values.Origin.PositionOf(UdpSourcePort.Name),
                    "an E Series router sends from the port it sends to: remove udp-source-port, or set series: mx"
                );
        },
    };
}
