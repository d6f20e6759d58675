using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>A mapping on one line from words to values of one kind, such as <c>{ ipoe: 2, pppoe: 1 }</c>.</summary>
/// <param name="words">The words, and what they mean.</param>
/// <param name="item">Kind of the values.</param>
/// <param name="most">Most words at a time.</param>
/// <param name="make">Makes the value of at least one word.</param>
/// <param name="split">Takes it apart again.</param>
internal sealed class WordsKind<T, TWord, TItem>(
    IReadOnlyList<(string Word, TWord Meaning)> words,
    ScalarKind<TItem> item,
    int most,
    Func<IReadOnlyList<(TWord Word, TItem Value)>, T> make,
    Func<T, IEnumerable<(TWord Word, TItem Value)>> split
) : Kind<T>
    where T : notnull
    where TWord : notnull
    where TItem : notnull
{
    private readonly string[] _names = [.. words.Select(word => word.Word)];

    public override string Expectation =>
        $"a mapping {{ {_names[0]}: … }}, {(most == 1 ? "one" : "any")} of {string.Join(", ", _names)}, each {item.Expectation}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlMapping mapping || mapping.Entries.Count == 0)
            return Refuse(node, subject, errors);
        var faultsBefore = errors.Faults;
        var positions = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        var read = new List<(TWord, TItem)>();
        foreach (var entry in mapping.Entries)
        {
            var at = Array.IndexOf(_names, entry.Key);
            if (at < 0)
                errors.Add(
                    entry.KeyPosition,
                    $"{subject} has no key {Wording.Quote(entry.Key)}: {Wording.Suggest(entry.Key, _names, "keys")}"
                );
            else if (!positions.TryAdd(entry.Key, entry.KeyPosition))
                errors.AddRepeated(entry.KeyPosition, entry.Key, positions[entry.Key]);
            else if (positions.Count > most)
                errors.Add(
                    entry.KeyPosition,
                    $"{subject} takes one of {string.Join(", ", _names)}: keep one"
                );
            else if (item.Read(entry.Value, entry.Key, errors) is { } value)
                read.Add((words[at].Meaning, (TItem)value));
        }
        return errors.Faults == faultsBefore ? make(read) : null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteNumber("minProperties", 1);
        json.WriteNumber("maxProperties", most);
        json.WriteStartObject("patternProperties");
        json.WriteStartObject($"^({string.Join('|', _names)})$");
        item.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public override string? ToJson(object value) =>
        $"{{ {string.Join(", ", split((T)value).Select(one => $"\"{NameOf(one.Word)}\": {item.ToJson(one.Value)}"))} }}";

    public override void Explain(OutlineWriter writer, string key, object value, string comment) =>
        writer.Line(
            $"{key}: {{ {string.Join(", ", split((T)value).Select(one => $"{NameOf(one.Word)}: {item.ToYaml(one.Value)}"))} }}",
            comment
        );

    private string NameOf(TWord word) => words.First(one => one.Meaning.Equals(word)).Word;
}
