using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Jmirror.Provisioning.Api;

/// <summary>Answers that say what is wrong, as RFC 9457 problem details: one sentence, and the mistakes of a body with their places.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Answers with a sentence.</summary>
    public static Task Answer(HttpContext context, int status, string sentence) =>
        Answer(context, status, sentence, []);

    /// <summary>Answers with all mistakes; the first is the sentence.</summary>
    public static Task Answer(HttpContext context, int status, IReadOnlyList<ConfigError> errors) =>
        Answer(context, status, errors[0].ToString(), errors);

    /// <summary>Writes the member <c>errors</c>.</summary>
    public static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ConfigError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("file", error.File);
            json.WriteNumber("line", error.Position.Line);
            json.WriteNumber("column", error.Position.Column);
            json.WriteString("sentence", error.Sentence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static Task Answer(
        HttpContext context,
        int status,
        string sentence,
        IReadOnlyList<ConfigError> errors
    ) =>
        JsonAnswer.Write(
            context,
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
                json.WriteNumber("status", status);
                json.WriteString("detail", sentence);
                if (errors.Count > 0)
                    WriteErrors(json, errors);
                json.WriteEndObject();
            },
            ContentType
        );
}
