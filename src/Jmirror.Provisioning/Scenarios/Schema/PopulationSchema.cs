using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The section <c>population</c>.</summary>
internal static class PopulationSchema
{
    /// <summary>Who there is when a scenario says nothing of it.</summary>
    public static readonly PopulationPlan Default = new()
    {
        Access = new ConfigList<AccessShare>([new AccessShare(AccessKind.Ipoe, 1)]),
    };

    private static readonly Key<Placed<PopulationPlan>, int> Count = new(
        "count",
        Scalars.Number("a number of subscribers", 1, PopulationPlan.MaxCount)
    )
    {
        Help = "How many subscribers there are; they are numbered from 1.",
        Default = Default.Count,
        Example = "100",
        Get = population => population.Value.Count,
    };

    private static readonly Key<Placed<PopulationPlan>, int> Mirrored = new(
        "mirrored",
        Scalars.Number("a number of subscribers", 0, PopulationPlan.MaxCount)
    )
    {
        Help = "How many of them are mirrored, spread evenly over the population and the kinds of access.",
        Example = "10",
        AbsentMeans = "all of them",
        Get = population => population.Value.Mirrored,
    };

    private static readonly Key<Placed<PopulationPlan>, IReadOnlyList<AccessShare>> Access = new(
        "access",
        new WordsKind<IReadOnlyList<AccessShare>, AccessKind, int>(
            [("ipoe", AccessKind.Ipoe), ("pppoe", AccessKind.Pppoe), ("l2tp", AccessKind.L2tp)],
            Scalars.Number("a weight", 1, PopulationRules.MaxAccessWeight),
            most: 3,
            weights => new ConfigList<AccessShare>([
                .. weights.Select(one => new AccessShare(one.Word, one.Value)),
            ]),
            shares => shares.Select(share => (share.Access, share.Weight))
        )
    )
    {
        Help =
            "How they reach the router, by weight: ipoe (DHCP and DHCPv6), pppoe, l2tp (PPP through an access concentrator).",
        Default = Default.Access,
        Example = "{ ipoe: 2, pppoe: 1, l2tp: 1 }",
        Get = population => population.Value.Access,
    };

    private static readonly Key<Placed<PopulationPlan>, string> Username = new("username", Scalars.Text)
    {
        Help = "User name; {n} is the subscriber's number.",
        Default = Default.Username,
        Example = "\"user{n}@isp.example\"",
        Get = population => population.Value.Username,
    };

    private static readonly Key<Placed<PopulationPlan>, string> Password = new("password", Scalars.Text)
    {
        Help = "Password of PAP and CHAP; {n} is the subscriber's number.",
        Default = Default.Password,
        Example = "\"secret{n}\"",
        Get = population => population.Value.Password,
    };

    private static readonly Key<Placed<PopulationPlan>, string> CircuitId = new("circuit-id", Scalars.Text)
    {
        Help = "Agent circuit id; {n} is the subscriber's number, {outer} and {inner} are its VLAN ids.",
        Default = Default.CircuitId,
        Example = "\"olt1 eth 1/{n}:{outer}.{inner}\"",
        Get = population => population.Value.CircuitId,
    };

    private static readonly Key<Placed<PopulationPlan>, string> RemoteId = new("remote-id", Scalars.Text)
    {
        Help = "Agent remote id, likewise.",
        Default = Default.RemoteId,
        Example = "\"line{n}\"",
        Get = population => population.Value.RemoteId,
    };

    private static readonly Key<Placed<PopulationPlan>, OrNone<IpPrefix>> Ipv4 = new(
        "ipv4",
        new OrNoneKind<IpPrefix>(Addresses.Ipv4)
    )
    {
        Help = "Prefix of the IPv4 addresses: subscriber n has address n of it; none: no IPv4.",
        Default = new OrNone<IpPrefix>(Default.Ipv4),
        Example = "100.64.0.0/10",
        Get = population => new OrNone<IpPrefix>(population.Value.Ipv4),
    };

    private static readonly Key<Placed<PopulationPlan>, OrNone<IpPrefix>> Ipv6 = new(
        "ipv6",
        new OrNoneKind<IpPrefix>(Addresses.Ipv6)
    )
    {
        Help = "Prefix of the IPv6 networks: subscriber n has the /64 number n of it; none: no IPv6.",
        Default = new OrNone<IpPrefix>(Default.Ipv6),
        Example = "2001:db8::/32",
        Get = population => new OrNone<IpPrefix>(population.Value.Ipv6),
    };

    private static readonly Key<Placed<PopulationPlan>, VlanRange> OuterVlans = new(
        "outer-vlans",
        ScenarioScalars.Vlans
    )
    {
        Help = "VLAN ids of the outer tag, taken in turn; not for l2tp, which the network side carries.",
        Example = "100-199",
        AbsentMeans = "frames are untagged",
        Get = population => population.Value.OuterVlans,
    };

    private static readonly Key<Placed<PopulationPlan>, VlanRange> InnerVlans = new(
        "inner-vlans",
        ScenarioScalars.Vlans
    )
    {
        Help = "VLAN ids of the second tag, which change faster than the outer ones.",
        Example = "1-4000",
        AbsentMeans = "there is no second tag",
        Get = population => population.Value.InnerVlans,
    };

    private static readonly Key<Placed<PopulationPlan>, MacAddress> FirstMac = new("first-mac", Scalars.Mac)
    {
        Help = "Subscriber n has this Ethernet address plus n.",
        Default = Default.FirstMac,
        Example = "\"02:00:00:00:00:00\"",
        Get = population => population.Value.FirstMac,
    };

    private static readonly Key<Placed<PopulationPlan>, MacAddress> RouterMac = new("router-mac", Scalars.Mac)
    {
        Help = "The router's Ethernet address on all access links.",
        Default = Default.RouterMac,
        Example = "\"02:ff:00:00:00:01\"",
        Get = population => population.Value.RouterMac,
    };

    private static readonly Key<Placed<PopulationPlan>, Ipv4Address> LnsAddress = new(
        "lns-address",
        Scalars.Ipv4Host
    )
    {
        Help = "Address of the router as L2TP network server.",
        Default = Default.LnsAddress,
        Example = "203.0.113.1",
        Get = population => population.Value.LnsAddress,
    };

    private static readonly Key<Placed<PopulationPlan>, Ipv4Address> FirstLacAddress = new(
        "first-lac-address",
        Scalars.Ipv4Host
    )
    {
        Help =
            "Address of the access concentrator of the first L2TP tunnel; each further tunnel has the next.",
        Default = Default.FirstLacAddress,
        Example = "203.0.113.10",
        Get = population => population.Value.FirstLacAddress,
    };

    private static readonly Key<Placed<PopulationPlan>, int> SessionsPerTunnel = new(
        "sessions-per-tunnel",
        Scalars.Number("a number of sessions", 1, PopulationRules.MaxSessionsPerTunnel)
    )
    {
        Help = "Subscribers in one L2TP tunnel.",
        Default = Default.SessionsPerTunnel,
        Example = "10000",
        Get = population => population.Value.SessionsPerTunnel,
    };

    private static readonly Key<Placed<PopulationPlan>, uint> FirstMirrorId = new(
        "first-mirror-id",
        Scalars.Number("a mirror id", 1u, MirrorHeader.MaxMirrorId)
    )
    {
        Help = "Mirror id of the first mirrored subscriber; each further one has the next, at every login.",
        Default = Default.FirstMirrorId,
        Example = "1",
        Get = population => population.Value.FirstMirrorId,
    };

    private static readonly Key<Placed<PopulationPlan>, uint> FirstSessionId = new(
        "first-session-id",
        Scalars.Number("a session id", 0u, uint.MaxValue)
    )
    {
        Help = "Session id of the first login; each further login, of whomever, has the next.",
        Default = Default.FirstSessionId,
        Example = "1",
        Get = population => population.Value.FirstSessionId,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<Placed<PopulationPlan>> Kind = new(
        "population",
        [
            Count,
            Mirrored,
            Access,
            Username,
            Password,
            CircuitId,
            RemoteId,
            Ipv4,
            Ipv6,
            OuterVlans,
            InnerVlans,
            FirstMac,
            RouterMac,
            LnsAddress,
            FirstLacAddress,
            SessionsPerTunnel,
            FirstMirrorId,
            FirstSessionId,
        ],
        Make
    )
    {
        OriginOf = population => population.Origin,
        TellsAbsence = true,
    };

    private static Placed<PopulationPlan> Make(KeyValues<Placed<PopulationPlan>> values) =>
        new(
            new PopulationPlan
            {
                Count = values.Get(Count),
                Mirrored = values.Find(Mirrored) ?? values.Get(Count),
                Access = values.Get(Access),
                Username = values.Get(Username),
                Password = values.Get(Password),
                CircuitId = values.Get(CircuitId),
                RemoteId = values.Get(RemoteId),
                Ipv4 = values.Get(Ipv4).Value,
                Ipv6 = values.Get(Ipv6).Value,
                OuterVlans = values.Find(OuterVlans),
                InnerVlans = values.Find(InnerVlans),
                FirstMac = values.Get(FirstMac),
                RouterMac = values.Get(RouterMac),
                LnsAddress = values.Get(LnsAddress),
                FirstLacAddress = values.Get(FirstLacAddress),
                SessionsPerTunnel = values.Get(SessionsPerTunnel),
                FirstMirrorId = values.Get(FirstMirrorId),
                FirstSessionId = values.Get(FirstSessionId),
            },
            values.Origin
        );
}
