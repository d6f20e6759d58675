using CsCheck;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

public sealed class LinkSessionsTests
{
    [Fact]
    public void IdOf_AccessWithoutSessions_IsZero() => Assert.Equal(0, LinkSessions.IdOf(default, login: 5));

    [Fact]
    public void IdOf_AloneOnItsLink_CountsThroughAllIds()
    {
        var alone = new LinkPlace(Slot: 0, Slots: 1);

        Assert.Equal(
            [1, 2, 65_534, 1],
            [IdOf(alone, 0), IdOf(alone, 1), IdOf(alone, 65_533), IdOf(alone, 65_534)]
        );
    }

    [Fact]
    public void IdOf_FullLink_GivesEachTwo()
    {
        var last = new LinkPlace(LinkSessions.MaxSlots - 1, LinkSessions.MaxSlots);

        Assert.Equal([65_533, 65_534, 65_533], [IdOf(last, 0), IdOf(last, 1), IdOf(last, 2)]);
    }

    [Fact]
    public void IdOf_OverfullLink_BeginsAgain()
    {
        var over = new LinkPlace(LinkSessions.MaxSlots, 1_000_000);

        Assert.Equal(1, IdOf(over, 0));
    }

    [Fact]
    public void IdOf_AnyLink_NeverMeetsAnothersAndChangesWithEachLogin() =>
        Gen.Select(Gen.Int[2, LinkSessions.MaxSlots], Gen.Int[0, 100_000], Gen.Int[0, 100_000])
            .SelectMany(
                (slots, login, other) =>
                    Gen.Select(Gen.Int[0, slots - 2], slot => (slots, slot, login, other))
            )
            .Sample(
                (slots, slot, login, other) =>
                {
                    var (here, next) = (new LinkPlace(slot, slots), new LinkPlace(slot + 1, slots));

                    Assert.True(IdOf(here, login) < IdOf(next, other));
                    Assert.NotEqual(IdOf(here, login), IdOf(here, login + 1));
                    Assert.InRange(IdOf(here, login), 1, LinkSessions.MaxId);
                    Assert.InRange(IdOf(next, other), 1, LinkSessions.MaxId);
                },
                iter: 10_000
            );

    private static int IdOf(LinkPlace place, int login) => LinkSessions.IdOf(place, login);
}
