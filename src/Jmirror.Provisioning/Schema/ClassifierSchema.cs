using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>An entry of a policy's <c>classifier</c> or <c>drop</c>.</summary>
internal static class ClassifierSchema
{
    private const string NotCompared = "not compared";

    private static readonly Key<ClassifierConfig, IpPrefix> Source = new("source", Addresses.Any)
    {
        Help = "Source address or prefix.",
        Example = "10.0.0.0/24",
        AbsentMeans = NotCompared,
        Get = entry => entry.Source,
    };

    private static readonly Key<ClassifierConfig, IpPrefix> Destination = new("destination", Addresses.Any)
    {
        Help = "Destination address or prefix.",
        Example = "\"2001:db8:ff::/48\"",
        AbsentMeans = NotCompared,
        Get = entry => entry.Destination,
    };

    private static readonly Key<ClassifierConfig, PortRange> SourcePort = new("source-port", Scalars.Ports)
    {
        Help = "Transport source port or range; later fragments, which show no ports, do not fit.",
        Example = "5060-5080",
        AbsentMeans = NotCompared,
        Get = entry => entry.SourcePort,
    };

    private static readonly Key<ClassifierConfig, PortRange> DestinationPort = new(
        "destination-port",
        Scalars.Ports
    )
    {
        Help = "Transport destination port or range; later fragments, which show no ports, do not fit.",
        Example = "5060",
        AbsentMeans = NotCompared,
        Get = entry => entry.DestinationPort,
    };

    private static readonly Key<ClassifierConfig, byte> Protocol = new("protocol", IpFields.Protocol)
    {
        Help = "IP protocol, by number or name: tcp, udp, icmp, icmpv6, sctp, gre, esp and others.",
        Example = "udp",
        AbsentMeans = NotCompared,
        Get = entry => entry.Protocol,
    };

    private static readonly Key<ClassifierConfig, byte> Dscp = new("dscp", IpFields.Dscp)
    {
        Help = "Differentiated services code point, 0 to 63 or by name: ef, af11, cs1 and others.",
        Example = "ef",
        AbsentMeans = NotCompared,
        Get = entry => entry.Dscp,
    };

    /// <summary>An entry of the list whose entries are called <paramref name="noun"/>.</summary>
    public static MappingKind<ClassifierConfig> KindOf(string noun) =>
        new(
            noun,
            [Source, Destination, SourcePort, DestinationPort, Protocol, Dscp],
            values => new ClassifierConfig
            {
                Source = values.Find(Source),
                Destination = values.Find(Destination),
                SourcePort = values.Find(SourcePort),
                DestinationPort = values.Find(DestinationPort),
                Protocol = values.Find(Protocol),
                Dscp = values.Find(Dscp),
                Origin = values.Origin,
            }
        )
        {
            OriginOf = entry => entry.Origin,
            Check = (values, errors) =>
            {
                if (values.IsEmpty)
                    errors.Add(
                        values.Origin.Position,
                        $"{noun} compares nothing: give it a key such as protocol: udp"
                    );
            },
        };
}
