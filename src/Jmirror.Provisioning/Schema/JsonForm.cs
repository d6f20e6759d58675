using System.Globalization;
using System.Text.Json;

namespace Jmirror.Provisioning.Schema;

/// <summary>
/// How a scalar looks to a JSON Schema validator. Its YAML reader may have made a number of what we read as text, so
/// everything that can be written with digits alone is allowed as a number too.
/// </summary>
internal sealed class JsonForm
{
    private readonly ulong? _min;
    private readonly ulong? _max;
    private readonly IReadOnlyList<string> _words = [];
    private readonly string? _pattern;
    private readonly bool _isFlag;
    private readonly bool _isFraction;

    private JsonForm(
        ulong? min,
        ulong? max,
        IReadOnlyList<string> words,
        string? pattern,
        bool isFlag = false,
        bool isFraction = false
    )
    {
        _isFlag = isFlag;
        _isFraction = isFraction;
        _min = min;
        _max = max;
        _words = words;
        _pattern = pattern;
    }

    /// <summary>Any text.</summary>
    public static JsonForm Text { get; } = new(null, null, [], null);

    /// <summary>true or false.</summary>
    public static JsonForm Flag { get; } = new(null, null, [], null, isFlag: true);

    /// <summary>Text with a shape.</summary>
    public static JsonForm Pattern(string pattern) => new(null, null, [], pattern);

    /// <summary>One of some words.</summary>
    public static JsonForm Words(IReadOnlyList<string> words) => new(null, null, words, null);

    /// <summary>A number, or one of some words, or text with a shape.</summary>
    public static JsonForm Number(
        ulong min,
        ulong max,
        IReadOnlyList<string>? words = null,
        string? pattern = null
    ) => new(min, max, words ?? [], pattern ?? NumberText);

    /// <summary>A number above 0, with or without a fraction, or text with a shape.</summary>
    public static JsonForm Fraction(ulong max, string pattern) => new(0, max, [], pattern, isFraction: true);

    /// <summary>True when the text of a value is to stand in JSON and YAML without quotation marks: a number, true or false.</summary>
    public bool IsBare(string text) =>
        _isFlag || _max is not null && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    /// <summary>Writes the members of the schema object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_isFlag)
        {
            json.WriteString("type", "boolean");
            return;
        }
        if (_max is null && _words.Count > 0)
        {
            WriteWords(json);
            return;
        }
        if (_max is null && _pattern is not null)
        {
            json.WriteString("type", "string");
            json.WriteString("pattern", _pattern);
            return;
        }
        if (_max is null)
        {
            json.WriteStartArray("type");
            foreach (var type in (ReadOnlySpan<string>)["string", "number", "boolean"])
                json.WriteStringValue(type);
            json.WriteEndArray();
            return;
        }
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", _isFraction ? "number" : "integer");
        json.WriteNumber(_isFraction ? "exclusiveMinimum" : "minimum", _min.GetValueOrDefault());
        json.WriteNumber("maximum", _max.Value);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", _pattern);
        json.WriteEndObject();
        if (_words.Count > 0)
        {
            json.WriteStartObject();
            WriteWords(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteWords(Utf8JsonWriter json)
    {
        json.WriteStartArray("enum");
        foreach (var word in _words)
        {
            json.WriteStringValue(word);
            if (decimal.TryParse(word, CultureInfo.InvariantCulture, out var number))
                json.WriteNumberValue(number);
        }
        json.WriteEndArray();
    }

    private const string NumberText = "^([0-9]+|0[xX][0-9a-fA-F]+)$";
}
