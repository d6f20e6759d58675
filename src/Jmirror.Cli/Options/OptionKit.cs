using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Jmirror.Engine.Pacing;

namespace Jmirror.Cli.Options;

/// <summary>Turns the text of one option value into a value; false with a sentence when it cannot.</summary>
internal delegate bool TextParser<T>(string text, out T value);

/// <summary>Turns the text of one option value into a value; otherwise says why it cannot, quoting the text.</summary>
internal delegate bool ExplainingParser<T>(string text, out T? value, out string? error);

/// <summary>Makes options whose errors name the option, the offending text and what was expected.</summary>
internal static class OptionKit
{
    /// <summary>An option with a value of our own type; absent means null.</summary>
    public static Option<T?> Value<T>(
        string name,
        string placeholder,
        string description,
        string expected,
        TextParser<T> parser
    )
        where T : struct =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result => Parse(result, name, expected, parser),
        };

    /// <summary>An option whose parser explains itself; absent means null.</summary>
    public static Option<T?> Explained<T>(
        string name,
        string placeholder,
        string description,
        ExplainingParser<T> parser
    ) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result =>
            {
                if (parser(TextOf(result), out var value, out var error))
                    return value;
                result.AddError($"{name}: {error!}");
                return default;
            },
        };

    /// <summary>A whole number in decimal, or in hexadecimal with 0x, within a range.</summary>
    public static Option<uint?> Number(
        string name,
        string placeholder,
        string description,
        uint least,
        uint most
    ) =>
        Value<uint>(
            name,
            placeholder,
            description,
            $"a whole number from {least} to {most}, decimal or 0x…",
            (string text, out uint value) =>
                TryParseNumber(text, out value) && value >= least && value <= most
        );

    /// <summary>One word of an enumeration.</summary>
    public static Option<T?> Word<T>(string name, string description)
        where T : struct, Enum
    {
        var words = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant();
        return Value<T>(name, words, description, $"one of {words.Replace("|", ", ")}", TryParseWord);
    }

    /// <summary>A time in nanoseconds, written as people do: 250ms, 10s, 1h30m.</summary>
    public static Option<long?> Duration(string name, string description) =>
        Explained<long?>(
            name,
            "TIME",
            description,
            (string text, out long? value, out string? error) =>
            {
                var good = DurationText.TryParse(text, out var nanoseconds, out error);
                value = good ? nanoseconds : null;
                return good;
            }
        );

    /// <summary>What a <see cref="Duration"/> option said.</summary>
    public static TimeSpan? TimeOf(long? nanoseconds) =>
        nanoseconds is { } time ? TimeSpan.FromMicroseconds(time / 1000.0) : null;

    public static bool TryParseNumber(string text, out uint value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out value
            )
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryParseWord<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text[0]);

    private static T? Parse<T>(ArgumentResult result, string name, string expected, TextParser<T> parser)
        where T : struct
    {
        var text = TextOf(result);
        if (parser(text, out var value))
            return value;
        result.AddError($"{name} '{text}' is not {expected}");
        return null;
    }

    private static string TextOf(ArgumentResult result) =>
        result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
}
