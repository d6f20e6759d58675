using System.Text;
using Jmirror.Provisioning.Yaml;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>
/// Request bodies. JSON is YAML, so both are read by the configuration's reader, with its sentences, lines and columns.
/// </summary>
internal static class RequestBody
{
    /// <summary>What errors call a body.</summary>
    public const string Name = "body";

    /// <summary>Largest body, bytes: some 200 000 mirrors.</summary>
    public const int Limit = 32 << 20;

    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the body; null, after answering what is wrong, when it is no document.</summary>
    public static async Task<YamlNode?> Read(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        var errors = new ErrorList(Name);
        try
        {
            var text = Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            var node = text.AsSpan().Trim().IsEmpty ? null : YamlReader.Read(text, errors);
            if (node is not null && errors.Faults == 0)
                return node;
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new(1, 1), "is not UTF-8 text");
        }
        if (errors.Faults == 0)
            errors.Add(new(1, 1), "is empty: send one JSON or YAML document");
        await Problem.Answer(context, StatusCodes.Status400BadRequest, errors.Sorted()).ConfigureAwait(false);
        return null;
    }
}
