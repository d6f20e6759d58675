using System.Text.Json;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>Text that is read, but never printed: effective values say only where it was written.</summary>
internal sealed class HiddenTextKind(ScalarKind<string> text) : Kind<string>
{
    public override string Expectation => text.Expectation;

    // A mistake in a secret is told without the secret.
    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        var faults = new ErrorList("");
        if (node is not YamlScalar { IsEmpty: false })
            return text.Read(node, subject, errors);
        if (text.Read(node, subject, faults) is { } value)
            return value;
        errors.Add(node.Position, $"{subject} must be {Expectation}");
        return null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json) => text.WriteJsonSchema(json);

    public override string? ToJson(object value) => text.ToJson(value);

    public override void Explain(OutlineWriter writer, string key, object value, string comment) =>
        writer.Remark($"{key}: not shown ({comment})");
}
