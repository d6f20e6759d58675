using System.Text.Json;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>The resource <c>/v1/mirrors</c>.</summary>
internal sealed class MirrorOperations(ApiServices services)
{
    private const string Collection = "/v1/mirrors";
    private const string Item = "/v1/mirrors/{number}";

    private readonly MirrorJson _json = new(services.Provisioner);

    /// <summary>All of them.</summary>
    public IEnumerable<ApiOperation> All =>
        [
            new("GET", Collection, "listMirrors", "Lists mirrors with what lives under them.", List)
            {
                Query = Paging.Parameters,
                Answers = [new(200, "Mirrors in order of number.", "MirrorList")],
            },
            new(
                "POST",
                Collection,
                "addMirrors",
                "Adds one mirror, or each of a list by itself; when it answers, packets are copied.",
                Add
            )
            {
                Body = "MirrorOrMirrors",
                Answers =
                [
                    new(201, "The mirror was added.", "MirrorState"),
                    new(200, "What became of each mirror of the list, in its order.", "MirrorAnswers"),
                ],
                Problems = [400, 409, 413],
            },
            new("GET", Item, "showMirror", "Shows one mirror.", Show)
            {
                Answers = [new(200, "The mirror.", "MirrorState")],
                Problems = [404],
            },
            new(
                "PUT",
                Item,
                "replaceMirror",
                "Puts a mirror in the place of another under its number, without a gap. A mirror of the file is as the file says again after the next reload.",
                Replace
            )
            {
                Body = "Mirror",
                Answers = [new(200, "The mirror as it is now.", "MirrorState")],
                Problems = [400, 404, 409, 413],
            },
            new(
                "DELETE",
                Item,
                "deleteMirror",
                "Deletes a mirror, whoever asked for it. A mirror of the file comes back with the next reload.",
                Delete
            )
            {
                Answers = [new(204, "It is gone; nothing more is copied.", ContentType: null)],
                Problems = [404],
            },
        ];

    private Task List(HttpContext context)
    {
        if (Paging.TryRead(context.Request.Query, out var paging) is { } fault)
            return Problem.Answer(context, StatusCodes.Status400BadRequest, fault);
        var states = services.Control.List(paging.After, paging.Limit);
        return JsonAnswer.Write(
            context,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("mirrors");
                foreach (var state in states)
                    _json.Write(json, state);
                json.WriteEndArray();
                paging.WriteNext(json, states.Count, states.Count > 0 ? states[^1].Number : 0);
                json.WriteEndObject();
            }
        );
    }

    private Task Show(HttpContext context) =>
        NumberedEntry.TryRead(context, out var number) && services.Control.Show(number) is { } state
            ? JsonAnswer.Write(context, StatusCodes.Status200OK, json => _json.Write(json, state))
            : NumberedEntry.NotFound(context, "mirror");

    private async Task Add(HttpContext context)
    {
        if (await RequestBody.Read(context).ConfigureAwait(false) is not { } body)
            return;
        if (body is YamlList list)
            await AddEach(context, list).ConfigureAwait(false);
        else
            await AddOne(context, body).ConfigureAwait(false);
    }

    private Task AddOne(HttpContext context, YamlNode body)
    {
        var errors = new ErrorList(RequestBody.Name);
        if (TryAdd(body, errors) is not { } answer)
            return Problem.Answer(context, StatusCodes.Status400BadRequest, errors.Sorted());
        if (answer.Problem is { } problem)
            return Problem.Answer(context, StatusCodes.Status409Conflict, problem);
        context.Response.Headers.Location = $"{Collection}/{answer.Number}";
        return AnswerState(context, StatusCodes.Status201Created, answer.Number);
    }

    private Task AddEach(HttpContext context, YamlList list)
    {
        var results = list
            .Items.Select(item =>
            {
                var errors = new ErrorList(RequestBody.Name);
                return (Answer: TryAdd(item, errors), Errors: errors.Sorted());
            })
            .ToList();
        return JsonAnswer.Write(
            context,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("added", results.Count(one => one.Answer is { Succeeded: true }));
                json.WriteNumber("failed", results.Count(one => one.Answer is not { Succeeded: true }));
                json.WriteStartArray("mirrors");
                foreach (var (answer, errors) in results)
                    WriteAnswer(json, answer, errors);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private static void WriteAnswer(
        Utf8JsonWriter json,
        RequestAnswer? answer,
        IReadOnlyList<ConfigError> errors
    )
    {
        json.WriteStartObject();
        if (answer is { Succeeded: true } added)
            json.WriteNumber("number", added.Number);
        else
            json.WriteString("problem", answer?.Problem ?? errors[0].ToString());
        if (errors.Count > 0)
            Problem.WriteErrors(json, errors);
        json.WriteEndObject();
    }

    private async Task Replace(HttpContext context)
    {
        if (!NumberedEntry.TryRead(context, out var number) || services.Control.Show(number) is null)
        {
            await NumberedEntry.NotFound(context, "mirror").ConfigureAwait(false);
            return;
        }
        if (await RequestBody.Read(context).ConfigureAwait(false) is not { } body)
            return;
        var errors = new ErrorList(RequestBody.Name);
        var answer = Read(body, errors) is { } mirror
            ? services.Provisioner.Replace(number, mirror, errors)
            : null;
        if (answer is not { } given)
            await Problem
                .Answer(context, StatusCodes.Status400BadRequest, errors.Sorted())
                .ConfigureAwait(false);
        else if (given.Problem is { } problem)
            await Problem.Answer(context, StatusCodes.Status409Conflict, problem).ConfigureAwait(false);
        else
            await AnswerState(context, StatusCodes.Status200OK, number).ConfigureAwait(false);
    }

    private Task Delete(HttpContext context)
    {
        if (!NumberedEntry.TryRead(context, out var number) || !services.Provisioner.Delete(number))
            return NumberedEntry.NotFound(context, "mirror");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private RequestAnswer? TryAdd(YamlNode node, ErrorList errors) =>
        Read(node, errors) is { } mirror ? services.Provisioner.Add(mirror, errors) : null;

    private static MirrorConfig? Read(YamlNode node, ErrorList errors)
    {
        var mirror = MirrorSchema.Kind.Read(node, "a mirror", errors) as MirrorConfig;
        return errors.Faults == 0 ? mirror : null;
    }

    // It may have been deleted in between: then that came first.
    private Task AnswerState(HttpContext context, int status, long number) =>
        services.Control.Show(number) is { } state
            ? JsonAnswer.Write(context, status, json => _json.Write(json, state))
            : NumberedEntry.NotFound(context, "mirror");
}
