using System.Globalization;

namespace Jmirror.Cli.Options;

/// <summary>A part of something, as a number or as a share.</summary>
/// <param name="Count">How many; unused for a share.</param>
/// <param name="Share">0 to 1; null for a number.</param>
internal readonly record struct Part(int Count, decimal? Share)
{
    private const decimal Percent = 100;

    /// <summary>True for a share.</summary>
    public bool IsShare => Share is not null;

    /// <summary>How many of <paramref name="all"/>, rounded up: a share above 0 is at least one.</summary>
    public int Of(int all) => Share is { } share ? (int)Math.Ceiling(all * share) : Count;

    public static bool TryParse(string text, out Part part)
    {
        part = default;
        if (!text.EndsWith('%'))
        {
            var good = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
            part = new Part(count, null);
            return good;
        }
        if (
            !decimal.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
            || percent > Percent
        )
            return false;
        part = new Part(0, percent / Percent);
        return true;
    }
}
