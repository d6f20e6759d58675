using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class TriggerPrecedenceTests
{
    private static readonly Trigger ByUsername = new()
    {
        Address = Packets.Prefix("10.0.0.1"),
        Rank = TriggerRank.Username,
    };

    private static readonly Trigger ByAccountingSession = ByUsername with
    {
        Rank = TriggerRank.AcctSessionId,
    };

    private static readonly Trigger ByInterface = new() { OuterVlan = 7, Rank = TriggerRank.Interface };

    [Fact]
    public void EveryHit_RankDoesNotMatter() =>
        Assert.Equal(
            "0 1 2",
            Table(TriggerPrecedence.EveryHit, ByUsername, ByInterface, ByAccountingSession)
                .Copying(Packets.Vlan(7))
        );

    [Fact]
    public void HighestOnly_LowestRankCopies()
    {
        var table = Table(TriggerPrecedence.HighestOnly, ByUsername, ByAccountingSession, ByInterface);

        Assert.Equal("2", table.Copying(Packets.Vlan(7)));
        Assert.Equal("1", table.Copying(Packets.Vlan(8)));
    }

    [Fact]
    public void HighestOnly_SameRank_EarliestDefinitionCopies() =>
        Assert.Equal(
            "1",
            Table(
                    TriggerPrecedence.HighestOnly,
                    ByUsername,
                    ByAccountingSession,
                    ByAccountingSession with
                    {
                        Address = Packets.Prefix("10.0.0.0/8"),
                    },
                    ByAccountingSession
                )
                .Copying(Packets.Vlan(7))
        );

    /// <summary>JUNOSe: examination stops at the first match; if that rule fails, no other is tried.</summary>
    [Fact]
    public void HighestOnly_ItsPolicyRefuses_NoOtherCopies()
    {
        var table = MirrorTable.Build(
            [
                Mirrors.Definition(ByUsername),
                Mirrors.Definition(
                    ByAccountingSession,
                    new SecurePolicy { Direction = MirrorDirection.Downstream }
                ),
            ],
            TriggerPrecedence.HighestOnly
        );

        var answer = table.Ask(Packets.Ip("10.0.0.1", "192.0.2.1"));

        Assert.Empty(answer.Copies);
        Assert.Equal(MissReason.Direction, answer.Miss);
    }

    [Fact]
    public void EveryHit_AllRefuse_TheReasonThatGotFurthestIsTold()
    {
        var table = MirrorTable.Build([
            Mirrors.Definition(Trigger.All, new SecurePolicy { Classifiers = [new Classifier()] }),
            Mirrors.Definition(Trigger.All, new SecurePolicy { Form = CopyForm.Ip }),
            Mirrors.Definition(Trigger.All, new SecurePolicy { Direction = MirrorDirection.Upstream }),
        ]);

        Assert.Equal(MissReason.NotIp, table.Ask(Packets.NativeLcp()).Miss);
    }

    [Fact]
    public void EveryHit_OneCopiesAndALaterRefuses_ThereIsNoMiss()
    {
        var table = MirrorTable.Build([
            Mirrors.Definition(Trigger.All),
            Mirrors.Definition(Trigger.All, new SecurePolicy { Form = CopyForm.Ip }),
        ]);

        var answer = table.Ask(Packets.NativeLcp());

        Assert.Equal([Answer.OuterPpp], answer.Copies);
        Assert.Equal(MissReason.None, answer.Miss);
    }

    private static MirrorTable Table(TriggerPrecedence precedence, params Trigger[] triggers) =>
        MirrorTable.Build([.. triggers.Select(trigger => Mirrors.Definition(trigger))], precedence);
}
