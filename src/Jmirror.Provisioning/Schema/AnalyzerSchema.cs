using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>analyzers</c>.</summary>
internal static class AnalyzerSchema
{
    private static readonly Key<AnalyzerConfig, Ipv4Address> Address = new("address", Scalars.Ipv4Host)
    {
        Help = "IPv4 address of the analyzer.",
        Example = "192.0.2.100",
        IsRequired = true,
        InStarter = true,
        Get = analyzer => analyzer.Address,
    };

    private static readonly Key<AnalyzerConfig, ushort> Port = new("port", Scalars.UdpPort)
    {
        Help =
            "UDP port of the analyzer. On E Series an IP mirror has a header only when it has a handle and its analyzer a port.",
        Example = $"{OuterHeader.DefaultPort}",
        AbsentMeans =
            $"{OuterHeader.DefaultPort} on MX Series; none on E Series, where the analyzer then gets bare IP copies",
        InStarter = true,
        Get = analyzer => analyzer.Port,
    };

    private static readonly Key<AnalyzerConfig, ViaConfig> Via = new("via", new ViaKind())
    {
        Help = "How copies get there: routed, or the analyzer port and the MAC to send to.",
        Default = ViaConfig.Routed,
        Example = "{ port: eth2, static-arp: \"02:00:00:00:00:09\" }",
        Get = analyzer => analyzer.Via,
    };

    private static readonly Key<AnalyzerConfig, Ipv4Address> SourceAddress = new(
        "source-address",
        Scalars.Ipv4Host
    )
    {
        Help = "Outer source address towards this analyzer.",
        Example = "192.0.2.1",
        AbsentMeans =
            "the router's source-address, else the address from which this host would send to the analyzer",
        Get = analyzer => analyzer.SourceAddress,
    };

    private static readonly Key<AnalyzerConfig, ushort> UdpSourcePort = new(
        "udp-source-port",
        Scalars.UdpPort
    )
    {
        Help = "UDP source port towards this analyzer, on MX Series only.",
        Example = "50000",
        AbsentMeans = "the router's udp-source-port, else the same as the destination port",
        Get = analyzer => analyzer.UdpSourcePort,
    };

    private static readonly Key<AnalyzerConfig, ushort> Mtu = new(
        "mtu",
        Scalars.Number<ushort>("an MTU", MirrorDefinition.MinimumMtu, ushort.MaxValue)
    )
    {
        Help = "Largest IP datagram that the way out carries, bytes.",
        Default = MirrorDefinition.DefaultMtu,
        Example = "1500",
        Get = analyzer => analyzer.Mtu,
    };

    private static readonly Key<AnalyzerConfig, OversizeRule> Oversize = new(
        "oversize",
        Scalars.Choice(
            ("fragment", OversizeRule.Fragment),
            ("drop", OversizeRule.Drop),
            ("send", OversizeRule.Send)
        )
    )
    {
        Help =
            "What becomes of copies larger than the mtu: fragment (the outer IPv4 packet), drop, or send as they are.",
        Default = OversizeRule.Fragment,
        Example = "fragment",
        Get = analyzer => analyzer.Oversize,
    };

    /// <summary>One analyzer.</summary>
    public static readonly MappingKind<AnalyzerConfig> Body = new(
        "an analyzer",
        [Address, Port, Via, SourceAddress, UdpSourcePort, Mtu, Oversize],
        values => new AnalyzerConfig
        {
            Name = "",
            Address = values.Get(Address),
            Port = values.Find(Port),
            Via = values.Get(Via),
            SourceAddress = values.Find(SourceAddress),
            UdpSourcePort = values.Find(UdpSourcePort),
            Mtu = values.Get(Mtu),
            Oversize = values.Get(Oversize),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = analyzer => analyzer.Origin,
        TellsAbsence = true,
    };

    /// <summary>The section.</summary>
    public static readonly NamedKind<AnalyzerConfig> Kind = new(
        Body,
        analyzer => analyzer.Name,
        (analyzer, name) => analyzer with { Name = name },
        "md1"
    );

    /// <summary>An analyzer with what it takes over from its router: the precedence is analyzer, router, default of the series.</summary>
    public static AnalyzerConfig Under(RouterConfig router, AnalyzerConfig analyzer)
    {
        var byDefault = router.Series == RouterSeries.Mx ? OuterHeader.DefaultPort : (ushort?)null;
        return analyzer with
        {
            Port = analyzer.Port ?? byDefault,
            SourceAddress = analyzer.SourceAddress ?? router.SourceAddress,
            UdpSourcePort = analyzer.UdpSourcePort ?? router.UdpSourcePort,
            Origin = analyzer
                .Origin.Inherit(SourceAddress.Name, router.Origin.Find(SourceAddress.Name))
                .Inherit(UdpSourcePort.Name, router.Origin.Find(UdpSourcePort.Name)),
        };
    }
}
