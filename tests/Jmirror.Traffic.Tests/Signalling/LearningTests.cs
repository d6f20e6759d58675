using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>Our own router learns from the frames exactly who the plan says is there.</summary>
public sealed class LearningTests
{
    private const int Count = 200;

    [Theory]
    [InlineData(AccessKind.Ipoe, PppAuthentication.Pap)]
    [InlineData(AccessKind.Pppoe, PppAuthentication.Pap)]
    [InlineData(AccessKind.Pppoe, PppAuthentication.Chap)]
    [InlineData(AccessKind.L2tp, PppAuthentication.Pap)]
    [InlineData(AccessKind.L2tp, PppAuthentication.Chap)]
    public void Logins_ShowEverySubscriberAsPlanned(AccessKind access, PppAuthentication authentication)
    {
        var logins = new Logins(
            Plans.Of(access, Count, sessionsPerTunnel: 64),
            new SignallingOptions { Authentication = authentication }
        );
        var table = new LearnedTable();

        table.See(logins.AllIn());

        AssertTable(table, logins, hasRadius: false, Enumerable.Range(1, Count));
    }

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    [InlineData(AccessKind.L2tp)]
    public void LoginsWithRadius_ShowAllIdentities(AccessKind access)
    {
        var logins = new Logins(
            Plans.Of(access, Count, sessionsPerTunnel: 64),
            new SignallingOptions { Radius = Plans.Radius }
        );
        var table = new LearnedTable();

        table.See(logins.AllIn());

        AssertTable(table, logins, hasRadius: true, Enumerable.Range(1, Count));
    }

    [Theory]
    [InlineData(AccessKind.Ipoe, true, false, false)]
    [InlineData(AccessKind.Ipoe, false, true, false)]
    [InlineData(AccessKind.Ipoe, false, true, true)]
    [InlineData(AccessKind.Pppoe, true, false, false)]
    [InlineData(AccessKind.Pppoe, false, true, true)]
    [InlineData(AccessKind.L2tp, true, false, true)]
    [InlineData(AccessKind.L2tp, false, true, false)]
    public void LoginsOfOneFamily_ShowItsAddressAlone(
        AccessKind access,
        bool hasIpv4,
        bool hasIpv6,
        bool hasRadius
    )
    {
        var plan = Plans.Of(access, 20);
        plan = plan with { Ipv4 = hasIpv4 ? plan.Ipv4 : null, Ipv6 = hasIpv6 ? plan.Ipv6 : null };
        var logins = new Logins(plan, new SignallingOptions { Radius = hasRadius ? Plans.Radius : null });
        var table = new LearnedTable();

        table.See(logins.AllIn());

        AssertTable(table, logins, hasRadius, Enumerable.Range(1, 20));
    }

    [Theory]
    [InlineData(AccessKind.Ipoe)]
    [InlineData(AccessKind.Pppoe)]
    public void LoginsWithoutTags_AreToldApart(AccessKind access)
    {
        var logins = new Logins(
            Plans.Of(access, 20) with
            {
                OuterVlans = null,
                InnerVlans = null,
            },
            new SignallingOptions { Radius = Plans.Radius }
        );
        var table = new LearnedTable();

        table.See(logins.AllIn());

        AssertTable(table, logins, hasRadius: true, Enumerable.Range(1, 20));
    }

    [Theory]
    [InlineData(AccessKind.Ipoe, false)]
    [InlineData(AccessKind.Ipoe, true)]
    [InlineData(AccessKind.Pppoe, false)]
    [InlineData(AccessKind.Pppoe, true)]
    [InlineData(AccessKind.L2tp, false)]
    [InlineData(AccessKind.L2tp, true)]
    public void Logouts_LeaveTheOthers(AccessKind access, bool hasRadius)
    {
        var logins = new Logins(
            Plans.Of(access, Count, sessionsPerTunnel: 64),
            new SignallingOptions { Radius = hasRadius ? Plans.Radius : null }
        );
        var table = new LearnedTable();
        table.See(logins.AllIn());

        for (var number = 1; number <= Count; number += 3)
            table.See(logins.Out(number));

        AssertTable(table, logins, hasRadius, Enumerable.Range(1, Count).Where(number => number % 3 != 1));

        table.See(Enumerable.Range(1, Count).Where(number => number % 3 != 1).SelectMany(logins.Out));

        Assert.Empty(table.Sessions);
    }

    [Theory]
    [InlineData(AccessKind.Ipoe, false)]
    [InlineData(AccessKind.Ipoe, true)]
    [InlineData(AccessKind.Pppoe, false)]
    [InlineData(AccessKind.Pppoe, true)]
    [InlineData(AccessKind.L2tp, false)]
    [InlineData(AccessKind.L2tp, true)]
    public void LaterLogins_ShowTheNewSessions(AccessKind access, bool hasRadius)
    {
        var logins = new Logins(
            Plans.Of(access, 40, sessionsPerTunnel: 16),
            new SignallingOptions { Radius = hasRadius ? Plans.Radius : null }
        );
        var table = new LearnedTable();
        for (var round = 0; round < 3; round++)
        {
            table.See(logins.AllIn());
            AssertTable(table, logins, hasRadius, Enumerable.Range(1, 40));
            table.See(logins.AllOut());
            Assert.Empty(table.Sessions);
        }
    }

    [Fact]
    public void InterleavedLogins_AreToldApart()
    {
        var plan = Plans.Of(AccessKind.Pppoe, 60) with
        {
            Access =
            [
                new AccessShare(AccessKind.Ipoe, 1),
                new AccessShare(AccessKind.Pppoe, 1),
                new AccessShare(AccessKind.L2tp, 1),
            ],
        };
        var logins = new Logins(plan, new SignallingOptions { Radius = Plans.Radius });
        var table = new LearnedTable();
        var queues = Enumerable
            .Range(1, 60)
            .Select(number => new Queue<LoginFrame>(logins.In(number)))
            .ToList();
        // The tunnel's first login goes ahead of the others, which must find the tunnel open.
        table.See(queues[2]);
        queues.RemoveAt(2);

        while (queues.Exists(queue => queue.Count > 0))
            table.See(queues.Where(queue => queue.Count > 0).Select(queue => queue.Dequeue()).ToList());

        AssertTable(table, logins, hasRadius: true, Enumerable.Range(1, 60));
    }

    private static void AssertTable(
        LearnedTable table,
        Logins logins,
        bool hasRadius,
        IEnumerable<int> numbers
    )
    {
        var expected = numbers.Select(number => Describe(logins, number, hasRadius));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            table.Sessions.Select(Describe).Order(StringComparer.Ordinal)
        );
    }

    private static string Describe(Subscriber session) =>
        Describe(session.Interface, session.Identities, session.Addresses);

    private static string Describe(Logins logins, int number, bool hasRadius)
    {
        var population = logins.Population;
        var who = population[number];
        var session = logins.SessionOf(number);
        return Describe(
            InterfaceOf(population, who, session),
            [.. IdentitiesOf(population, who, session, hasRadius)],
            AddressesOf(who)
        );
    }

    private static string Describe(
        SubscriberInterface? link,
        IEnumerable<SubscriberIdentity> identities,
        IEnumerable<IpPrefix> addresses
    ) =>
        string.Join(
            '\n',
            identities
                .Select(identity => $"{identity.Kind} {identity.Value}")
                .Concat(addresses.Select(address => $"{address}"))
                .Order(StringComparer.Ordinal)
                .Append($"{link}")
        );

    private static SubscriberInterface InterfaceOf(
        SubscriberPopulation population,
        SyntheticSubscriber who,
        SubscriberSession session
    ) =>
        who.Access == AccessKind.L2tp
            ? new SubscriberInterface
            {
                L2tp = new L2tpAttachment(
                    new L2tpEnd(
                        IpPrefix.FromIpv4(population.LacAddress(who.Tunnel).Value),
                        who.Tunnel,
                        session.LinkSession
                    ),
                    new L2tpEnd(
                        IpPrefix.FromIpv4(population.Plan.LnsAddress.Value),
                        (ushort)(65_535 - who.Tunnel),
                        (ushort)(65_535 - session.LinkSession)
                    )
                ),
            }
            : new SubscriberInterface
            {
                Interface = 0,
                OuterVlan = who.OuterVlan,
                InnerVlan = who.InnerVlan,
                PppoeSession = session.LinkSession,
                Mac = who.Mac,
            };

    private static IEnumerable<SubscriberIdentity> IdentitiesOf(
        SubscriberPopulation population,
        SyntheticSubscriber who,
        SubscriberSession session,
        bool hasRadius
    )
    {
        var number = who.Number;
        var (circuitId, remoteId) = (population.CircuitId(number), population.RemoteId(number));
        if (who.HasPpp || hasRadius)
            yield return new(IdentityKind.Username, population.Username(number));
        if (who.Access == AccessKind.L2tp || hasRadius)
            yield return new(IdentityKind.CallingStationId, new LineNames(population).CallingStationId(who));
        if (who.Access != AccessKind.L2tp)
        {
            yield return new(IdentityKind.AgentCircuitId, circuitId);
            yield return new(IdentityKind.AgentRemoteId, remoteId);
        }
        if (who is { Access: AccessKind.Ipoe, HasIpv4: true })
            yield return new(IdentityKind.DhcpOption82, Option82(circuitId, remoteId));
        if (!hasRadius)
            yield break;
        yield return new(IdentityKind.AcctSessionId, $"{session.SessionId}");
        yield return new(IdentityKind.NasPortId, LineNames.NasPortId(who));
    }

    private static string Option82(string circuitId, string remoteId) =>
        $"01{circuitId.Length:x2}{Hexadecimal(circuitId)}02{remoteId.Length:x2}{Hexadecimal(remoteId)}";

    private static string Hexadecimal(string text) =>
        Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(text));

    private static IEnumerable<IpPrefix> AddressesOf(SyntheticSubscriber who)
    {
        if (who.HasIpv4)
            yield return new IpPrefix(IpPrefix.FromIpv4(who.Addresses.Ipv4.Value), 128);
        if (who.HasIpv6)
            yield return new IpPrefix(who.Ipv6Prefix, 64);
    }
}
