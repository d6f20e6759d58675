using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>One value, or a list of values: <c>ipv4: 10.0.0.9</c> is short for <c>ipv4: [10.0.0.9]</c>.</summary>
internal sealed class OneOrManyKind<T>(Kind<T> item, Func<T, string> toFlow) : Kind<ConfigList<T>>
    where T : notnull
{
    public override string Expectation => $"{item.Expectation}, or a list of them";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlList list)
            return item.Read(node, subject, errors) is { } single ? new ConfigList<T>([(T)single]) : null;
        if (list.Items.Count == 0)
        {
            errors.Add(node.Position, $"{subject} is an empty list: give {Expectation}, or leave it out");
            return null;
        }
        return new ConfigList<T>([.. list.Items.Select(one => item.Read(one, subject, errors)).OfType<T>()]);
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        item.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "array");
        json.WriteNumber("minItems", 1);
        json.WriteStartObject("items");
        item.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var one in (ConfigList<T>)value)
            item.WriteJson(json, one);
        json.WriteEndArray();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment) =>
        writer.Line($"{key}: [{string.Join(", ", ((ConfigList<T>)value).Select(toFlow))}]", comment);
}
