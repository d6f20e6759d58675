using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>One value, several, or the word <c>silence</c>, which is the empty list.</summary>
internal sealed class OrSilenceKind(OneOrManyKind<int> some) : Kind<ConfigList<int>>
{
    private const string Silence = "silence";

    public override string Expectation => $"{some.Expectation}, or {Silence}";

    public override object? Read(YamlNode node, string subject, ErrorList errors) =>
        node is YamlScalar { Text: Silence } ? new ConfigList<int>([]) : some.Read(node, subject, errors);

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("const", Silence);
        json.WriteEndObject();
        json.WriteStartObject();
        some.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        if (((ConfigList<int>)value).Count == 0)
            json.WriteStringValue(Silence);
        else
            some.WriteJson(json, value);
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        if (((ConfigList<int>)value).Count == 0)
            writer.Line($"{key}: {Silence}", comment);
        else
            some.Explain(writer, key, value, comment);
    }
}
