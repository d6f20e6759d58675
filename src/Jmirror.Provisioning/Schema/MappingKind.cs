using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>A mapping with fixed keys.</summary>
/// <param name="noun">What it describes.</param>
/// <param name="keys">Its keys, in the order in which they are shown.</param>
/// <param name="make">Makes the record of what was read.</param>
internal sealed class MappingKind<TRecord>(
    string noun,
    IReadOnlyList<Key<TRecord>> keys,
    Func<KeyValues<TRecord>, TRecord> make
) : Kind<TRecord>
    where TRecord : notnull
{
    private readonly Dictionary<string, Key<TRecord>> _byName = keys.ToDictionary(
        key => key.Name,
        StringComparer.Ordinal
    );

    /// <summary>Notes what is wrong with keys that were each read well; not called when one was not.</summary>
    public Action<KeyValues<TRecord>, ErrorList> Check { get; init; } = static (_, _) => { };

    /// <summary>Where a record was written.</summary>
    public required Func<TRecord, ConfigOrigin> OriginOf { get; init; }

    /// <summary>True when effective values tell of absent keys too; false where an absent key just says nothing.</summary>
    public bool TellsAbsence { get; init; }

    /// <summary>True to set the keys apart by empty lines in files that are written.</summary>
    public bool IsSpaced { get; init; }

    /// <summary>The keys.</summary>
    public IReadOnlyList<Key<TRecord>> Keys => keys;

    public override string Expectation => $"a mapping with keys such as {string.Join(", ", Names.Take(3))}";

    private IReadOnlyList<string> Names { get; } = [.. keys.Select(key => key.Name)];

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlMapping mapping)
            return Refuse(node, subject, errors);
        var faultsBefore = errors.Faults;
        var unknown = new List<string>();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var origins = new List<KeyOrigin>(mapping.Entries.Count);
        foreach (var entry in mapping.Entries)
        {
            if (!_byName.TryGetValue(entry.Key, out var key))
            {
                unknown.Add(entry.Key);
                errors.Add(
                    entry.KeyPosition,
                    $"{noun} has no key {Wording.Quote(entry.Key)}: {Wording.Suggest(entry.Key, Names, "keys")}"
                );
            }
            else if (FirstOf(key) is { } first)
            {
                errors.AddRepeated(entry.KeyPosition, entry.Key, first.Key);
            }
            else
            {
                origins.Add(new KeyOrigin(key.Name, entry.KeyPosition, entry.Value.Position));
                if (key.Kind.Read(entry.Value, key.Name, errors) is { } value)
                    values.Add(key.Name, value);
            }
        }
        foreach (var key in keys.Where(key => key.IsRequired && FirstOf(key) is null))
        {
            // A required key under a misspelt name is one mistake, not two.
            if (
                !unknown.Exists(name =>
                    key.Name.Equals(Wording.Nearest(name, Names), StringComparison.Ordinal)
                )
            )
                errors.Add(mapping.Position, MissingSentence(key));
        }
        var written = origins.ToArray();
        if (errors.Faults == faultsBefore)
            Check(ValuesWith(isFaulty: false), errors);
        return make(ValuesWith(errors.Faults != faultsBefore));

        KeyOrigin? FirstOf(Key<TRecord> key) =>
            origins.FindIndex(origin => ReferenceEquals(origin.Name, key.Name)) is >= 0 and var at
                ? origins[at]
                : null;

        KeyValues<TRecord> ValuesWith(bool isFaulty) =>
            new(values, new ConfigOrigin(mapping.Position, written, isFaulty, unknown.Count > 0));
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        if (keys.Any(key => key.IsRequired))
        {
            json.WriteStartArray("required");
            foreach (var key in keys.Where(key => key.IsRequired))
                json.WriteStringValue(key.Name);
            json.WriteEndArray();
        }
        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key.Name);
            json.WriteString("description", key.Description);
            if (key.DefaultValue is { } byDefault && key.Kind.ToJson(byDefault) is { } value)
            {
                json.WritePropertyName("default");
                json.WriteRawValue(value);
            }
            if (ExampleAsJson(key) is { } example)
            {
                json.WriteStartArray("examples");
                json.WriteRawValue(example);
                json.WriteEndArray();
            }
            key.Kind.WriteJsonSchema(json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var key in keys)
        {
            if (key.Get((TRecord)value) is not { } said)
                continue;
            json.WritePropertyName(key.Name);
            key.Kind.WriteJson(json, said);
        }
        json.WriteEndObject();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        var record = (TRecord)value;
        // With nothing but remarks below it, the key alone would have no value.
        var isEmpty = keys.All(one => one.Get(record) is null);
        writer.Line(isEmpty ? $"{key}: {{}}" : $"{key}:", comment);
        writer.Deeper();
        ExplainKeys(writer, record);
        writer.Back();
    }

    /// <summary>Writes the effective values of all keys.</summary>
    public void ExplainKeys(OutlineWriter writer, TRecord record)
    {
        var origin = OriginOf(record);
        foreach (var key in keys)
        {
            if (key.Get(record) is { } value)
                key.Kind.Explain(
                    writer,
                    key.Name,
                    value,
                    origin.Find(key.Name) is { } said ? $"line {said.Key.Line}" : "default"
                );
            else if (TellsAbsence && key.AbsentMeans.Length > 0)
                writer.Remark($"{key.Name}: absent: {key.AbsentMeans}");
        }
    }

    public override void WriteStarter(OutlineWriter writer, string key, string example)
    {
        writer.Line($"{key}:");
        writer.Deeper();
        WriteStarterKeys(writer);
        writer.Back();
    }

    /// <summary>Writes all keys as the starter file shows them.</summary>
    public void WriteStarterKeys(OutlineWriter writer)
    {
        foreach (var key in keys)
        {
            if (IsSpaced)
                writer.Blank();
            var begun = !key.InStarter && writer.TryBeginCommentedOut();
            writer.Remark(key.Description);
            key.Kind.WriteStarter(writer, key.Name, key.Example);
            if (begun)
                writer.EndCommentedOut();
        }
    }

    private static string? ExampleAsJson(Key<TRecord> key)
    {
        var errors = new ErrorList("example");
        return
            key.Example.Length > 0
            && YamlReader.Read(key.Example, errors) is { } node
            && key.Kind.Read(node, key.Name, errors) is { } value
            ? key.Kind.ToJson(value)
            : null;
    }

    private string MissingSentence(Key<TRecord> key) =>
        key.Example.Length > 0
            ? $"{noun} needs the key {key.Name}, for example {Wording.Quote($"{key.Name}: {key.Example}")}"
            : $"{noun} needs the key {key.Name}";
}
