using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>Answers with one JSON document, complete before the first byte leaves.</summary>
internal static class JsonAnswer
{
    // For programs, not for a web page: apostrophes and '+' stay as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the answer.</summary>
    public static async Task Write(
        HttpContext context,
        int status,
        Action<Utf8JsonWriter> write,
        string contentType = "application/json"
    )
    {
        var bytes = Format(write);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A JSON document in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Format(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
            write(json);
        return bytes.WrittenMemory;
    }
}
