using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>One operation of the API: its route, what carries it out, and what the OpenAPI document says of it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path, with parameters in braces.</param>
/// <param name="Id">Name of the operation in the OpenAPI document.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Handle">Carries it out.</param>
internal sealed record ApiOperation(
    string Method,
    string Path,
    string Id,
    string Summary,
    RequestDelegate Handle
)
{
    /// <summary>Query parameters; others are refused.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Name of the body's schema; null: no body.</summary>
    public string? Body { get; init; }

    /// <summary>Good answers.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>Statuses of problems that it may answer with, besides those that any operation may.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Parameters in the path: all are numbers.</summary>
    public IEnumerable<string> PathParameters =>
        Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}

/// <summary>A query parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Help">What it means, one sentence.</param>
/// <param name="Type">Its type in JSON Schema's words.</param>
internal sealed record ApiParameter(string Name, string Help, string Type = "string");

/// <summary>A good answer.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Help">What it means, one sentence.</param>
/// <param name="Schema">Name of the schema; null: no content, or no JSON.</param>
/// <param name="ContentType">What the content is; null: there is none.</param>
internal sealed record ApiAnswer(
    int Status,
    string Help,
    string? Schema = null,
    string? ContentType = "application/json"
);
