using System.Globalization;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Schema;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>The scalar kinds that only scenarios have.</summary>
internal static class ScenarioScalars
{
    private const decimal Hundred = 100;
    private const decimal MostWeight = 1_000_000;
    private const ushort LowestVlan = 1;
    private const ushort HighestVlan = 4094;

    private static readonly (string Unit, long Nanoseconds)[] TimeUnits =
    [
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ];

    /// <summary>A share of a whole, from 0 to 1, written as a percentage.</summary>
    public static readonly ScalarKind<decimal> Share = new(
        "a percentage, 0% to 100%",
        static (text, out value) =>
        {
            value = 0;
            if (!TryParsePercent(text, out var percent))
                return "is not a percentage such as 1% or 0.05%";
            value = percent / Hundred;
            return percent <= Hundred ? null : "is more than 100%";
        },
        static value => $"{Plain(value * Hundred)}%",
        JsonForm.Pattern("^[0-9]*[.]?[0-9]+%$")
    );

    /// <summary>How many packets may be amiss: as many, or a share of those sent. Kept as text, for the command line.</summary>
    public static readonly ScalarKind<string> Limit = new(
        "a number of packets or a percentage",
        static (text, out value) =>
        {
            value = text;
            var isLimit = TryParsePercent(text, out var percent)
                ? percent <= Hundred
                : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            return isLimit ? null : "is not a whole number, or a percentage from 0% to 100%";
        },
        static value => value,
        JsonForm.Number(0, ulong.MaxValue, pattern: "^[0-9]+$|^[0-9]*[.]?[0-9]+%$")
    );

    /// <summary>How much of something in comparison to others, with decimals.</summary>
    public static readonly ScalarKind<decimal> Weight = new(
        "a weight above 0",
        static (text, out value) =>
        {
            var isNumber = decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out value
            );
            return isNumber && value is > 0 and <= MostWeight
                ? null
                : $"is not a weight: a number above 0, up to {MostWeight:0}";
        },
        Plain,
        JsonForm.Fraction((ulong)MostWeight, "^[0-9]*[.]?[0-9]+$")
    );

    /// <summary>A time from 0, exact to the nanosecond.</summary>
    public static readonly ScalarKind<long> Time = new(
        "a time such as 20ms",
        static (text, out value) =>
            DurationText.TryParse(text, out value, out _)
                ? null
                : "is not a time: numbers each with a unit (h, m, s, ms, us, ns), largest first, for example 20ms",
        FormatTime,
        JsonForm.Pattern("^([0-9.]+(d|h|m|s|ms|us|ns))+$")
    );

    /// <summary>VLAN ids from one to another.</summary>
    public static readonly ScalarKind<VlanRange> Vlans = new(
        $"a VLAN id or a range of them, {LowestVlan} to {HighestVlan}",
        static (text, out range) =>
        {
            var fault = ParseRange(text, "a VLAN id", LowestVlan, HighestVlan, out var first, out var last);
            range = new VlanRange((ushort)first, (ushort)last);
            return fault;
        },
        static range => Range(range.First, range.Last),
        JsonForm.Number(LowestVlan, HighestVlan, pattern: "^[0-9]+(-[0-9]+)?$")
    );

    /// <summary>Mirror ids from one to another.</summary>
    public static readonly ScalarKind<MirrorIdRange> MirrorIds = new(
        "a mirror id or a range such as 3-5",
        static (text, out range) =>
        {
            var fault = ParseRange(
                text,
                "a mirror id",
                0,
                MirrorHeader.MaxMirrorId,
                out var first,
                out var last
            );
            range = new MirrorIdRange((uint)first, (uint)last);
            return fault;
        },
        static range => Range(range.First, range.Last),
        JsonForm.Number(0, MirrorHeader.MaxMirrorId, pattern: "^[0-9]+(-[0-9]+)?$|^0[xX][0-9a-fA-F]+$")
    );

    /// <summary>Lengths of IP packets from one to another.</summary>
    public static ScalarKind<SizeRange> Lengths(int least, int most) =>
        new(
            $"a length of IP packets or a range such as 64-1400, {least} to {most} bytes",
            (text, out range) =>
            {
                var fault = ParseRange(text, "a length", least, most, out var first, out var last);
                range = new SizeRange((int)first, (int)last, 1);
                return fault;
            },
            static range => Range(range.First, range.Last),
            JsonForm.Number((ulong)least, (ulong)most, pattern: "^[0-9]+(-[0-9]+)?$")
        );

    /// <summary>A rate, with k, M and G for thousands, millions and thousand millions.</summary>
    public static ScalarKind<decimal> Rate(string noun, decimal most) =>
        new(
            $"{noun} such as 1000, 1.5 or 500k",
            (text, out value) =>
                RateText.TryParse(text, most, out value, out var error) ? null : WithoutQuote(error, text),
            Plain,
            JsonForm.Fraction((ulong)most, "^[0-9]*[.]?[0-9]+[kMG]?$")
        );

    /// <summary>The end of a sentence that begins with what it quotes.</summary>
    public static string WithoutQuote(string sentence, string text) =>
        sentence.StartsWith($"\"{text}\" ", StringComparison.Ordinal)
            ? sentence[(text.Length + 3)..]
            : $"is wrong: {sentence}";

    private static bool TryParsePercent(string text, out decimal percent)
    {
        percent = 0;
        return text.EndsWith('%')
            && decimal.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out percent
            );
    }

    private static string? ParseRange(
        string text,
        string noun,
        long least,
        long most,
        out long first,
        out long last
    )
    {
        last = 0;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var isRange =
            Numbers.TryParse(dash < 0 ? text : text[..dash], out first)
            && Numbers.TryParse(dash < 0 ? text : text[(dash + 1)..], out last);
        return !isRange ? $"is not {noun} or a range such as {least + 2}-{least + 4}"
            : first < least || last > most ? $"is out of range: {noun} is {least} to {most}"
            : first > last ? $"runs backwards: write {last}-{first}"
            : null;
    }

    private static string FormatTime(long value)
    {
        if (value == 0)
            return "0s";
        var text = "";
        foreach (var (unit, length) in TimeUnits)
        {
            if (value >= length)
                text += $"{value / length}{unit}";
            value %= length;
        }
        return text;
    }

    private static string Range(long first, long last) => first == last ? $"{first}" : $"{first}-{last}";

    // Without the zeros that decimal fractions remember.
    private static string Plain(decimal value) =>
        value.ToString("0.############", CultureInfo.InvariantCulture);
}
