using System.Text.Json;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>Text that no mistake quotes and no effective value shows.</summary>
/// <param name="text">What it must be.</param>
/// <param name="known">The one text that everybody knows, which is shown; null: there is none.</param>
internal sealed class HiddenTextKind(ScalarKind<string> text, string? known = null) : Kind<string>
{
    /// <summary>What stands in place of the text.</summary>
    public const string Hidden = "(hidden)";

    public override string Expectation => text.Expectation;

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return text.Read(node, subject, errors);
        if (scalar.Text is Hidden)
        {
            errors.Add(
                node.Position,
                $"{subject} {Hidden} is what `jmirror config explain` prints in place of a secret: give the secret itself"
            );
            return null;
        }
        // The sentence would quote what was written.
        if (text.Read(node, subject, new ErrorList("")) is { } value)
            return value;
        errors.Add(node.Position, $"{subject} must be {Expectation}");
        return null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json) => text.WriteJsonSchema(json);

    public override string? ToJson(object value) => text.ToJson(value);

    public override void Explain(OutlineWriter writer, string key, object value, string comment) =>
        text.Explain(writer, key, value.Equals(known) ? value : Hidden, comment);
}
