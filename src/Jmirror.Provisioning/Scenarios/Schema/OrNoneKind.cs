using System.Text.Json;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>A value, or the word <c>none</c> where its absence would mean a default.</summary>
internal readonly record struct OrNone<T>(T? Value)
    where T : struct;

/// <summary>The kind of such a value.</summary>
/// <param name="item">Kind of the value.</param>
internal sealed class OrNoneKind<T>(ScalarKind<T> item) : Kind<OrNone<T>>
    where T : struct
{
    private const string None = "none";

    public override string Expectation => $"{item.Expectation}, or {None}";

    public override object? Read(YamlNode node, string subject, ErrorList errors) =>
        node is YamlScalar { Text: None } ? new OrNone<T>(null)
        : item.Read(node, subject, errors) is { } value ? new OrNone<T>((T)value)
        : null;

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("const", None);
        json.WriteEndObject();
        json.WriteStartObject();
        item.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override string? ToJson(object value) =>
        ((OrNone<T>)value).Value is { } one ? item.ToJson(one) : $"\"{None}\"";

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        if (((OrNone<T>)value).Value is { } one)
            item.Explain(writer, key, one, comment);
        else
            writer.Line($"{key}: {None}", comment);
    }
}
