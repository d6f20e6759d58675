using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>The resources of the run as a whole: counters, secure log, reload, metrics.</summary>
internal sealed class RunOperations(ApiServices services)
{
    private const string LimitName = "limit";
    private const int DefaultLines = 100;

    // Of Prometheus' text exposition format.
    private const string MetricsType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All of them.</summary>
    public IEnumerable<ApiOperation> All =>
        [
            new("GET", "/v1/statistics", "showStatistics", "Shows the counters of the run.", Statistics)
            {
                Answers = [new(200, "The counters.", "Statistics")],
            },
            new("GET", "/v1/log", "showLog", "Shows the latest lines of the secure log.", Log)
            {
                Query =
                [
                    new(
                        LimitName,
                        $"Most lines; {DefaultLines} when absent. No more than are kept in memory.",
                        "integer"
                    ),
                ],
                Answers = [new(200, "Lines, oldest first.", "Log")],
            },
            new(
                "POST",
                "/v1/reload",
                "reload",
                "Reads the configuration file again and applies what differs, or nothing of it.",
                Reload
            )
            {
                Answers = [new(200, "The file is in effect.", "Reload")],
                Problems = [422],
            },
            new("GET", "/metrics", "showMetrics", "Shows the metrics of the run to Prometheus.", Metrics)
            {
                Answers = [new(200, "Metrics, text exposition format 0.0.4.", ContentType: "text/plain")],
            },
        ];

    private Task Statistics(HttpContext context) =>
        JsonAnswer.Write(context, StatusCodes.Status200OK, services.WriteStatistics);

    private Task Log(HttpContext context)
    {
        var limit = DefaultLines;
        if (
            context.Request.Query.TryGetValue(LimitName, out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit == 0)
        )
        {
            return Problem.Answer(
                context,
                StatusCodes.Status400BadRequest,
                $"{LimitName} is not a number of lines"
            );
        }
        var lines = services.SecureLog.Latest(limit);
        return JsonAnswer.Write(
            context,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("lost-lines", services.SecureLog.LostLines);
                json.WriteStartArray("lines");
                foreach (var line in lines)
                    MirrorEventJson.Write(json, line);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private Task Reload(HttpContext context)
    {
        var outcome = services.Reload();
        return outcome.Succeeded
            ? JsonAnswer.Write(context, StatusCodes.Status200OK, json => ReloadJson.Write(json, outcome))
            : Problem.Answer(context, StatusCodes.Status422UnprocessableEntity, outcome.Errors);
    }

    private async Task Metrics(HttpContext context)
    {
        using var text = new StringWriter { NewLine = "\n" };
        services.WriteMetrics(text);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        context.Response.ContentType = MetricsType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
