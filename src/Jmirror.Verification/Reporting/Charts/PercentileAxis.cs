namespace Jmirror.Verification.Reporting.Charts;

/// <summary>
/// Percentiles, spread by how few values lie above: 90, 99 and 99.9 are equally far apart, so that the slowest
/// packets can be seen.
/// </summary>
/// <param name="count">Number of values: with a thousand, the axis ends at 99.9.</param>
internal sealed class PercentileAxis(long count) : Axis
{
    private static readonly double[] Ranks =
    [
        0,
        50,
        90,
        99,
        99.9,
        99.99,
        99.999,
        99.9999,
        99.99999,
        99.999999,
    ];

    private readonly double _decades = Math.Max(1, Math.Log10(count));

    public override string Title => "percentile";

    public override IReadOnlyList<Tick> Ticks(int most) =>
        [
            .. Ranks
                .Where(rank => DecadesOf(rank) <= _decades + 1e-6)
                .Take(Math.Max(1, most))
                .Select(rank => new Tick(rank, $"{rank:0.######}")),
        ];

    protected override double Map(double value) => value >= 100 ? 1 : DecadesOf(value) / _decades;

    private static double DecadesOf(double rank) => -Math.Log10(1 - rank / 100);
}
