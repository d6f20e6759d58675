namespace Jmirror.Verification.Reporting;

/// <summary>Figures for people: few digits, the unit that fits, no rounding that turns something into nothing.</summary>
public static class Quantity
{
    private const int Digits = 4;
    private const int MaxDecimals = 12;

    private static readonly string[] RateUnits = ["pps", "kpps", "Mpps", "Gpps"];
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];
    private static readonly string[] TimeUnits = ["ns", "µs", "ms", "s"];

    /// <summary>Packets per second, as in <c>1.25 Mpps</c>.</summary>
    public static string Rate(double pps) => Scaled(pps, RateUnits);

    /// <summary>Bytes, thousands as units, as in <c>64.2 MB</c>.</summary>
    public static string Bytes(double bytes) => Scaled(bytes, ByteUnits);

    /// <summary>A span of time in nanoseconds, as in <c>12.3 µs</c>.</summary>
    public static string Duration(double nanoseconds) => Scaled(nanoseconds, TimeUnits);

    /// <summary>A number of things, thousands apart, as in <c>1 234 567</c>.</summary>
    public static string Count(long count) => count.ToString("#,0").Replace(',', ' ');

    /// <summary>A fraction as percent, as in <c>0.012 %</c>. Only all is 100 %, only nothing is 0 %.</summary>
    public static string Percent(double fraction)
    {
        var text = Significant(fraction * 100, Digits);
        return fraction is < 1 and > 0.999 && text is "100" ? "> 99.99 %" : $"{text} %";
    }

    /// <summary>A number with so many digits that mean something; zeros at the end are left out.</summary>
    internal static string Significant(double value, int digits) =>
        Rounded(value, digits).ToString("0.############");

    private static string Scaled(double value, string[] units)
    {
        var unit = 0;
        while (unit < units.Length - 1 && Math.Abs(Rounded(value, Digits)) >= 1000)
        {
            value /= 1000;
            unit++;
        }
        return $"{Significant(value, Digits)} {units[unit]}";
    }

    private static double Rounded(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return Math.Round(value, Math.Clamp(digits - 1 - magnitude, 0, MaxDecimals));
    }
}
