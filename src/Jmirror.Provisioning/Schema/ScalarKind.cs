using System.Text.Encodings.Web;
using System.Text.Json;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>Understands text; the fault is the end of a sentence that begins with the key and the text, null when there is none.</summary>
internal delegate string? ScalarParser<T>(string text, out T value);

/// <summary>A value that is one piece of text.</summary>
/// <param name="expectation">See <see cref="Kind.Expectation"/>.</param>
/// <param name="parse">Understands the text.</param>
/// <param name="format">The text of a value; parsing it gives the value again.</param>
/// <param name="jsonForm">What JSON Schema says of it.</param>
internal sealed class ScalarKind<T>(
    string expectation,
    ScalarParser<T> parse,
    Func<T, string> format,
    JsonForm jsonForm
) : Kind<T>
    where T : notnull
{
    public override string Expectation => expectation;

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return Refuse(node, subject, errors);
        if (parse(scalar.Text, out var value) is not { } fault)
            return value;
        errors.Add(node.Position, $"{subject} {Wording.Quote(scalar.Text)} {fault}");
        return null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json) => jsonForm.Write(json);

    public override string? ToJson(object value)
    {
        var text = format((T)value);
        return jsonForm.IsBare(text)
            ? text
            : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment) =>
        writer.Line($"{key}: {ToYaml((T)value)}", comment);

    /// <summary>A value as a YAML scalar that every YAML reader takes for the same text or number.</summary>
    public string ToYaml(T value)
    {
        var text = format(value);
        return jsonForm.IsBare(text) ? text : YamlText.Scalar(text);
    }
}
