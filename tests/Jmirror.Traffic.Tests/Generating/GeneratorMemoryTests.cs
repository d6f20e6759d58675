using Jmirror.Engine.Pacing;
using Jmirror.Testing;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Generating;

public sealed class GeneratorMemoryTests
{
    private const int Batches = 2_000;

    private static readonly MixShare[] Everything =
    [
        .. Enum.GetValues<ApplicationKind>()
            .Where(kind => kind != ApplicationKind.Capture)
            .Select(kind => new MixShare(kind, 1) { Ipv6 = 0.5m }),
    ];

    [Theory]
    [InlineData(TrafficForm.Frames, false)]
    [InlineData(TrafficForm.Mirrored, false)]
    [InlineData(TrafficForm.Frames, true)]
    [InlineData(TrafficForm.Mirrored, true)]
    public void Filling_allocates_nothing(TrafficForm form, bool isComingAndGoing)
    {
        var plan = new TrafficPlan
        {
            Population = new PopulationPlan
            {
                Count = 100,
                Mirrored = 100,
                Access = [new(AccessKind.Ipoe, 1), new(AccessKind.Pppoe, 1), new(AccessKind.L2tp, 1)],
            },
            Churn = isComingAndGoing ? QuickChurn : null,
            Mix = Everything,
        };
        var clock = new VirtualClock(PacingSchedule.CopiesPerSecond(100_000));
        var generator = new TrafficGenerator(plan, form, clock, new GeneratorSupplies());
        var batch = new GeneratedBatch();
        Fill(generator, clock, batch);
        var (packets, logins) = (generator.Counters.Packets, generator.Sessions.Logins);

        var before = Allocations.Now;
        Fill(generator, clock, batch);

        Allocations.AssertNonePerOperation(before, generator.Counters.Packets - packets);
        Assert.InRange(generator.Counters.Packets - packets, Batches, Batches * GeneratedBatch.Capacity);
        Assert.Equal(isComingAndGoing, generator.Sessions.Logins > logins);
    }

    private static ChurnPlan QuickChurn =>
        new()
        {
            LoginsPerSecond = 1_000,
            Online = new DurationDistribution(DurationShape.Exponential, 100_000_000),
            Offline = new DurationDistribution(DurationShape.Exponential, 100_000_000),
        };

    private static void Fill(TrafficGenerator generator, VirtualClock clock, GeneratedBatch batch)
    {
        for (var filled = 0; filled < Batches; filled++)
        {
            if (generator.Fill(batch) == FillOutcome.Idle)
                clock.SkipTo(generator.NextChangeAt);
        }
    }
}
