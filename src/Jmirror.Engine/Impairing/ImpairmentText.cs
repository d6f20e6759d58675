using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Impairing;

/// <summary>
/// An impairment in one line: the fault, its share of the copies, properties of the fault, mirror ids.
/// <code>
/// loss=1%
/// reorder=0.5%:window=16
/// delay=100%:time=20ms:jitter=5ms
/// corrupt=0.001:bits=3@0x300,16-31     mirror ids, decimal or with 0x, and ranges of them
/// </code>
/// Durations are written as in <see cref="DurationText"/>. What there is: <see cref="ImpairmentRules.KeysOf"/>.
/// </summary>
public static class ImpairmentText
{
    /// <summary>Reads an impairment; <paramref name="error"/> is otherwise one sentence that quotes what is wrong.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out Impairment? impairment,
        [NotNullWhen(false)] out string? error
    )
    {
        impairment = null;
        var at = text.IndexOf('@');
        var parts = (at < 0 ? text : text[..at]).ToString().Split(':');
        error = ParseFault(parts[0], out var parsed);
        foreach (var part in parts.Skip(1))
            error ??= ParseKey(part, ref parsed);
        if (error is null && at >= 0)
            error = ParseMirrors(text[(at + 1)..].ToString(), ref parsed);
        error ??= ImpairmentRules.Check(parsed);
        if (error is not null)
        {
            error = $"\"{text}\": {error}";
            return false;
        }
        impairment = parsed;
        return true;
    }

    /// <summary>Reads a share, <c>1%</c> or <c>0.01</c>; whether it is a possible one is for <see cref="ImpairmentRules"/>.</summary>
    public static bool TryParseShare(ReadOnlySpan<char> text, out decimal share)
    {
        var isPercent = text.EndsWith("%");
        if (
            !decimal.TryParse(
                isPercent ? text[..^1] : text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out share
            )
        )
            return false;
        share = isPercent ? share / 100 : share;
        return true;
    }

    /// <summary>Reads a mirror id or a range of them: <c>16</c>, <c>0x300</c>, <c>16-31</c>.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> text, out MirrorIdRange range)
    {
        range = default;
        var dash = text.IndexOf('-');
        if (!TryParseId(dash < 0 ? text : text[..dash], out var first))
            return false;
        var last = first;
        if (dash >= 0 && !TryParseId(text[(dash + 1)..], out last))
            return false;
        range = new MirrorIdRange(first, last);
        return true;
    }

    private static string? ParseFault(string text, out Impairment impairment)
    {
        impairment = new Impairment(FaultKind.None, 0);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return "write a fault and its share, as in loss=1%";
        if (!FaultKinds.TryParse(text[..equals], out var fault))
            return $"\"{text[..equals]}\" is no fault; there are {FaultKinds.AllNames}";
        if (!TryParseShare(text.AsSpan(equals + 1), out var share))
            return $"\"{text[(equals + 1)..]}\" is not a share such as 1% or 0.01";
        impairment = new Impairment(fault, share);
        return null;
    }

    private static string? ParseKey(string text, ref Impairment impairment)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return $"\"{text}\" is not KEY=VALUE";
        var key = text[..equals];
        var value = text.AsSpan(equals + 1);
        var keys = ImpairmentRules.KeysOf(impairment.Fault);
        if (!keys.Contains(key, StringComparer.Ordinal))
        {
            var name = FaultKinds.NameOf(impairment.Fault);
            return keys.Count == 0
                ? $"{name} has no properties, so no \"{key}\""
                : $"{name} has no property \"{key}\", only {string.Join(" and ", keys)}";
        }
        if (key is "window" or "keep" or "bits" or "length")
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return $"\"{value}\" is not a whole number";
            impairment = key switch
            {
                "window" => impairment with { Window = number },
                "keep" => impairment with { Keep = number },
                "bits" => impairment with { Bits = number },
                _ => impairment with { FragmentLength = number },
            };
            return null;
        }
        if (!DurationText.TryParse(value, out var time, out var error))
            return error;
        impairment = key switch
        {
            "patience" => impairment with { Patience = time },
            "time" => impairment with { Delay = time },
            _ => impairment with { Jitter = time },
        };
        return null;
    }

    private static string? ParseMirrors(string text, ref Impairment impairment)
    {
        var ranges = new List<MirrorIdRange>();
        foreach (var part in text.Split(','))
        {
            if (!TryParseRange(part, out var range))
                return $"\"{part}\" is neither a mirror id nor a range such as 16-31";
            ranges.Add(range);
        }
        impairment = impairment with { Mirrors = ranges };
        return null;
    }

    private static bool TryParseId(ReadOnlySpan<char> text, out uint id) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
