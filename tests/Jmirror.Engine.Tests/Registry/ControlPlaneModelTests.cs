using CsCheck;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Engine.Tests.Subscribers;
using static Jmirror.Engine.Tests.Registry.Wish;

namespace Jmirror.Engine.Tests.Registry;

/// <summary>
/// Random histories of sightings and requests. Whatever happened before, what is mirrored on MX Series follows from
/// the requests and sessions that there are; on E Series it is a part of that.
/// </summary>
public sealed class ControlPlaneModelTests
{
    private const int Histories = 600;
    private const ushort CoreInterface = 3;

    private static readonly Gen<MirrorSelector> Selectors = Gen.Frequency(
        (
            4,
            Gen.OneOf(
                    Identity(IdentityKind.Username, "alice"),
                    Identity(IdentityKind.Username, "bob"),
                    Identity(IdentityKind.AcctSessionId, "1"),
                    Identity(IdentityKind.AgentCircuitId, "eth 1"),
                    Identity(IdentityKind.NasPortId, "port 1")
                )
                .ArrayUnique[1, 2]
                .Select(identities => new MirrorSelector { Identities = identities })
        ),
        (2, Gen.Long[1, 12].Select(session => new MirrorSelector { Session = session })),
        (
            1,
            Gen.OneOf(
                    new Trigger { PppoeSession = 1 },
                    new Trigger { Mac = Told.MacOf(Told.Mac) },
                    new Trigger { OuterVlan = 7, Interface = 0 },
                    new Trigger { Address = Told.Prefix("10.0.0.1"), Rank = TriggerRank.IpAddress }
                )
                .Array[1, 2]
                .Select(triggers => new MirrorSelector { Packets = triggers })
        )
    );

    private static readonly Gen<MirrorRequest> Requests =
        from selector in Selectors
        from origin in Gen.Enum<MirrorOrigin>()
        from mirrorId in Gen.UInt[1, 9]
        select ForUser(mirrorId, "") with
        {
            Selector = selector,
            Origin = origin,
        };

    private static readonly Gen<Action<PlaneUnderTest, long>> Steps = Gen.Frequency<
        Action<PlaneUnderTest, long>
    >(
        (
            6,
            SubscriberTableModelTests.Sightings.Select<Sighting, Action<PlaneUnderTest, long>>(step =>
                (router, now) => router.Plane.See(step with { Timestamp = now, Expiry = now + step.Expiry })
            )
        ),
        (
            3,
            Requests.Select<MirrorRequest, Action<PlaneUnderTest, long>>(request =>
                (router, _) => router.Plane.Add(request)
            )
        ),
        (
            1,
            Gen.Select(Gen.Long[1, 20], Requests)
                .Select<(long, MirrorRequest), Action<PlaneUnderTest, long>>(step =>
                    (router, _) => router.Plane.Replace(step.Item1, step.Item2)
                )
        ),
        (
            1,
            Gen.Long[1, 20]
                .Select<long, Action<PlaneUnderTest, long>>(number =>
                    (router, _) => router.Plane.Delete(number, "done")
                )
        ),
        (
            1,
            Gen.Long[1, 20]
                .Select<long, Action<PlaneUnderTest, long>>(number =>
                    (router, _) => router.Plane.LogOut(number, SessionEnd.AdminReset)
                )
        ),
        (
            1,
            Gen.Const<Action<PlaneUnderTest, long>>(
                (router, now) => router.Plane.Tick(now + (40 * Told.Second))
            )
        )
    );

    [Fact]
    public void MxSeries_MirrorsWhateverFits() =>
        Play(
            () => new PlaneUnderTest(Options),
            router =>
            {
                var expected = router
                    .Plane.List(0, int.MaxValue)
                    .SelectMany(state =>
                        ExpectedOf(state.Request, router.Plane.ListSubscribers(0, int.MaxValue))
                    );
                Assert.Equal(Lines(expected), Lines(router.Table.Mirrors.Select(Shown)));
            }
        );

    [Fact]
    public void ESeries_MirrorsEachSessionOnce_AndNoneAtTheInterfacesOfOthers() =>
        Play(
            () => PlaneUnderTest.ESeries(Options),
            router =>
            {
                var sessions = router.Plane.ListSubscribers(0, int.MaxValue);
                var states = router.Plane.List(0, int.MaxValue);
                var mirrored = states
                    .SelectMany(state => state.Mirrors)
                    .Where(one => one.Session != 0)
                    .Select(one => one.Session)
                    .ToList();
                Assert.Equal(mirrored.Distinct(), mirrored);
                foreach (var state in states)
                {
                    Assert.Subset(
                        ExpectedOf(state.Request, sessions).ToHashSet(StringComparer.Ordinal),
                        state.Mirrors.Select(one => Shown(one.Mirror)).ToHashSet(StringComparer.Ordinal)
                    );
                }
                Assert.Equal(
                    Lines(states.SelectMany(state => state.Mirrors).Select(one => Shown(one.Mirror))),
                    Lines(router.Table.Mirrors.Select(Shown))
                );
                var interfaces = states
                    .SelectMany(state => state.Request.Selector.Packets ?? [])
                    .Where(trigger => trigger.Rank == TriggerRank.Interface)
                    .ToList();
                Assert.DoesNotContain(
                    sessions.Where(session => mirrored.Contains(session.Number)),
                    session => interfaces.Any(trigger => Covers(trigger, session.Interface))
                );
            }
        );

    private static ControlPlaneOptions Options =>
        new()
        {
            CoreInterfaces = [CoreInterface],
            Subscribers = new SubscriberOptions { IdleTime = 200 * Told.Second, MaxSubscribers = 5 },
        };

    private static void Play(Func<PlaneUnderTest> create, Action<PlaneUnderTest> check) =>
        Gen.Select(Steps, Gen.Int[0, 12])
            .Array[1, 60]
            .Sample(
                history =>
                {
                    var router = create();
                    var now = Told.Start;
                    foreach (var (step, pause) in history)
                    {
                        now += pause * Told.Second;
                        step(router, now);
                        check(router);
                    }
                    CheckLog(router);
                },
                iter: Histories
            );

    /// <summary>What started and did not end is live.</summary>
    private static void CheckLog(PlaneUnderTest router)
    {
        var open = new List<string>();
        foreach (var line in router.Lines)
        {
            var header = $"{line.MirrorId}/{line.SessionId}";
            if (line.Kind == MirrorEventKind.Start)
                open.Add(header);
            else if (line.Kind == MirrorEventKind.End)
                Assert.True(open.Remove(header), header);
        }
        Assert.Equal(Lines(open), Lines(router.Live.Split(' ').Where(header => header.Length > 0)));
    }

    private static IEnumerable<string> ExpectedOf(MirrorRequest request, IReadOnlyList<Subscriber> sessions)
    {
        var selector = request.Selector;
        if (selector.Packets is { } packets)
            return [Shown(request.Target.Handle!.Value.MirrorId, 0, packets)];
        var rank = selector.Identities is { } identities
            ? TriggerRanks.Of(identities[0].Kind, TriggerOrder.Junose111)!.Value
            : TriggerRank.AcctSessionId;
        return from session in sessions
            where
                session.Number == selector.Session
                || (selector.Identities?.All(session.Identities.Contains) ?? false)
            select Shown(
                request.Target.Handle!.Value.MirrorId,
                session.AccountingSessionId,
                new SessionTriggers([CoreInterface]).Of(session, rank)
            );
    }

    private static string Shown(Mirror mirror) =>
        Shown(
            mirror.Definition.Header!.Value.MirrorId,
            mirror.Definition.Header.Value.SessionId,
            mirror.Definition.Triggers
        );

    private static string Shown(uint mirrorId, uint sessionId, IReadOnlyList<Trigger> triggers) =>
        $"{mirrorId}/{sessionId} {string.Join(" | ", triggers)}";

    private static bool Covers(Trigger trigger, SubscriberInterface? link) =>
        link is not null
        && (trigger.PppoeSession is not { } session || session == link.PppoeSession)
        && (trigger.Mac is not { } mac || mac == link.Mac)
        && (trigger.OuterVlan is not { } vlan || vlan == link.OuterVlan);

    private static string Lines(IEnumerable<string> lines) =>
        string.Join('\n', lines.Order(StringComparer.Ordinal));
}
