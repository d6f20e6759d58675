using System.CommandLine;
using Jmirror.Cli.Options;

namespace Jmirror.Cli.Controlling;

/// <summary>Arguments and options that the commands of a run share.</summary>
internal static class ControlArguments
{
    /// <summary>The number of an entry.</summary>
    public static Argument<long> Number(string noun) =>
        new("NUMBER")
        {
            Description = $"Number of the {noun}, as the list shows it. Example: 7",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (long.TryParse(text, System.Globalization.NumberStyles.None, null, out var number))
                    return number;
                result.AddError($"'{text}' is not the number of a {noun}");
                return 0;
            },
        };

    /// <summary>Most entries of a list.</summary>
    public static Option<uint?> Limit(string nouns, string byDefault = "all") =>
        OptionKit.Number("--limit", "N", $"Most {nouns}. Default: {byDefault}", 1, uint.MaxValue);

    /// <summary>An option of the form KEY=VALUE that may be given more than once.</summary>
    public static Option<KeyValuePair<string, string>[]?> KeyValues(string name, string description) =>
        OptionKit.Repeated(
            name,
            "KEY=VALUE",
            description,
            "of the form KEY=VALUE",
            (string text, out KeyValuePair<string, string> value) =>
            {
                var equals = text.IndexOf('=', StringComparison.Ordinal);
                value = equals > 0 ? new(text[..equals], text[(equals + 1)..]) : default;
                return equals > 0 && equals < text.Length - 1;
            }
        );

    /// <summary>Says that something was done to an entry.</summary>
    public static void Tell(string noun, long number, string done, bool isJson, Terminal terminal)
    {
        if (isJson)
            terminal.Out.WriteLine($"{{ \"number\": {number} }}");
        (isJson ? terminal.Error : terminal.Out).WriteLine($"{noun} {number} {done}");
    }
}
