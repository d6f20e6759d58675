using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Options;

/// <summary>How parts of a traffic plan are written on the command line.</summary>
internal static class TrafficText
{
    /// <summary>Kinds of access with weights: <c>ipoe=2,pppoe,l2tp</c>.</summary>
    public static bool TryParseAccess(string text, out IReadOnlyList<AccessShare>? access, out string? error)
    {
        var shares = new List<AccessShare>();
        access = shares;
        return TryParseWeighted<AccessKind>(
            text,
            (kind, weight) =>
            {
                if (weight != decimal.Truncate(weight) || weight > int.MaxValue)
                    return false;
                shares.Add(new AccessShare(kind, (int)weight));
                return true;
            },
            out error
        );
    }

    /// <summary>Kinds of traffic with weights: <c>http=5,voip=3,dns</c>.</summary>
    public static bool TryParseMix(string text, out IReadOnlyList<MixShare>? mix, out string? error)
    {
        var shares = new List<MixShare>();
        mix = shares;
        return TryParseWeighted<ApplicationKind>(
            text,
            (kind, weight) =>
            {
                shares.Add(new MixShare(kind, weight));
                return true;
            },
            out error
        );
    }

    /// <summary>Packet lengths: <c>110</c>, <c>64-1400</c>, <c>imix</c>, <c>40=7,576=4,1500=1</c>.</summary>
    public static bool TryParseSizes(string text, out SizeDistribution? sizes, out string? error)
    {
        error = null;
        if (string.Equals(text, "imix", StringComparison.OrdinalIgnoreCase))
        {
            sizes = SizeDistribution.Imix;
            return true;
        }
        sizes = null;
        var ranges = new List<SizeRange>();
        foreach (var part in text.Split(','))
        {
            var (range, weightText) = Halves(part, '=', "1");
            var (from, to) = Halves(range, '-', null);
            if (
                !TryParseWhole(from, out var first)
                || !TryParseWhole(to, out var last)
                || !TryParseWhole(weightText, out var weight)
                || weight == 0
                || first > last
            )
            {
                error =
                    $"'{part}' is no length: write bytes (110), a range (64-1400), each with =WEIGHT where there are several, or imix";
                return false;
            }
            ranges.Add(new SizeRange(first, last, weight));
        }
        sizes = new SizeDistribution(ranges);
        return true;
    }

    /// <summary>One VLAN id or a range: <c>100-199</c>.</summary>
    public static bool TryParseVlans(string text, out VlanRange vlans)
    {
        var (from, to) = Halves(text, '-', null);
        vlans = default;
        if (!TryParseWhole(from, out var first) || !TryParseWhole(to, out var last))
            return false;
        vlans = new VlanRange((ushort)first, (ushort)last);
        return first is >= 1 and <= 4094 && last >= first && last <= 4094;
    }

    /// <summary>A time, or a shape and its mean: <c>exponential:10m</c>.</summary>
    public static bool TryParseDurations(string text, out DurationDistribution? durations, out string? error)
    {
        durations = null;
        var (shapeText, time) = text.Contains(':', StringComparison.Ordinal)
            ? Halves(text, ':', null)
            : ("fixed", text);
        if (!TryParseWord<DurationShape>(shapeText, out var shape))
        {
            error = $"'{shapeText}' is not one of {WordsOf<DurationShape>()}";
            return false;
        }
        if (!DurationText.TryParse(time, out var mean, out error))
            return false;
        if (mean == 0)
        {
            error = $"'{time}' is not more than 0";
            return false;
        }
        durations = new DurationDistribution(shape, mean);
        return true;
    }

    private static bool TryParseWeighted<T>(
        string text,
        Func<T, decimal, bool> add,
        [NotNullWhen(false)] out string? error
    )
        where T : struct, Enum
    {
        foreach (var part in text.Split(','))
        {
            var (name, weightText) = Halves(part, '=', "1");
            if (!TryParseWord<T>(name, out var kind))
            {
                error = $"'{name}' is not one of {WordsOf<T>()}";
                return false;
            }
            if (
                !decimal.TryParse(
                    weightText,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var weight
                )
                || weight <= 0
                || !add(kind, weight)
            )
            {
                error = $"'{weightText}' is no weight for {name}: write a number above 0";
                return false;
            }
        }
        error = null;
        return true;
    }

    private static (string First, string Second) Halves(string text, char separator, string? absent)
    {
        var place = text.IndexOf(separator);
        return place < 0 ? (text, absent ?? text) : (text[..place], text[(place + 1)..]);
    }

    private static bool TryParseWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryParseWord<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && text.Length > 0 && char.IsAsciiLetter(text[0]);

    private static string WordsOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
