using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>The control API of a run, by plain HTTP over its Unix socket.</summary>
internal sealed class ControlApi : IDisposable
{
    private readonly HttpClient _client;

    private ControlApi(string socket) =>
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var connection = new Socket(
                        AddressFamily.Unix,
                        SocketType.Stream,
                        ProtocolType.Unspecified
                    );
                    await connection
                        .ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation)
                        .ConfigureAwait(false);
                    return new NetworkStream(connection, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new Uri("http://localhost/"),
        };

    /// <summary>The API of the run in a bed.</summary>
    public static ControlApi Of(LiveBed bed) => new(bed.Socket);

    public JsonElement Get(string path) => Send(HttpMethod.Get, path, null)!.Value;

    public JsonElement Post(string path, string body) => Send(HttpMethod.Post, path, body)!.Value;

    public void Put(string path, string body) => Send(HttpMethod.Put, path, body);

    public void Delete(string path) => Send(HttpMethod.Delete, path, null);

    public void Dispose() => _client.Dispose();

    private JsonElement? Send(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/yaml");
        using var response = _client.Send(request);
        using var stream = new StreamReader(response.Content.ReadAsStream());
        var text = stream.ReadToEnd();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? null : JsonDocument.Parse(text).RootElement;
    }
}
