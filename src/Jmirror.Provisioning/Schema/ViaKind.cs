using System.Text.Json;
using Jmirror.Protocol.Link;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>How copies reach an analyzer: the word <c>routed</c>, or a mapping that names the analyzer port.</summary>
internal sealed class ViaKind : Kind<ViaConfig>
{
    private const string Routed = "routed";

    private static readonly Key<ViaConfig, string> Port = new("port", Scalars.InterfaceName)
    {
        Help = "Interface that copies leave by, at layer 2; whatever arrives on it is ignored.",
        Example = "eth2",
        IsRequired = true,
        Get = via => via.Port,
    };

    private static readonly Key<ViaConfig, MacAddress> StaticArp = new("static-arp", Scalars.Mac)
    {
        Help = "Ethernet address of the analyzer, or of the next hop towards it.",
        Example = "\"02:00:00:00:00:09\"",
        AbsentMeans = "looked up once by the command before the first copy",
        Get = via => via.StaticArp,
    };

    private static readonly MappingKind<ViaConfig> Interface = new(
        "via",
        [Port, StaticArp],
        values => new ViaConfig(values.Find(Port), values.Find(StaticArp)) { Origin = values.Origin }
    )
    {
        OriginOf = via => via.Origin,
        TellsAbsence = true,
    };

    public override string Expectation => "routed, or a mapping { port: INTERFACE, static-arp: MAC }";

    public override object? Read(YamlNode node, string subject, ErrorList errors) =>
        node switch
        {
            YamlScalar { Text: Routed } => ViaConfig.Routed,
            YamlMapping => Interface.Read(node, subject, errors),
            _ => Refuse(node, subject, errors),
        };

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("const", Routed);
        json.WriteEndObject();
        json.WriteStartObject();
        Interface.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override string? ToJson(object value) => ((ViaConfig)value).Port is null ? $"\"{Routed}\"" : null;

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        if (((ViaConfig)value).Port is null)
            json.WriteStringValue(Routed);
        else
            Interface.WriteJson(json, value);
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        if (((ViaConfig)value).Port is null)
            writer.Line($"{key}: {Routed}", comment);
        else
            Interface.Explain(writer, key, value, comment);
    }
}
