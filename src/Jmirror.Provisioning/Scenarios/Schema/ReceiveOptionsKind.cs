using System.Text.Json;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Schema;

/// <summary>A mapping from options of <c>jmirror receive</c>, without dashes, to their values.</summary>
internal sealed class ReceiveOptionsKind : Kind<ConfigList<ReceiveOption>>
{
    private static readonly ScalarKind<string> Flag = Scalars.Choice(("true", "true"), ("false", "false"));

    private static readonly ScalarKind<string> Latency = new(
        "a percentile and a time such as 99=5ms",
        static (text, out value) =>
        {
            value = text;
            var parts = text.Split('=');
            var isLimit =
                parts.Length == 2
                && decimal.TryParse(parts[0], out var percentile)
                && percentile is >= 0 and <= 100
                && DurationText.TryParse(parts[1], out _, out _);
            return isLimit ? null : "is not a percentile from 0 to 100 and a time, such as 99=5ms";
        },
        static value => value,
        JsonForm.Pattern("^[0-9.]+=[0-9.a-z]+$")
    );

    private static readonly (string Name, ScalarKind<string> Kind)[] Options =
    [
        ("max-loss", ScenarioScalars.Limit),
        ("max-reordered", ScenarioScalars.Limit),
        ("max-duplicates", ScenarioScalars.Limit),
        ("max-corrupted", ScenarioScalars.Limit),
        ("max-misdirected", ScenarioScalars.Limit),
        ("max-foreign", ScenarioScalars.Limit),
        ("max-latency", Latency),
        ("byte-exact", Flag),
        ("nothing-else", Flag),
        ("both-directions", Flag),
    ];

    private static readonly string[] Names = [.. Options.Select(option => option.Name)];

    public override string Expectation => $"a mapping of options such as {string.Join(", ", Names.Take(3))}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlMapping mapping)
            return Refuse(node, subject, errors);
        var positions = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        var read = new List<ReceiveOption>();
        foreach (var entry in mapping.Entries)
        {
            var at = Array.IndexOf(Names, entry.Key);
            if (at < 0)
                errors.Add(
                    entry.KeyPosition,
                    $"{subject} has no option {Wording.Quote(entry.Key)}: {Wording.Suggest(entry.Key, Names, "options")}"
                );
            else if (!positions.TryAdd(entry.Key, entry.KeyPosition))
                errors.AddRepeated(entry.KeyPosition, entry.Key, positions[entry.Key]);
            else if (Options[at].Kind.Read(entry.Value, entry.Key, errors) is { } value)
                read.Add(new ReceiveOption(entry.Key, (string)value));
        }
        return new ConfigList<ReceiveOption>([.. read]);
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("patternProperties");
        foreach (var (name, kind) in Options)
        {
            json.WriteStartObject($"^{name}$");
            if (ReferenceEquals(kind, Flag))
                JsonForm.Flag.Write(json);
            else
                kind.WriteJsonSchema(json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var option in (ConfigList<ReceiveOption>)value)
            json.WriteString(option.Name, option.Value);
        json.WriteEndObject();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        writer.Line($"{key}:", comment);
        writer.Deeper();
        foreach (var option in (ConfigList<ReceiveOption>)value)
            writer.Line($"{option.Name}: {YamlText.Scalar(option.Value)}");
        writer.Back();
    }
}
