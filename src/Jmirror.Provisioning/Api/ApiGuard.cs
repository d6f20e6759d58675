using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Api;

/// <summary>
/// Stands before every operation: lets in only who may, refuses parameters that nobody reads, and turns whatever goes
/// wrong into a problem with a sentence.
/// </summary>
internal sealed partial class ApiGuard(string? token, ILogger logger)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _token = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Handles a request.</summary>
    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (!MayUse(context))
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problem
                    .Answer(
                        context,
                        StatusCodes.Status401Unauthorized,
                        "show the token: Authorization: Bearer TOKEN"
                    )
                    .ConfigureAwait(false);
            }
            else if (UnknownParameter(context) is { } unknown)
            {
                await Problem
                    .Answer(
                        context,
                        StatusCodes.Status400BadRequest,
                        $"there is no query parameter {Wording.Quote(unknown)} here"
                    )
                    .ConfigureAwait(false);
            }
            else
            {
                await next(context).ConfigureAwait(false);
                await AnswerUnrouted(context).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await Problem.Answer(context, bad.StatusCode, bad.Message.TrimEnd('.')).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not IOException && !context.Response.HasStarted)
        {
            // The message of an exception may name a target.
            Log.Failed(logger, OperationOf(context)?.Id ?? "unknown", failure.GetType().Name);
            await Problem
                .Answer(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "the emulator failed inside: this is a defect"
                )
                .ConfigureAwait(false);
        }
    }

    // Of the Unix socket the file system says who may connect.
    private bool MayUse(HttpContext context)
    {
        if (context.Features.Get<IConnectionEndPointFeature>()?.LocalEndPoint is UnixDomainSocketEndPoint)
            return true;
        var shown = context.Request.Headers.Authorization.ToString();
        return _token is not null
            && shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(shown[Scheme.Length..].Trim())),
                _token
            );
    }

    private static string? UnknownParameter(HttpContext context) =>
        OperationOf(context) is { } operation
            ? context.Request.Query.Keys.FirstOrDefault(name =>
                !operation.Query.Any(known => known.Name.Equals(name, StringComparison.Ordinal))
            )
            : null;

    private static Task AnswerUnrouted(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentLength is not null)
            return Task.CompletedTask;
        var (path, method) = (context.Request.Path.Value ?? "", context.Request.Method);
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Answer(
                context,
                StatusCodes.Status404NotFound,
                $"there is no resource {Wording.Quote(path)}: /v1/openapi.json lists them"
            ),
            StatusCodes.Status405MethodNotAllowed => Problem.Answer(
                context,
                StatusCodes.Status405MethodNotAllowed,
                $"{Wording.Quote(path)} knows no method {Wording.Quote(method)}"
            ),
            _ => Task.CompletedTask,
        };
    }

    private static ApiOperation? OperationOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>();

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1,
            Level = LogLevel.Error,
            Message = "The operation {Operation} of the control API failed inside: {Exception}"
        )]
        public static partial void Failed(ILogger logger, string operation, string exception);
    }
}
