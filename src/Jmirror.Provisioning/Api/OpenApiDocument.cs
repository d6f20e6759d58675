using System.Text.Json;

namespace Jmirror.Provisioning.Api;

/// <summary>Describes the API as an OpenAPI 3.1 document.</summary>
internal static class OpenApiDocument
{
    // Any request may lack the token, use a wrong parameter, or meet a defect.
    private static readonly int[] EverywhereProblems = [400, 401, 500];

    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ApiOperation> operations, string version)
    {
        json.WriteStartObject();
        json.WriteString("openapi", "3.1.0");
        json.WriteStartObject("info");
        json.WriteString("title", "Control API of jmirror run");
        json.WriteString("version", version);
        json.WriteString(
            "description",
            "Bodies may be JSON or YAML; mirrors and subscribers have the keys of the configuration file. Without a token on the Unix socket, with one on TCP."
        );
        json.WriteEndObject();
        json.WriteStartArray("security");
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteStartArray("token");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("paths");
        foreach (var path in operations.GroupBy(one => one.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject(path.Key);
            foreach (var operation in path)
                WriteOperation(json, operation);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("components");
        OpenApiSchemas.Write(json);
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject("token");
        json.WriteString("type", "http");
        json.WriteString("scheme", "bearer");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, ApiOperation operation)
    {
        json.WriteStartObject(operation.Method.ToLowerInvariant());
        json.WriteString("operationId", operation.Id);
        json.WriteString("summary", operation.Summary);
        json.WriteStartArray("parameters");
        foreach (var name in operation.PathParameters)
            WriteParameter(json, new(name, "Number of the entry.", "integer"), "path");
        foreach (var parameter in operation.Query)
            WriteParameter(json, parameter, "query");
        json.WriteEndArray();
        if (operation.Body is { } body)
        {
            json.WriteStartObject("requestBody");
            json.WriteBoolean("required", true);
            json.WriteStartObject("content");
            WriteContent(json, "application/json", body);
            WriteContent(json, "application/yaml", body);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteStartObject("responses");
        foreach (var answer in operation.Answers)
            WriteAnswer(json, answer);
        foreach (var status in EverywhereProblems.Union(operation.Problems).Order())
            WriteAnswer(json, new(status, "What is wrong.", "Problem", Problem.ContentType));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, ApiParameter parameter, string place)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", place);
        json.WriteString("description", parameter.Help);
        json.WriteBoolean("required", place is "path");
        json.WriteStartObject("schema");
        json.WriteString("type", parameter.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, ApiAnswer answer)
    {
        json.WriteStartObject($"{answer.Status}");
        json.WriteString("description", answer.Help);
        if (answer.ContentType is { } type)
        {
            json.WriteStartObject("content");
            WriteContent(json, type, answer.Schema);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string type, string? schema)
    {
        json.WriteStartObject(type);
        json.WriteStartObject("schema");
        if (schema is not null)
            json.WriteString("$ref", OpenApiSchemas.Reference(schema));
        else
            json.WriteString("type", "string");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
