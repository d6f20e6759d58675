using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>The resource <c>/v1/subscribers</c>.</summary>
internal sealed class SubscriberOperations(ApiServices services)
{
    private const string Collection = "/v1/subscribers";
    private const string Item = "/v1/subscribers/{number}";
    private const string Address = "address";

    private static readonly IdentityKind[] Kinds = Enum.GetValues<IdentityKind>();

    private readonly SubscriberJson _json = new(services.Provisioner);

    /// <summary>All of them.</summary>
    public IEnumerable<ApiOperation> All =>
        [
            new(
                "GET",
                Collection,
                "listSubscribers",
                "Lists live sessions: all, or those that have all of the identities and the address.",
                List
            )
            {
                Query =
                [
                    .. Paging.Parameters,
                    .. Kinds.Select(kind => new ApiParameter(
                        IdentityNames.Of(kind),
                        $"Sessions with this {IdentityNames.Of(kind)}."
                    )),
                    new(Address, "Sessions that this IPv4 or IPv6 address belongs to."),
                ],
                Answers = [new(200, "Sessions in order of number.", "SubscriberList")],
            },
            new(
                "POST",
                Collection,
                "addSubscriber",
                "Logs a static subscriber in, until it is logged out.",
                Add
            )
            {
                Body = "Subscriber",
                Answers = [new(201, "The session.", "SubscriberState")],
                Problems = [400, 409, 413],
            },
            new("GET", Item, "showSubscriber", "Shows one live session.", Show)
            {
                Answers = [new(200, "The session.", "SubscriberState")],
                Problems = [404],
            },
            new(
                "DELETE",
                Item,
                "logOutSubscriber",
                "Ends a session here; a learned one comes back when it is seen to log in again, one of the file with the next reload.",
                LogOut
            )
            {
                Answers = [new(204, "It has ended.", ContentType: null)],
                Problems = [404],
            },
        ];

    private Task List(HttpContext context)
    {
        var query = context.Request.Query;
        if (Paging.TryRead(query, out var paging) is { } fault)
            return Problem.Answer(context, StatusCodes.Status400BadRequest, fault);
        if (TryReadAddress(query, out var address) is { } addressFault)
            return Problem.Answer(context, StatusCodes.Status400BadRequest, addressFault);
        SubscriberIdentity[] identities =
        [
            .. from kind in Kinds
            let value = query[IdentityNames.Of(kind)]
            where value.Count > 0
            select new SubscriberIdentity(kind, value.ToString()),
        ];
        var found =
            identities.Length == 0 && address is null
                ? services.Control.ListSubscribers(paging.After, paging.Limit)
                : Part(services.Control.FindSubscribers(identities, address), paging);
        return JsonAnswer.Write(
            context,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("subscribers");
                foreach (var subscriber in found)
                    _json.Write(json, subscriber);
                json.WriteEndArray();
                paging.WriteNext(json, found.Count, found.Count > 0 ? found[^1].Number : 0);
                json.WriteEndObject();
            }
        );
    }

    private static List<Subscriber> Part(IReadOnlyList<Subscriber> found, Paging paging) =>
        [
            .. found
                .Where(subscriber => subscriber.Number > paging.After)
                .OrderBy(subscriber => subscriber.Number)
                .Take(paging.Limit),
        ];

    private Task Show(HttpContext context) =>
        NumberedEntry.TryRead(context, out var number)
        && services.Control.ShowSubscriber(number) is { } subscriber
            ? Answer(context, StatusCodes.Status200OK, subscriber)
            : NumberedEntry.NotFound(context, "subscriber");

    private async Task Add(HttpContext context)
    {
        if (await RequestBody.Read(context).ConfigureAwait(false) is not { } body)
            return;
        var errors = new ErrorList(RequestBody.Name);
        long? number = null;
        if (SubscriberSchema.Kind.Read(body, "a subscriber", errors) is SubscriberConfig subscriber)
            number = errors.Faults == 0 ? services.Provisioner.Add(subscriber, errors) : null;
        if (errors.Faults > 0)
        {
            await Problem
                .Answer(context, StatusCodes.Status400BadRequest, errors.Sorted())
                .ConfigureAwait(false);
        }
        else if (number is { } added && services.Control.ShowSubscriber(added) is { } session)
        {
            context.Response.Headers.Location = $"{Collection}/{added}";
            await Answer(context, StatusCodes.Status201Created, session).ConfigureAwait(false);
        }
        else
        {
            await Problem
                .Answer(
                    context,
                    StatusCodes.Status409Conflict,
                    "the subscriber table did not take the subscriber in: is it full?"
                )
                .ConfigureAwait(false);
        }
    }

    private Task LogOut(HttpContext context)
    {
        if (!NumberedEntry.TryRead(context, out var number) || !services.Provisioner.LogOut(number))
            return NumberedEntry.NotFound(context, "subscriber");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Answer(HttpContext context, int status, Subscriber subscriber) =>
        JsonAnswer.Write(context, status, json => _json.Write(json, subscriber));

    private static string? TryReadAddress(IQueryCollection query, out UInt128? address)
    {
        address = null;
        if (!query.TryGetValue(Address, out var text))
            return null;
        if (!IpPrefix.TryParse(text.ToString(), out var prefix) || prefix.Length != HostLength)
            return $"{Address} {Wording.Quote(text.ToString())} is not an IPv4 or IPv6 address";
        address = prefix.Address;
        return null;
    }

    private const int HostLength = 128;
}
