using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Jmirror.Cli.Controlling;

/// <summary>Talks to the control API of a running <c>jmirror run</c>.</summary>
internal sealed class ControlClient : IDisposable
{
    // A reload of a million mirrors takes its time.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;
    private readonly string _place;

    private ControlClient(HttpClient client, string place)
    {
        (_client, _place) = (client, place);
        _client.Timeout = Limit;
    }

    /// <summary>A client that uses a Unix socket.</summary>
    public static ControlClient OfSocket(string path) =>
        new(
            new HttpClient(
                new SocketsHttpHandler
                {
                    ConnectCallback = async (_, cancellation) =>
                    {
                        var socket = new Socket(
                            AddressFamily.Unix,
                            SocketType.Stream,
                            ProtocolType.Unspecified
                        );
                        try
                        {
                            await socket
                                .ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                                .ConfigureAwait(false);
                            return new NetworkStream(socket, ownsSocket: true);
                        }
                        catch
                        {
                            socket.Dispose();
                            throw;
                        }
                    },
                }
            )
            {
                BaseAddress = new Uri("http://localhost/"),
            },
            path
        );

    /// <summary>A client that uses TCP and shows a token.</summary>
    public static ControlClient OfUrl(Uri url, string token)
    {
        var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ControlClient(client, url.ToString());
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The document of the answer; null where there is none.</returns>
    /// <exception cref="CommandException">Nobody answers, or the answer is a problem.</exception>
    public JsonDocument? Send(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/yaml");
        try
        {
            using var response = _client.SendAsync(request).GetAwaiter().GetResult();
            var bytes = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
            if (response.IsSuccessStatusCode)
                return bytes.Length == 0 ? null : JsonDocument.Parse(bytes);
            throw ProblemOf(response, bytes);
        }
        catch (HttpRequestException failure)
            when (failure.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new CommandException(
                $"{_place} is another user's: run this as its owner",
                ExitCode.Environment
            );
        }
        catch (HttpRequestException)
        {
            throw new CommandException(
                $"nobody answers at {_place}: is `jmirror run` running, and is this its socket?",
                ExitCode.Environment
            );
        }
        catch (TaskCanceledException)
        {
            throw new CommandException($"{_place} did not answer within {Limit}", ExitCode.Environment);
        }
        catch (JsonException)
        {
            throw new CommandException(
                $"what answers at {_place} is not `jmirror run`",
                ExitCode.Environment
            );
        }
    }

    public void Dispose() => _client.Dispose();

    private static CommandException ProblemOf(HttpResponseMessage response, byte[] bytes)
    {
        const int firstServerError = 500;
        const int unauthorized = 401;
        using var problem = JsonDocument.Parse(bytes);
        var status = (int)response.StatusCode;
        var sentences = problem.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(PlaceAndSentence)
            : [problem.RootElement.GetProperty("detail").GetString()!];
        return new CommandException(
            string.Join('\n', sentences),
            status is >= firstServerError or unauthorized ? ExitCode.Environment : ExitCode.BadInput
        );
    }

    private static string PlaceAndSentence(JsonElement error) =>
        $"{error.GetProperty("file").GetString()}:{error.GetProperty("line")}:{error.GetProperty("column")}: {error.GetProperty("sentence").GetString()}";
}
