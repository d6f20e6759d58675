using System.Net.Sockets;
using System.Text;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Api;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Api;

public class EventApiTests
{
    [Fact]
    public async Task Events_OfEachKind_AreToldAsTheyHappen()
    {
        await using var run = await ApiRun.Start();
        using var response = await run.Client.GetAsync(
            "/v1/events",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(
            await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
        );

        await run.Send(
            "POST",
            "/v1/mirrors",
            """{ "trigger": { "username": "alice" }, "analyzer": "md1", "mirror-id": 1, "session-id": 2 }"""
        );
        await run.Send("POST", "/v1/subscribers", """{ "username": "bob", "ipv4": "10.0.0.1" }""");
        await run.Send("DELETE", "/v1/subscribers/1");
        await run.Send("DELETE", "/v1/mirrors/1");
        run.Events.Reloaded(run.Reload());

        string[] expected =
        [
            """mirror-start {"time":"2023-11-14T22:13:20.123456789Z","event":"start","origin":"operator","mirror-id":1,"session-id":2,"trigger":"Username alice",""",
            """subscriber-login {"subscriber":1,"static":true}""",
            """subscriber-logout {"subscriber":1,"static":true,"reason":"admin-reset"}""",
            """mirror-end {"time":"2023-11-14T22:13:20.123456789Z","event":"end",""",
            """reload {"succeeded":true,"mirrors":{"kept":0,""",
        ];
        foreach (var start in expected)
            Assert.StartsWith(start, await NextEvent(reader), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_ThatDoesNotRead_IsCutAndHoldsNobodyUp()
    {
        await using var run = await ApiRun.Start();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(
            new UnixDomainSocketEndPoint(run.Socket),
            TestContext.Current.CancellationToken
        );
        await socket.SendAsync(
            Encoding.ASCII.GetBytes("GET /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        );
        var buffer = new byte[1024];
        Assert.True(await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) > 0);

        // Far more than the backlog and all buffers between hold.
        var trigger = new string('x', 1000);
        for (var i = 0; i < 3 * LiveEvents.LongestBacklog; i++)
            run.Events.Write(
                new MirrorEvent(i, MirrorEventKind.Start, MirrorOrigin.Dtcp, 1, 1, trigger, null)
            );

        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("event: cut\n", text, StringComparison.Ordinal);
        var events = text.Split("event: mirror-start").Length - 1;
        Assert.InRange(events, LiveEvents.LongestBacklog, (3 * LiveEvents.LongestBacklog) - 1);
    }

    [Fact]
    public async Task Readers_BeyondTheMost_AreRefusedUntilOneGoes()
    {
        await using var run = await ApiRun.Start();
        var readers = new List<HttpResponseMessage>();
        for (var i = 0; i < LiveEvents.MostReaders; i++)
        {
            readers.Add(
                await run.Client.GetAsync(
                    "/v1/events",
                    HttpCompletionOption.ResponseHeadersRead,
                    TestContext.Current.CancellationToken
                )
            );
        }

        (await run.Send("GET", "/v1/events")).AssertProblem(503, "16 clients read events already");

        foreach (var reader in readers)
            reader.Dispose();
        Waiting.Until(
            () =>
            {
                using var response = run
                    .Client.GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead)
                    .GetAwaiter()
                    .GetResult();
                return response.IsSuccessStatusCode;
            },
            "a reader has gone"
        );
    }

    [Fact]
    public async Task Host_ThatEnds_EndsItsReadersAtOnce()
    {
        var run = await ApiRun.Start();
        using var response = await run.Client.GetAsync(
            "/v1/events",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        var started = TimeProvider.System.GetTimestamp();
        run.Events.End();
        Assert.Equal(":\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        await run.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(File.Exists(run.Socket));
    }

    /// <summary>Name and data of the next event.</summary>
    private static async Task<string> NextEvent(StreamReader reader)
    {
        var name = "";
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return $"{name} {line["data: ".Length..]}";
        }
        return "the stream ended";
    }
}
