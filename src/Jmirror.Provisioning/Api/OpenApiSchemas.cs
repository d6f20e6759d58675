using System.Text.Json;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Api;

/// <summary>The schemas of the OpenAPI document. Mirrors and subscribers are described by the configuration's own schema.</summary>
internal static class OpenApiSchemas
{
    private const string LiveMirror = """
        {
          "type": "object",
          "description": "A live mirror: one session's, or the one of a trigger on packets.",
          "required": ["packets", "bytes"],
          "properties": {
            "session": { "type": "integer", "description": "Number of the session; absent for a trigger on packets." },
            "mirror-id": { "type": "integer", "description": "In the header; absent without header." },
            "session-id": { "type": "integer", "description": "In the header; absent without header." },
            "packets": { "type": "integer", "description": "Copies made." },
            "bytes": { "type": "integer", "description": "Bytes of the copies' IP datagrams." }
          }
        }
        """;

    private const string MirrorState = """
        {
          "type": "object",
          "description": "A mirror with what lives under it.",
          "required": ["number", "origin", "added", "mirror", "destination", "live"],
          "properties": {
            "number": { "type": "integer" },
            "origin": { "enum": ["configuration", "operator", "radius-login", "radius-coa", "dtcp"] },
            "added": { "type": "string", "format": "date-time" },
            "mirror": {
              "type": "object",
              "description": "The keys of the schema Mirror, as far as RADIUS and DTCP say them."
            },
            "session": { "type": "integer", "description": "The one session that RADIUS asked for." },
            "destination": {
              "type": "object",
              "required": ["address"],
              "properties": { "address": { "type": "string" }, "port": { "type": "integer" } }
            },
            "live": { "type": "array", "items": { "$ref": "#/components/schemas/LiveMirror" } }
          }
        }
        """;

    private const string MirrorList = """
        {
          "type": "object",
          "required": ["mirrors", "next"],
          "properties": {
            "mirrors": { "type": "array", "items": { "$ref": "#/components/schemas/MirrorState" } },
            "next": { "type": ["integer", "null"], "description": "For after=, when there is more." }
          }
        }
        """;

    private const string MirrorOrMirrors = """
        {
          "anyOf": [
            { "$ref": "#/components/schemas/Mirror" },
            { "type": "array", "items": { "$ref": "#/components/schemas/Mirror" } }
          ]
        }
        """;

    private const string MirrorAnswers = """
        {
          "type": "object",
          "required": ["added", "failed", "mirrors"],
          "properties": {
            "added": { "type": "integer" },
            "failed": { "type": "integer" },
            "mirrors": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "number": { "type": "integer" },
                  "problem": { "type": "string" },
                  "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Mistake" } }
                }
              }
            }
          }
        }
        """;

    private const string SubscriberState = """
        {
          "type": "object",
          "description": "A live session. It never shows whether it is mirrored.",
          "required": ["number", "logged-in", "last-seen", "static", "subscriber"],
          "properties": {
            "number": { "type": "integer" },
            "logged-in": { "type": "string", "format": "date-time" },
            "last-seen": { "type": "string", "format": "date-time" },
            "static": { "type": "boolean" },
            "subscriber": {
              "type": "object",
              "description": "The keys of the schema Subscriber, as far as they are known."
            }
          }
        }
        """;

    private const string SubscriberList = """
        {
          "type": "object",
          "required": ["subscribers", "next"],
          "properties": {
            "subscribers": { "type": "array", "items": { "$ref": "#/components/schemas/SubscriberState" } },
            "next": { "type": ["integer", "null"], "description": "For after=, when there is more." }
          }
        }
        """;

    private const string Log = """
        {
          "type": "object",
          "required": ["lost-lines", "lines"],
          "properties": {
            "lost-lines": { "type": "integer", "description": "Lines that could not be written to the file." },
            "lines": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["time", "event", "origin", "trigger", "line"],
                "properties": {
                  "time": { "type": "string", "format": "date-time" },
                  "event": { "enum": ["start", "end", "answer", "failure"] },
                  "origin": { "enum": ["configuration", "operator", "radius-login", "radius-coa", "dtcp"] },
                  "mirror-id": { "type": "integer" },
                  "session-id": { "type": "integer" },
                  "trigger": { "type": "string" },
                  "reason": { "type": "string" },
                  "line": { "type": "string", "description": "The line of the file." }
                }
              }
            }
          }
        }
        """;

    private const string ChangeCounts = """
        {
          "type": "object",
          "required": ["kept", "replaced", "added", "deleted"],
          "properties": {
            "kept": { "type": "integer" },
            "replaced": { "type": "integer" },
            "added": { "type": "integer" },
            "deleted": { "type": "integer" }
          }
        }
        """;

    private const string Reload = """
        {
          "type": "object",
          "required": ["succeeded", "mirrors", "subscribers"],
          "properties": {
            "succeeded": { "const": true },
            "mirrors": { "$ref": "#/components/schemas/ChangeCounts" },
            "subscribers": { "$ref": "#/components/schemas/ChangeCounts" }
          }
        }
        """;

    private const string Mistake = """
        {
          "type": "object",
          "required": ["file", "line", "column", "sentence"],
          "properties": {
            "file": { "type": "string" },
            "line": { "type": "integer" },
            "column": { "type": "integer" },
            "sentence": { "type": "string" }
          }
        }
        """;

    private const string ProblemDetails = """
        {
          "type": "object",
          "description": "RFC 9457.",
          "required": ["title", "status", "detail"],
          "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "One sentence." },
            "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Mistake" } }
          }
        }
        """;

    private const string AnyObject = """{ "type": "object" }""";

    private static readonly (string Name, string Schema)[] Written =
    [
        ("LiveMirror", LiveMirror),
        ("MirrorState", MirrorState),
        ("MirrorList", MirrorList),
        ("MirrorOrMirrors", MirrorOrMirrors),
        ("MirrorAnswers", MirrorAnswers),
        ("SubscriberState", SubscriberState),
        ("SubscriberList", SubscriberList),
        ("Statistics", AnyObject),
        ("Log", Log),
        ("ChangeCounts", ChangeCounts),
        ("Reload", Reload),
        ("Mistake", Mistake),
        ("Problem", ProblemDetails),
        ("OpenApi", AnyObject),
    ];

    /// <summary>Refers to a schema.</summary>
    public static string Reference(string name) => $"#/components/schemas/{name}";

    /// <summary>Writes the member <c>schemas</c>.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("schemas");
        json.WriteStartObject("Mirror");
        MirrorSchema.Kind.WriteJsonSchema(json);
        json.WriteEndObject();
        json.WriteStartObject("Subscriber");
        SubscriberSchema.Kind.WriteJsonSchema(json);
        json.WriteEndObject();
        foreach (var (name, schema) in Written)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(schema);
        }
        json.WriteEndObject();
    }
}
