using System.Text;
using System.Text.Json;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>
/// A secret: the text itself, or a mapping that names the file which holds it. What was written is quoted in no
/// mistake, and no effective value shows it.
/// </summary>
/// <param name="longest">Most bytes of UTF-8.</param>
internal sealed class SecretKind(int longest) : Kind<SecretConfig>
{
    private const string Hidden = "(hidden)";

    private static readonly Key<SecretConfig, string> FileKey = new("file", Scalars.Text)
    {
        Help =
            "File that holds the secret on its first line; nobody but its owner may read it (mode 0600 or 0400).",
        Example = "/etc/jmirror/radius.secret",
        IsRequired = true,
        Get = secret => secret.File,
    };

    private static readonly MappingKind<SecretConfig> InFile = new(
        "a secret",
        [FileKey],
        values => new SecretConfig(null, values.Find(FileKey))
    )
    {
        OriginOf = _ => ConfigOrigin.Nowhere,
    };

    public override string Expectation => $"a text of 1 to {longest} bytes, or a mapping {{ file: PATH }}";

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is YamlMapping)
            return InFile.Read(node, subject, errors);
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return Refuse(node, subject, errors);
        if (scalar.Text is Hidden)
        {
            errors.Add(
                node.Position,
                $"{subject} {Hidden} is what `jmirror config explain` prints in place of a secret: give the secret itself"
            );
            return null;
        }
        var length = Encoding.UTF8.GetByteCount(scalar.Text);
        if (length > 0 && length <= longest)
            return new SecretConfig(new RadiusSecret(scalar.Text), null);
        errors.Add(node.Position, $"{subject} must be {Expectation}");
        return null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        JsonForm.Text.Write(json);
        json.WriteEndObject();
        json.WriteStartObject();
        InFile.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        var text = ((SecretConfig)value).File is { } file
            ? $"{{ {FileKey.Name}: {YamlText.Scalar(file)} }}"
            : YamlText.Scalar(Hidden);
        writer.Line($"{key}: {text}", comment);
    }
}
