using System.Globalization;

namespace Jmirror.Protocol.Dtcp;

/// <summary>Value of Criteria-ID: numbers and ranges, <c>3,5-9,12-*</c>.</summary>
/// <param name="Ranges">In the order given.</param>
public sealed record CriteriaIdList(IReadOnlyList<CriteriaIdRange> Ranges)
{
    private const string NoEnd = "*";

    /// <summary>Reads a list; false when an item is no number, or a range runs backwards.</summary>
    public static bool TryParse(string text, out CriteriaIdList? list)
    {
        list = null;
        var ranges = new List<CriteriaIdRange>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var dash = item.IndexOf('-', StringComparison.Ordinal);
            var first = dash < 0 ? item : item[..dash].Trim();
            var last = dash < 0 ? item : item[(dash + 1)..].Trim();
            if (!TryParseNumber(first, out var from))
                return false;
            uint to;
            if (dash >= 0 && last.Equals(NoEnd, StringComparison.Ordinal))
                to = uint.MaxValue;
            else if (!TryParseNumber(last, out to) || to < from)
                return false;
            ranges.Add(new CriteriaIdRange(from, to, dash >= 0));
        }
        list = new CriteriaIdList(ranges);
        return true;
    }

    /// <summary>True when a number is named, alone or in a range.</summary>
    public bool Contains(uint number)
    {
        foreach (var range in Ranges)
        {
            if (range.First <= number && number <= range.Last)
                return true;
        }
        return false;
    }

    private static bool TryParseNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>One item of a list.</summary>
/// <param name="First">First number.</param>
/// <param name="Last">Last number, included; <see cref="uint.MaxValue"/> for <c>*</c>.</param>
/// <param name="IsRange">False for a number that stands alone: it must exist, while a range names what exists in it.</param>
public readonly record struct CriteriaIdRange(uint First, uint Last, bool IsRange);
