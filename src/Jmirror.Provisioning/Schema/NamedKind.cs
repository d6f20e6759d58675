using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>A mapping from names that the user chooses to mappings with fixed keys.</summary>
/// <param name="body">Kind of each value.</param>
/// <param name="nameOf">The name of a record.</param>
/// <param name="withName">The record under a name.</param>
/// <param name="exampleName">The name in the starter file.</param>
internal sealed class NamedKind<T>(
    MappingKind<T> body,
    Func<T, string> nameOf,
    Func<T, string, T> withName,
    string exampleName
) : Kind<ConfigList<T>>
    where T : notnull
{
    public override string Expectation =>
        $"a mapping from names to what they stand for, such as {exampleName}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlMapping mapping)
            return Refuse(node, subject, errors);
        var items = new List<T>();
        var positions = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (!positions.TryAdd(entry.Key, entry.KeyPosition))
                errors.AddRepeated(entry.KeyPosition, entry.Key, positions[entry.Key]);
            else
                items.Add(withName(ReadBody(entry, errors), entry.Key));
        }
        return new ConfigList<T>([.. items]);
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        body.WriteJsonSchema(json);
        json.WriteEndObject();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var item in (ConfigList<T>)value)
        {
            json.WritePropertyName(nameOf(item));
            body.WriteJson(json, item);
        }
        json.WriteEndObject();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        var items = (ConfigList<T>)value;
        if (items.Count == 0)
        {
            writer.Line($"{key}: {{}}", comment);
            return;
        }
        writer.Line($"{key}:", comment);
        writer.Deeper();
        foreach (var item in items)
            body.Explain(writer, YamlText.Scalar(nameOf(item)), item, "");
        writer.Back();
    }

    public override void WriteStarter(OutlineWriter writer, string key, string example)
    {
        writer.Line($"{key}:");
        writer.Deeper();
        body.WriteStarter(writer, exampleName, "");
        writer.Back();
    }

    // A body that is no mapping still takes its name: references to it are not at fault. Read as an empty mapping,
    // its missing keys would be reported a second time; a list of errors that nobody reads swallows those.
    private T ReadBody(YamlEntry entry, ErrorList errors) =>
        body.Read(entry.Value, entry.Key, errors) is { } read
            ? (T)read
            : (T)body.Read(new YamlMapping(entry.Value.Position, []), entry.Key, new ErrorList(""))!;
}
