using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>A list of mappings.</summary>
/// <param name="item">Kind of each item.</param>
/// <param name="noun">What an item is.</param>
internal sealed class ListKind<T>(MappingKind<T> item, string noun) : Kind<ConfigList<T>>
    where T : notnull
{
    /// <summary>Notes what is wrong with the items together.</summary>
    public Action<IReadOnlyList<T>, ErrorList> Check { get; init; } = static (_, _) => { };

    public override string Expectation => $"a list ('- ...'), each item {item.Expectation}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlList list)
            return Refuse(node, subject, errors);
        var items = list.Items.Select(one => item.Read(one, noun, errors)).OfType<T>().ToArray();
        Check(items, errors);
        return new ConfigList<T>(items);
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        item.WriteJsonSchema(json);
        json.WriteEndObject();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var one in (ConfigList<T>)value)
            item.WriteJson(json, one);
        json.WriteEndArray();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        var items = (ConfigList<T>)value;
        if (items.Count == 0)
        {
            writer.Line($"{key}: []", comment);
            return;
        }
        writer.Line($"{key}:", comment);
        writer.Deeper();
        writer.Deeper();
        foreach (var one in items)
        {
            writer.BeginItem();
            item.ExplainKeys(writer, one);
        }
        writer.Back();
        writer.Back();
    }

    public override void WriteStarter(OutlineWriter writer, string key, string example)
    {
        writer.Line($"{key}:");
        writer.Deeper();
        writer.Deeper();
        writer.BeginItem();
        item.WriteStarterKeys(writer);
        writer.Back();
        writer.Back();
    }
}
