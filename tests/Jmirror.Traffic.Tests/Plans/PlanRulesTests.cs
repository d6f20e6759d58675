using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Plans;

public sealed class PlanRulesTests
{
    [Fact]
    public void Check_ThePlanOfNoChoices_FindsNothing() => Assert.Null(PlanRules.Check(new TrafficPlan()));

    [Fact]
    public void Check_LooksAtThePopulationAndTheChurn()
    {
        Assert.StartsWith(
            "count 0",
            PlanRules.Check(new() { Population = new() { Count = 0 } }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "logins-per-second 0",
            PlanRules.Check(new() { Churn = new() { LoginsPerSecond = 0 } }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Check_EmptyMix_IsRefused() =>
        Assert.Equal("mix: there is no application in it", PlanRules.Check(new() { Mix = [] }));

    [Fact]
    public void Check_Shares_MustBeSharesOfSomething()
    {
        Assert.Equal(
            "mix: the weight of dns is 0, it must be more than 0",
            CheckMix(new MixShare(ApplicationKind.Udp, 1), new MixShare(ApplicationKind.Dns, 0))
        );
        Assert.Equal(
            "mix: the ipv6 share of udp is 1.5, it must be from 0 to 1",
            CheckMix(new MixShare(ApplicationKind.Udp, 1) { Ipv6 = 1.5m })
        );
        Assert.Equal(
            "mix: the ipv6 share of udp is -0.1, it must be from 0 to 1",
            CheckMix(new MixShare(ApplicationKind.Udp, 1) { Ipv6 = -0.1m })
        );
        Assert.Null(CheckMix(new MixShare(ApplicationKind.Udp, 0.001m) { Ipv6 = 1 }));
    }

    [Fact]
    public void Check_Capture_NeedsACapture()
    {
        var plan = new TrafficPlan { Mix = [new(ApplicationKind.Capture, 1)] };

        Assert.Equal("mix: capture needs a capture whose packets it sends", PlanRules.Check(plan));
        Assert.Null(PlanRules.Check(plan, hasCapture: true));
    }

    [Fact]
    public void Check_Ppp_NeedsSubscribersWhoHaveIt()
    {
        const string Sentence = "mix: ppp needs subscribers with access pppoe or l2tp";

        Assert.Equal(Sentence, CheckPpp(new AccessShare(AccessKind.Ipoe, 1)));
        // Ten subscribers are fewer than the first PPP one needs.
        Assert.Equal(Sentence, CheckPpp(new(AccessKind.Ipoe, 100), new(AccessKind.L2tp, 1)));
        Assert.Null(CheckPpp(new(AccessKind.Ipoe, 1), new(AccessKind.L2tp, 1)));
        Assert.Null(CheckPpp(new AccessShare(AccessKind.Pppoe, 1)));
    }

    [Theory]
    [InlineData(
        39,
        100,
        1,
        "mix: sizes 39-100 do not go from a lower to a higher one, from 40 to 65535 bytes"
    )]
    [InlineData(
        101,
        100,
        1,
        "mix: sizes 101-100 do not go from a lower to a higher one, from 40 to 65535 bytes"
    )]
    [InlineData(
        40,
        65536,
        1,
        "mix: sizes 40-65536 do not go from a lower to a higher one, from 40 to 65535 bytes"
    )]
    [InlineData(40, 100, 0, "mix: the weight of sizes 40-100 is 0, it must be 1 or more")]
    [InlineData(40, 65535, 1, null)]
    public void Check_Sizes_MustBeLengthsOfPackets(int first, int last, int weight, string? sentence)
    {
        var sizes = new SizeDistribution([new SizeRange(64, 64, 3), new SizeRange(first, last, weight)]);

        Assert.Equal(sentence, CheckMix(new MixShare(ApplicationKind.Udp, 1) { Sizes = sizes }));
    }

    [Fact]
    public void Check_Sizes_AreForUdpAndNotNothing()
    {
        Assert.Equal(
            "mix: sizes are for udp, voip has its own",
            CheckMix(new MixShare(ApplicationKind.Voip, 1) { Sizes = SizeDistribution.Imix })
        );
        Assert.Equal(
            "mix: sizes has no range of lengths",
            CheckMix(new MixShare(ApplicationKind.Udp, 1) { Sizes = new([]) })
        );
        Assert.Null(CheckMix(new MixShare(ApplicationKind.Udp, 1) { Sizes = SizeDistribution.Imix }));
    }

    private static string? CheckMix(params MixShare[] mix) => PlanRules.Check(new() { Mix = mix });

    private static string? CheckPpp(params AccessShare[] access) =>
        PlanRules.Check(
            new()
            {
                Population = new() { Access = access },
                Mix = [new(ApplicationKind.Ppp, 1)],
            }
        );
}
