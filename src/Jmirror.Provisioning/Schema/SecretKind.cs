using System.Text;
using System.Text.Json;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>
/// A secret: the text itself, hidden wherever it would be printed, or a mapping that names the file which holds it.
/// </summary>
/// <param name="longest">Most bytes of UTF-8.</param>
internal sealed class SecretKind(int longest) : Kind<SecretConfig>
{
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

    private readonly HiddenTextKind _said = new(
        new ScalarKind<string>(
            $"a text of 1 to {longest} bytes, or a mapping {{ file: PATH }}",
            (text, out value) =>
            {
                value = text;
                return Encoding.UTF8.GetByteCount(text) is var length && length > 0 && length <= longest
                    ? null
                    : "is none";
            },
            static text => text,
            JsonForm.Text
        )
    );

    public override string Expectation => _said.Expectation;

    public override object? Read(YamlNode node, string subject, ErrorList errors)
    {
        if (node is YamlMapping)
            return InFile.Read(node, subject, errors);
        return _said.Read(node, subject, errors) is string text
            ? new SecretConfig(new RadiusSecret(text), null)
            : null;
    }

    public override void WriteJsonSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        _said.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        InFile.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void Explain(OutlineWriter writer, string key, object value, string comment)
    {
        if (((SecretConfig)value).File is { } file)
            writer.Line($"{key}: {{ {FileKey.Name}: {YamlText.Scalar(file)} }}", comment);
        else
            _said.Explain(writer, key, HiddenTextKind.Hidden, comment);
    }
}
