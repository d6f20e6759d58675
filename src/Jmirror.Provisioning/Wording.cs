using System.Globalization;
using System.Text;

namespace Jmirror.Provisioning;

/// <summary>Phrases that all error sentences share.</summary>
internal static class Wording
{
    private const int LongestQuote = 80;

    // Farther than this a name is another name, not a slip of the finger.
    private const int LargestSlip = 3;

    /// <summary>The user's text between apostrophes, on one line and not longer than a line.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
        {
            if (char.IsControl(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append(text.Length > LongestQuote ? "...'" : "'").ToString();
    }

    /// <summary>
    /// The name nearest to <paramref name="wanted"/> by edit distance, the earliest among equals; null when none is
    /// near: at most three edits, and fewer than half of the characters.
    /// </summary>
    public static string? Nearest(string wanted, IEnumerable<string> names)
    {
        string? nearest = null;
        var smallest = Math.Min(LargestSlip, Math.Max(1, (wanted.Length - 1) / 2)) + 1;
        foreach (var name in names)
        {
            if (Math.Abs(name.Length - wanted.Length) >= smallest)
                continue;
            var distance = EditDistance(wanted, name, smallest);
            if (distance < smallest)
                (nearest, smallest) = (name, distance);
            // Nothing is nearer: the name itself is not among them.
            if (smallest == 1)
                break;
        }
        return nearest;
    }

    /// <summary>A sentence's end that helps with a wrong name: the nearest one, or the first few of all.</summary>
    public static string Suggest(string wanted, IReadOnlyCollection<string> names, string plural)
    {
        if (names.Count == 0)
            return $"there are no {plural} in this file";
        if (Nearest(wanted, names) is { } nearest)
            return $"did you mean {Quote(nearest)}?";
        const int shown = 20;
        var list = string.Join(", ", names.Take(shown));
        return names.Count > shown
            ? $"{plural} are {list} and {names.Count - shown} more"
            : $"{plural} are {list}";
    }

    /// <summary>
    /// Edits to turn one text into the other, where swapping two neighbours is one edit (optimal string alignment);
    /// some number not below <paramref name="enough"/> as soon as it cannot be less.
    /// </summary>
    private static int EditDistance(string left, string right, int enough)
    {
        var leastOfLast = 0;
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    edits = Math.Min(edits, beforeLast[j - 2] + 1);
                current[j] = edits;
                least = Math.Min(least, edits);
            }
            // The next row builds on these two.
            if (Math.Min(least, leastOfLast) >= enough)
                return enough;
            leastOfLast = least;
            (beforeLast, last, current) = (last, current, beforeLast);
        }
        return last[right.Length];
    }
}
