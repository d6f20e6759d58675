using CsCheck;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Plans;

/// <summary>Random plans that keep to the rules.</summary>
internal static class AnyPlan
{
    public static readonly AccessKind[] Kinds = [AccessKind.Ipoe, AccessKind.Pppoe, AccessKind.L2tp];

    private static readonly Gen<VlanRange> Vlans = Gen.Select(
        Gen.UShort[1, 4090],
        Gen.UShort[0, 4],
        (first, more) => new VlanRange(first, (ushort)(first + more))
    );

    private static readonly Gen<IReadOnlyList<AccessShare>> Access =
        from kinds in Gen.Shuffle(Kinds)
        from count in Gen.Int[1, 3]
        from weights in Gen.Int[1, 12].Array[3]
        select (IReadOnlyList<AccessShare>)
            [.. kinds.Take(count).Select((kind, i) => new AccessShare(kind, weights[i]))];

    public static readonly Gen<PopulationPlan> Population =
        from access in Access
        from count in Gen.Int[1, 400]
        from mirrored in Gen.Int[0, count]
        from outer in Vlans
        from inner in Vlans
        from tags in Gen.Int[0, 2]
        from sessions in Gen.Int[1, 50]
        select new PopulationPlan
        {
            Access = access,
            Count = count,
            Mirrored = mirrored,
            OuterVlans = tags > 0 ? outer : null,
            InnerVlans = tags > 1 ? inner : null,
            SessionsPerTunnel = sessions,
        };

    private static readonly Gen<DurationDistribution?> Duration = Gen.Select(
            Gen.Enum<DurationShape>(),
            Gen.Long[1, 3_000_000_000],
            (shape, mean) => new DurationDistribution(shape, mean)
        )
        .Nullable();

    public static readonly Gen<ChurnPlan> Churn = Gen.Select(
        Gen.Int[1, 200_000],
        Duration,
        Duration,
        (thousandths, online, offline) =>
            new ChurnPlan
            {
                LoginsPerSecond = thousandths / 1000m,
                Online = online,
                Offline = offline,
            }
    );
}
