using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

public sealed class SessionBookTests
{
    private const long Second = 1_000_000_000;

    private static readonly DurationDistribution Minute = new(DurationShape.Fixed, 60 * Second);
    private static readonly DurationDistribution Hour = new(DurationShape.Fixed, 3600 * Second);

    [Fact]
    public void WithoutChurn_EverybodyIsOnlineForEver()
    {
        var book = new SessionBook(
            PopulationOf(4, mirrored: 2, AccessKind.Pppoe, AccessKind.Ipoe),
            churn: null,
            1
        );

        Assert.Equal((4, 2), (book.Online, book.MirroredOnline));
        Assert.Equal((0, 0, 0), (book.Logins, book.Refusals, book.Logouts));
        Assert.Equal(long.MaxValue, book.NextChangeAt);
        Assert.False(book.TryTakeChange(long.MaxValue, out _));
        Assert.All([1, 2, 3, 4], number => Assert.Equal(SessionPhase.Online, book[number].Phase));
        Assert.Equal([100u, 101, 102, 103], new[] { 1, 2, 3, 4 }.Select(number => book[number].SessionId));
        // Four share the untagged link; two of them have no link sessions.
        Assert.Equal(
            [1, 0, 1 + (2 * (65_534 / 4)), 0],
            new[] { 1, 2, 3, 4 }.Select(number => (int)book[number].LinkSession)
        );
    }

    [Fact]
    public void Logins_AtTheBeginning_ComeByNumberAndEvenly()
    {
        var book = new SessionBook(PopulationOf(3), new ChurnPlan { LoginsPerSecond = 2 }, 1);

        Assert.Equal((0, 0L), (book.Online, book.NextChangeAt));
        Assert.Equal(
            [new(1, true, 0), new(2, true, Second / 2), new(3, true, Second)],
            TakeAll(book, until: 10 * Second)
        );
        Assert.Equal(long.MaxValue, book.NextChangeAt);
    }

    [Fact]
    public void TryTakeChange_BeforeItIsDue_TakesNothing()
    {
        var book = new SessionBook(PopulationOf(2), new ChurnPlan { LoginsPerSecond = 1 }, 1);
        Assert.True(book.TryTakeChange(0, out _));

        Assert.False(book.TryTakeChange(Second - 1, out _));
        Assert.True(book.TryTakeChange(Second, out _));
    }

    [Fact]
    public void Session_GoesThroughItsPhases()
    {
        var book = new SessionBook(
            PopulationOf(1, mirrored: 1, AccessKind.Pppoe),
            new ChurnPlan { Online = Minute, Offline = Hour },
            1
        );
        Assert.Equal(default, book[1]);

        Assert.True(book.TryTakeChange(0, out _));
        Assert.Equal(new SubscriberSession(100, 1, SessionPhase.LoggingIn), book[1]);
        Assert.Equal((0, 0, 0L), (book.Online, book.MirroredOnline, book.Logins));

        book.Established(1, 5);
        Assert.Equal(new SubscriberSession(100, 1, SessionPhase.Online), book[1]);
        Assert.Equal((1, 1, 1L), (book.Online, book.MirroredOnline, book.Logins));
        Assert.Equal(Minute.Mean + 5, book.NextChangeAt);

        Assert.True(book.TryTakeChange(Minute.Mean + 9, out var logout));
        Assert.Equal(new SessionChange(1, IsLogin: false, Minute.Mean + 5), logout);
        Assert.Equal(new SubscriberSession(100, 1, SessionPhase.LoggingOut), book[1]);
        Assert.Equal((0, 0, 0L), (book.Online, book.MirroredOnline, book.Logouts));
        Assert.Equal(long.MaxValue, book.NextChangeAt);

        book.Ended(1, Minute.Mean + 10);
        Assert.Equal(new SubscriberSession(100, 1, SessionPhase.Offline), book[1]);
        Assert.Equal((0, 1L), (book.Online, book.Logouts));
        Assert.Equal(Minute.Mean + Hour.Mean + 10, book.NextChangeAt);

        Assert.True(book.TryTakeChange(book.NextChangeAt, out _));
        Assert.Equal(new SubscriberSession(101, 2, SessionPhase.LoggingIn), book[1]);
    }

    [Fact]
    public void Session_WithoutAnEnd_LastsForEver()
    {
        var book = new SessionBook(PopulationOf(1), new ChurnPlan { Offline = Minute }, 1);
        book.TryTakeChange(0, out _);

        book.Established(1, 0);

        Assert.Equal(long.MaxValue, book.NextChangeAt);
    }

    [Fact]
    public void Subscriber_WithoutReturn_StaysAway()
    {
        var book = new SessionBook(PopulationOf(1), new ChurnPlan { Online = Minute }, 1);
        book.TryTakeChange(0, out _);
        book.Established(1, 0);
        book.TryTakeChange(Minute.Mean, out _);

        book.Ended(1, Minute.Mean);

        Assert.Equal(long.MaxValue, book.NextChangeAt);
    }

    [Fact]
    public void Refused_TriesAgainUnderAnotherSessionId()
    {
        var book = new SessionBook(
            PopulationOf(1, mirrored: 1, AccessKind.L2tp),
            new ChurnPlan { Offline = Minute },
            1
        );
        book.TryTakeChange(0, out _);

        book.Refused(1, 7);

        Assert.Equal(SessionPhase.Offline, book[1].Phase);
        Assert.Equal((0L, 1L, 0L, 0), (book.Logins, book.Refusals, book.Logouts, book.MirroredOnline));
        Assert.True(book.TryTakeChange(Minute.Mean + 7, out var change));
        Assert.Equal(new SessionChange(1, IsLogin: true, Minute.Mean + 7), change);
        Assert.Equal(new SubscriberSession(101, 2, SessionPhase.LoggingIn), book[1]);
    }

    [Fact]
    public void Logins_OfThoseWhoComeAgain_KeepToTheRateToo()
    {
        var book = new SessionBook(
            PopulationOf(3),
            new ChurnPlan
            {
                LoginsPerSecond = 1,
                Online = new(DurationShape.Fixed, 10 * Second),
                Offline = new(DurationShape.Fixed, Second),
            },
            1
        );
        TakeAll(book, until: 2 * Second);
        for (var number = 1; number <= 3; number++)
            book.Established(number, 3 * Second);

        var logouts = TakeAll(book, until: 13 * Second);
        foreach (var logout in logouts)
            book.Ended(logout.Subscriber, logout.Time);

        Assert.Equal(
            [new(1, false, 13 * Second), new(2, false, 13 * Second), new(3, false, 13 * Second)],
            logouts
        );
        Assert.Equal(
            [new(1, true, 14 * Second), new(2, true, 15 * Second), new(3, true, 16 * Second)],
            TakeAll(book, until: 100 * Second)
        );
    }

    [Fact]
    public void Logout_DueTogetherWithALogin_ComesFirst()
    {
        var book = new SessionBook(
            PopulationOf(2),
            new ChurnPlan { LoginsPerSecond = 1, Online = new(DurationShape.Fixed, Second) },
            1
        );
        book.TryTakeChange(0, out _);
        book.Established(1, 0);

        Assert.Equal([new(1, false, Second), new(2, true, Second)], TakeAll(book, until: Second));
    }

    [Fact]
    public void PhasesOutOfTurn_AreBugs()
    {
        var book = new SessionBook(PopulationOf(1), new ChurnPlan(), 1);

        var error = Assert.Throws<InvalidOperationException>(() => book.Established(1, 0));
        Assert.Equal("subscriber 1 is Offline, not LoggingIn", error.Message);
        Assert.Throws<InvalidOperationException>(() => book.Ended(1, 0));
        Assert.Throws<InvalidOperationException>(() => book.Refused(1, 0));
        book.TryTakeChange(0, out _);
        Assert.Throws<InvalidOperationException>(() => book.Ended(1, 0));
        book.Established(1, 0);
        Assert.Throws<InvalidOperationException>(() => book.Established(1, 0));
        Assert.Throws<InvalidOperationException>(() => book.Refused(1, 0));
    }

    [Fact]
    public void Constructor_RefusedChurn_SaysWhy()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new SessionBook(PopulationOf(1), new ChurnPlan { LoginsPerSecond = 0 }, 1)
        );

        Assert.StartsWith("logins-per-second 0: it is from", error.Message, StringComparison.Ordinal);
    }

    private static SubscriberPopulation PopulationOf(
        int count,
        int mirrored = 0,
        params AccessKind[] access
    ) =>
        new(
            new PopulationPlan
            {
                Count = count,
                Mirrored = mirrored,
                Access = access is []
                    ? [new(AccessKind.Ipoe, 1)]
                    : [.. access.Select(kind => new AccessShare(kind, 1))],
                SessionsPerTunnel = 10_000,
                FirstSessionId = 100,
            }
        );

    private static List<SessionChange> TakeAll(SessionBook book, long until)
    {
        var changes = new List<SessionChange>();
        while (book.TryTakeChange(until, out var change))
            changes.Add(change);
        return changes;
    }
}
