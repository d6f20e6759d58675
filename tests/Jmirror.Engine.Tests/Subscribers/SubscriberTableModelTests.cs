using CsCheck;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>
/// Random histories out of few values, so that sessions meet, contradict, replace and join each other all the time.
/// </summary>
public sealed class SubscriberTableModelTests
{
    private const int Histories = 1_000;
    private const int SessionLimit = 5;
    private const long IdleTime = 200 * Second;

    private static readonly Gen<SubscriberInterface?> Links = Gen.OneOf<SubscriberInterface?>(
        null,
        null,
        null,
        Ethernet(),
        Ethernet(OtherMac),
        Pppoe(1),
        Pppoe(2),
        Pppoe(1, OtherMac),
        Vlan(7)
    );

    private static readonly Gen<SubscriberIdentity[]> Identities = Gen.Select(
        Told(IdentityKind.Username, "alice", "alice@isp", "bob"),
        Told(IdentityKind.AcctSessionId, "1", "2", "3"),
        Told(IdentityKind.CallingStationId, Mac, OtherMac, "+49"),
        Told(IdentityKind.AgentCircuitId, "eth 1", "eth 2"),
        Told(IdentityKind.AgentRemoteId, "line 1", "line 2"),
        Told(IdentityKind.NasPortId, "port 1", "port 2"),
        (a, b, c, d, e, f) => (SubscriberIdentity[])[.. a, .. b, .. c, .. d, .. e, .. f]
    );

    private static readonly Gen<IpPrefix[]?> Addresses = Gen.Frequency<IpPrefix[]?>(
        (3, Gen.Const((IpPrefix[]?)null)),
        (
            3,
            Gen.OneOf(
                    Prefix("10.0.0.1"),
                    Prefix("10.0.0.2"),
                    Prefix("192.168.0.0/24"),
                    Prefix("2001:db8::/64"),
                    Prefix("2001:db8:1::/56")
                )
                .ArrayUnique[0, 2]
                .Select(addresses => (IpPrefix[]?)addresses)
        )
    );

    internal static readonly Gen<Sighting> Sightings =
        from kind in Gen.Frequency(
            (20, Gen.Const(SightingKind.Up)),
            (4, Gen.Const(SightingKind.Down)),
            (1, Gen.Const(SightingKind.AllDown))
        )
        from source in Gen.OneOf([.. Enum.GetValues<SightingSource>().Except([SightingSource.Configuration])])
        from link in Links
        from nas in Gen.OneOf(null, "a", "a", "b")
        from identities in Identities
        from addresses in Addresses
        from login in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        from lease in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 60]))
        from pause in Gen.Frequency((5, Gen.Int[0, 12]), (1, Gen.Int[0, 250]))
        select new Sighting
        {
            Kind = kind,
            Source = source,
            // Until the history is put together: the time since the sighting before.
            Timestamp = pause * Second,
            Interface = kind == SightingKind.AllDown ? null : link,
            Nas = kind == SightingKind.AllDown ? nas ?? "a" : nas,
            Identities = identities,
            Addresses = addresses,
            IsLogin = login,
            Expiry = lease == 0 ? null : lease * Second,
        };

    [Fact]
    public void Table_DoesWhatTheRulesSay() =>
        Sightings
            .Array[1, 40]
            .Sample(
                history =>
                {
                    var table = new TableUnderTest(
                        new SubscriberOptions { IdleTime = IdleTime, MaxSubscribers = SessionLimit }
                    );
                    var model = new NaiveSubscriberTable(IdleTime, SessionLimit);
                    var now = Start;
                    foreach (var step in history)
                    {
                        now += step.Timestamp;
                        var seen = step with { Timestamp = now, Expiry = now + step.Expiry };
                        var refused = table.Table.Refused;
                        table.Table.See(seen);
                        model.See(seen);
                        Check(table, model, table.Table.Refused > refused);
                        table.Table.Tick(now);
                        model.Tick(now);
                        Check(table, model, refused: false);
                    }
                },
                iter: Histories
            );

    private static void Check(TableUnderTest table, NaiveSubscriberTable model, bool refused)
    {
        var events = table.Events.Split(", ").Where(one => one.Length > 0).ToList();
        if (refused)
            events.Add("refused");
        // Sessions whose time comes at the same moment end in any order.
        Assert.Equal(
            Lines(model.Events.Order(StringComparer.Ordinal)),
            Lines(events.Order(StringComparer.Ordinal))
        );
        Assert.Equal(Lines(model.Sessions), Lines(table.Table.List(0, int.MaxValue).Select(Shown)));
        model.Events.Clear();
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Shown(Subscriber session)
    {
        var shown = new NaiveSession { Number = session.Number, Link = session.Interface };
        foreach (var identity in session.Identities)
            shown.Told.Add(identity.Kind, (SightingSource.Ppp, identity.Value));
        shown.Addresses.AddRange(session.Addresses.Select(prefix => (SightingSource.Ppp, prefix)));
        return shown.ToString();
    }

    private static Gen<SubscriberIdentity[]> Told(IdentityKind kind, params string[] values) =>
        Gen.Frequency(
            (2, Gen.Const<SubscriberIdentity[]>([])),
            (
                1,
                Gen.OneOf(values).Select(value => (SubscriberIdentity[])[new SubscriberIdentity(kind, value)])
            )
        );
}
