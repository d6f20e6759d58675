using System.Globalization;
using Jmirror.Engine.Accounting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>What the router tells RADIUS of a synthetic subscriber; made when it is needed, as a million may log in.</summary>
/// <param name="population">The subscribers.</param>
/// <param name="authentication">How those with PPP prove who they are; the router asks for others by PAP.</param>
internal sealed class LineDescriptions(SubscriberPopulation population, PppAuthentication authentication)
{
    private const int PrefixBits = 64;
    private const int HostBits = 128;

    private readonly LineNames _names = new(population);

    /// <summary>Its password, as it is.</summary>
    public RadiusSecret PasswordOf(int subscriber) => new(population.Password(subscriber));

    /// <summary>How the password travels.</summary>
    public PasswordMethod MethodOf(int subscriber) =>
        authentication == PppAuthentication.Chap && population[subscriber].HasPpp
            ? PasswordMethod.Chap
            : PasswordMethod.Pap;

    /// <summary>Who it is in one of its sessions, and what that carried.</summary>
    public SessionState StateOf(int subscriber, uint sessionId, SessionTraffic traffic)
    {
        var who = population[subscriber];
        return new SessionState(IdentitiesOf(who, sessionId), AddressesOf(who), traffic);
    }

    private List<SubscriberIdentity> IdentitiesOf(in SyntheticSubscriber who, uint sessionId)
    {
        List<SubscriberIdentity> identities =
        [
            new(IdentityKind.Username, population.Username(who.Number)),
            new(IdentityKind.AcctSessionId, sessionId.ToString(CultureInfo.InvariantCulture)),
            new(IdentityKind.NasPortId, LineNames.NasPortId(who)),
            new(IdentityKind.CallingStationId, _names.CallingStationId(who)),
        ];
        // Between access concentrator and router nothing tells them.
        if (who.Access != AccessKind.L2tp)
        {
            identities.Add(new(IdentityKind.AgentCircuitId, population.CircuitId(who.Number)));
            identities.Add(new(IdentityKind.AgentRemoteId, population.RemoteId(who.Number)));
        }
        return identities;
    }

    private static List<IpPrefix> AddressesOf(in SyntheticSubscriber who)
    {
        var addresses = new List<IpPrefix>();
        if (who.HasIpv4)
            addresses.Add(new IpPrefix(IpPrefix.FromIpv4(who.Addresses.Ipv4.Value), HostBits));
        if (who.HasIpv6)
            addresses.Add(new IpPrefix(who.Ipv6Prefix, PrefixBits));
        return addresses;
    }
}
