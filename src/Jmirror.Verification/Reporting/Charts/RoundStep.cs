namespace Jmirror.Verification.Reporting.Charts;

/// <summary>Steps that people count in: 1, 2 or 5 times a power of ten.</summary>
internal static class RoundStep
{
    private static readonly double[] Factors = [1, 2, 5, 10];

    /// <summary>The smallest such step that is no smaller than this.</summary>
    public static double AtLeast(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return Factors.First(factor => factor * power >= step * (1 - 1e-9)) * power;
    }
}
