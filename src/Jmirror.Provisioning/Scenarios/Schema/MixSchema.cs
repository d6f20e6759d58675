using Jmirror.Provisioning.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>Entries of <c>mix</c>.</summary>
internal static class MixSchema
{
    private static readonly Key<Placed<MixShare>, ApplicationKind> Application = new(
        "application",
        Scalars.Choice(
            ("udp", ApplicationKind.Udp),
            ("voip", ApplicationKind.Voip),
            ("http", ApplicationKind.Http),
            ("tls", ApplicationKind.Tls),
            ("dns", ApplicationKind.Dns),
            ("icmp", ApplicationKind.Icmp),
            ("ppp", ApplicationKind.Ppp),
            ("capture", ApplicationKind.Capture)
        )
    )
    {
        Help =
            "What it is: udp (numbered datagrams to and fro), voip (SIP and RTP), http, tls, dns, icmp (echo), ppp (LCP echo of "
            + "PPP subscribers) or capture (the packets of the section capture).",
        Example = "udp",
        IsRequired = true,
        Get = share => share.Value.Application,
    };

    private static readonly Key<Placed<MixShare>, decimal> Weight = new("weight", ScenarioScalars.Weight)
    {
        Help = "How many packets in comparison to the other entries.",
        Default = 1,
        Example = "1",
        Get = share => share.Value.Weight,
    };

    private static readonly Key<Placed<MixShare>, SizeDistribution> Sizes = new("sizes", new SizesKind())
    {
        Help =
            "Lengths of the IP packets, bytes, for udp: imix (7 × 40, 4 × 576, 1 × 1500), a length, a range, or a list of ranges "
            + "with weights.",
        Example = "imix",
        AbsentMeans = "the application's own",
        Get = share => share.Value.Sizes,
    };

    private static readonly Key<Placed<MixShare>, decimal> Ipv6 = new("ipv6", ScenarioScalars.Share)
    {
        Help =
            "Share of its conversations over IPv6, of subscribers who have both families; who has one uses that.",
        Default = 0,
        Example = "50%",
        Get = share => share.Value.Ipv6,
    };

    /// <summary>An entry.</summary>
    public static readonly MappingKind<Placed<MixShare>> Kind = new(
        "an entry of the mix",
        [Application, Weight, Sizes, Ipv6],
        values => new Placed<MixShare>(
            new MixShare(values.Get(Application), values.Get(Weight))
            {
                Sizes = values.Has(Sizes) ? values.Get(Sizes) : null,
                Ipv6 = values.Get(Ipv6),
            },
            values.Origin
        )
    )
    {
        OriginOf = share => share.Origin,
        TellsAbsence = true,
    };
}
