using CsCheck;
using Jmirror.Testing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Tests.Plans;

namespace Jmirror.Traffic.Tests.Sessions;

/// <summary>What holds however sessions come and go.</summary>
public sealed class SessionBookPropertyTests
{
    private const int MostChanges = 2000;
    private const int Iterations = 50;
    private const long Second = 1_000_000_000;

    private static readonly Gen<(PopulationPlan Plan, ChurnPlan Churn, ulong Seed)> Any = Gen.Select(
        AnyPlan.Population,
        AnyPlan.Churn,
        Gen.ULong
    );

    [Fact]
    public void LinkSessions_OfOneLink_AreNeverLiveTwiceAndChangeWithEachLogin() =>
        Any.Sample(
            any =>
            {
                var run = new SessionRun(new SubscriberPopulation(any.Plan), any.Churn, any.Seed);
                var holders = new Dictionary<(AccessKind, int, int, int, int), int>();
                var last = new ushort[any.Plan.Count + 1];
                run.Go(
                    MostChanges,
                    change =>
                    {
                        var (who, link) = (
                            run.Population[change.Subscriber],
                            run.Book[change.Subscriber].LinkSession
                        );
                        Assert.Equal(who.HasPpp, link != 0);
                        if (!change.IsLogin || !who.HasPpp)
                            return;
                        Assert.NotEqual(last[who.Number], link);
                        last[who.Number] = link;
                        var key = (
                            who.Access,
                            (int)who.OuterVlan,
                            (int)who.InnerVlan,
                            (int)who.Tunnel,
                            (int)link
                        );
                        if (holders.TryGetValue(key, out var holder) && holder != who.Number)
                            Assert.Equal(SessionPhase.Offline, run.Book[holder].Phase);
                        holders[key] = who.Number;
                    }
                );
            },
            iter: Iterations
        );

    [Fact]
    public void SessionIds_FollowTheLogins() =>
        Any.Sample(
            any =>
            {
                var run = new SessionRun(new SubscriberPopulation(any.Plan), any.Churn, any.Seed);
                var next = any.Plan.FirstSessionId;
                run.Go(
                    MostChanges,
                    change =>
                    {
                        if (change.IsLogin)
                            Assert.Equal(next++, run.Book[change.Subscriber].SessionId);
                    }
                );
            },
            iter: Iterations
        );

    [Fact]
    public void Counts_AreThoseOfTheSessions() =>
        Any.Sample(
            any =>
            {
                var run = new SessionRun(new SubscriberPopulation(any.Plan), any.Churn, any.Seed);
                run.Go(MostChanges, _ => { });

                var online = Enumerable
                    .Range(1, any.Plan.Count)
                    .Where(number => run.Book[number].Phase == SessionPhase.Online)
                    .ToList();
                Assert.Equal(online.Count, run.Book.Online);
                Assert.Equal(online.Count(run.Population.IsMirrored), run.Book.MirroredOnline);
                Assert.Equal(
                    (run.Established, run.Refused, run.Ended),
                    (run.Book.Logins, run.Book.Refusals, run.Book.Logouts)
                );
            },
            iter: Iterations
        );

    [Fact]
    public void Changes_ComeInOrderOfTime_AndLoginsWithinTheRateInEverySecond() =>
        Any.Sample(
            any =>
            {
                var run = new SessionRun(new SubscriberPopulation(any.Plan), any.Churn, any.Seed);
                run.Go(MostChanges, _ => { });

                var times = run.Changes.Select(change => change.Time).ToList();
                var logins = run
                    .Changes.Where(change => change.IsLogin)
                    .Select(change => change.Time)
                    .ToList();
                Assert.Equal(times.Order(), times);
                Assert.All(
                    logins.Zip(logins.Skip((int)decimal.Ceiling(any.Churn.LoginsPerSecond))),
                    pair => Assert.InRange(pair.Second - pair.First, Second, long.MaxValue)
                );
            },
            iter: Iterations
        );

    [Fact]
    public void SameSeed_GivesTheSameChanges_AnotherSeedOthers()
    {
        var population = new SubscriberPopulation(new PopulationPlan { Count = 100 });
        var second = new DurationDistribution(DurationShape.Exponential, Second);
        var churn = new ChurnPlan { Online = second, Offline = second };

        var first = ChangesOf(population, churn, seed: 1);

        Assert.Equal(first, ChangesOf(population, churn, seed: 1));
        Assert.NotEqual(first, ChangesOf(population, churn, seed: 2));
    }

    [Fact]
    public void AMillionSubscribers_AllComeGoAndComeAgain_InBoundedMemory()
    {
        const int Million = 1_000_000;
        var population = new SubscriberPopulation(new PopulationPlan { Count = Million, Mirrored = 10_000 });
        var hour = new DurationDistribution(DurationShape.Exponential, 3600 * Second);
        var churn = new ChurnPlan
        {
            LoginsPerSecond = Million,
            Online = hour,
            Offline = hour,
        };

        var before = Allocations.Now;
        var book = new SessionBook(population, churn, seed: 1);
        for (var changes = 0; changes < 3 * Million; changes++)
        {
            Assert.True(book.TryTakeChange(long.MaxValue, out var change));
            if (change.IsLogin)
                book.Established(change.Subscriber, change.Time);
            else
                book.Ended(change.Subscriber, change.Time);
        }
        var allocated = Allocations.Now - before;

        // 8 bytes of session, 4 of login count, and queues that have grown by doubling; it is kept to half of this.
        Assert.InRange(allocated, 0, 100_000_000);
        Assert.Equal(book.Logins - book.Logouts, book.Online);
    }

    private static List<SessionChange> ChangesOf(SubscriberPopulation population, ChurnPlan churn, ulong seed)
    {
        var run = new SessionRun(population, churn, seed);
        run.Go(MostChanges, _ => { });
        return run.Changes;
    }
}
