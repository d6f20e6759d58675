using Jmirror.Engine.Registry;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>router</c>.</summary>
internal static class RouterSchema
{
    private static readonly Key<RouterConfig, RouterSeries> Series = new(
        "series",
        Scalars.Choice(("e", RouterSeries.E), ("mx", RouterSeries.Mx))
    )
    {
        Help = "Whose rules apply: e (E Series, JUNOSe) or mx (MX Series, Junos).",
        Default = RouterSeries.Mx,
        Example = "mx",
        InStarter = true,
        Get = router => router.Series,
    };

    private static readonly Key<RouterConfig, string> Name = new("name", Scalars.Text)
    {
        Help = "Name of the router in output.",
        Default = RouterConfig.DefaultName,
        Example = "lab-mx1",
        Get = router => router.Name,
    };

    private static readonly Key<RouterConfig, Ipv4Address> SourceAddress = new(
        "source-address",
        Scalars.Ipv4Host
    )
    {
        Help = "Outer source address: the analyzer port's on E Series, source-ipv4-address on MX Series.",
        Example = "192.0.2.1",
        AbsentMeans = "the address from which this host would send to the analyzer",
        Get = router => router.SourceAddress,
    };

    private static readonly Key<RouterConfig, ushort> UdpSourcePort = new("udp-source-port", Scalars.UdpPort)
    {
        Help = "UDP source port, on MX Series only: an E Series router sends from the port it sends to.",
        Example = "50000",
        AbsentMeans = "the same as the destination port",
        Get = router => router.UdpSourcePort,
    };

    private static readonly Key<RouterConfig, byte> TimeToLive = new(
        "ttl",
        Scalars.Number<byte>("a TTL", 1, byte.MaxValue)
    )
    {
        Help = "TTL of the outer IPv4 header, hops.",
        Default = OuterHeader.DefaultTimeToLive,
        Example = "255",
        Get = router => router.TimeToLive,
    };

    private static readonly Key<RouterConfig, VersionBits> VersionBitsKey = new(
        "version-bits",
        Scalars.Choice(("keep", VersionBits.Keep), ("clear", VersionBits.Clear))
    )
    {
        Help =
            "Version bits of a 4-byte handle in the mirror header: keep sends 40000010 as 40 00 00 10, clear as "
            + "00 00 00 10. Juniper's documents show both.",
        Default = VersionBits.Keep,
        Example = "keep",
        Get = router => router.VersionBits,
    };

    private static readonly Key<RouterConfig, TriggerOrder> TriggerPrecedence = new(
        "trigger-precedence",
        Scalars.Choice(("11.1", TriggerOrder.Junose111), ("7.2", TriggerOrder.Junose72))
    )
    {
        Help =
            "Which trigger wins on E Series when a packet has several: as JUNOSe 11.1 documents it, or 7.2, which puts "
            + "nas-port-id before username.",
        Default = TriggerOrder.Junose111,
        Example = "\"11.1\"",
        Get = router => router.TriggerOrder,
    };

    private static readonly Key<RouterConfig, string> DefaultAnalyzer = new("default-analyzer", Scalars.Text)
    {
        Help =
            "Name of the analyzer whose way out (via, source-address, udp-source-port, mtu, oversize) copies take to "
            + "analyzers that RADIUS or DTCP name and this file does not list.",
        Example = "md1",
        AbsentMeans = "copies to such analyzers are routed, with the defaults of an analyzer",
        Get = router => router.DefaultAnalyzer,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<RouterConfig> Kind = new(
        "router",
        [
            Series,
            Name,
            SourceAddress,
            UdpSourcePort,
            TimeToLive,
            VersionBitsKey,
            TriggerPrecedence,
            DefaultAnalyzer,
        ],
        values => new RouterConfig
        {
            Series = values.Get(Series),
            Name = values.Get(Name),
            SourceAddress = values.Find(SourceAddress),
            UdpSourcePort = values.Find(UdpSourcePort),
            TimeToLive = values.Get(TimeToLive),
            VersionBits = values.Get(VersionBitsKey),
            TriggerOrder = values.Get(TriggerPrecedence),
            DefaultAnalyzer = values.Find(DefaultAnalyzer),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = router => router.Origin,
        TellsAbsence = true,
    };
}
