using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>The resource <c>/v1/events</c>.</summary>
internal sealed class EventOperations(ApiServices services)
{
    private const string ContentType = "text/event-stream";

    // Tells readers, and whatever stands between, that the connection lives.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly ReadOnlyMemory<byte> Comment = ":\n\n"u8.ToArray();

    /// <summary>All of them.</summary>
    public IEnumerable<ApiOperation> All =>
        [
            new(
                "GET",
                "/v1/events",
                "readEvents",
                "Tells what happens from now on, as server-sent events: mirror-start, mirror-end, mirror-failure, "
                    + "subscriber-login, subscriber-change, subscriber-logout, reload. A reader that falls "
                    + $"{LiveEvents.LongestBacklog} events behind gets the event cut and is disconnected.",
                Read
            )
            {
                Answers = [new(200, "Events, without end.", ContentType: ContentType)],
                Problems = [503],
            },
        ];

    private async Task Read(HttpContext context)
    {
        if (services.Events.Subscribe() is not { } events)
        {
            await Problem
                .Answer(
                    context,
                    StatusCodes.Status503ServiceUnavailable,
                    $"{LiveEvents.MostReaders} clients read events already, or the run ends"
                )
                .ConfigureAwait(false);
            return;
        }
        try
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-store";
            await Send(context, Comment).ConfigureAwait(false);
            await Forward(context, events).ConfigureAwait(false);
        }
        finally
        {
            services.Events.Unsubscribe(events);
        }
    }

    private async Task Forward(HttpContext context, ChannelReader<ReadOnlyMemory<byte>> events)
    {
        var isMore = events.WaitToReadAsync(context.RequestAborted).AsTask();
        while (true)
        {
            try
            {
                if (
                    !await isMore
                        .WaitAsync(Heartbeat, services.Time, context.RequestAborted)
                        .ConfigureAwait(false)
                )
                    return;
            }
            catch (TimeoutException)
            {
                await Send(context, Comment).ConfigureAwait(false);
                continue;
            }
            while (events.TryRead(out var bytes))
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            isMore = events.WaitToReadAsync(context.RequestAborted).AsTask();
        }
    }

    private static async Task Send(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
