using System.Text.Json;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>
/// What a value in the configuration may be. One description serves all: reading with errors, JSON Schema, the
/// starter file, and telling effective values.
/// </summary>
internal abstract class Kind
{
    /// <summary>What is asked for, as the end of "must be ...".</summary>
    public abstract string Expectation { get; }

    /// <summary>Reads a value; null, with the mistake noted, when <paramref name="node"/> is none.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="subject">What it was written for: the key.</param>
    /// <param name="errors">Gets the mistakes.</param>
    public abstract object? Read(YamlNode node, string subject, ErrorList errors);

    /// <summary>Writes the members of the JSON Schema object that describes this kind.</summary>
    public abstract void WriteJsonSchema(Utf8JsonWriter json);

    /// <summary>A value as JSON text; null for kinds whose values do not fit on one line.</summary>
    public virtual string? ToJson(object value) => null;

    /// <summary>Writes an effective value as JSON, in the words in which it is read.</summary>
    public virtual void WriteJson(Utf8JsonWriter json, object value) => json.WriteRawValue(ToJson(value)!);

    /// <summary>Writes a key with its effective value.</summary>
    public abstract void Explain(OutlineWriter writer, string key, object value, string comment);

    /// <summary>Writes a key as the starter file shows it.</summary>
    public virtual void WriteStarter(OutlineWriter writer, string key, string example) =>
        writer.Line($"{key}: {example}");

    /// <summary>Notes that <paramref name="node"/> is something else altogether.</summary>
    protected object? Refuse(YamlNode node, string subject, ErrorList errors)
    {
        if (node is YamlFault)
            errors.PassOver();
        else if (node is YamlScalar { IsEmpty: true })
            errors.Add(node.Position, $"{subject} has no value: give {Expectation}, or leave it out");
        else
            errors.Add(node.Position, $"{subject} must be {Expectation}, not {node.Noun}");
        return null;
    }
}

/// <summary>A kind whose values are of type <typeparamref name="T"/>.</summary>
internal abstract class Kind<T> : Kind
    where T : notnull;
